package slash64.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;
import slash64.net.Address;
import slash64.testing.SharedSpark;

class PrefixExtensionsTest {
  private final SparkSession spark = SharedSpark.session();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ip_text('2001:DB8:0:0:0:0:0:1')                       | 2001:db8::1",
        "ip_text('::ffff:192.0.2.1')                           | 192.0.2.1",
        "ip_text('192.0.2.010')                                | null",
        "ip_text('')                                           | null",
        "ip_text(NULL)                                         | null",
        "ip_family('2001:db8::1')                              | 6",
        "ip_family('::ffff:192.0.2.1')                         | 4",
        "ip_family('mail.example.com')                         | null",
        "prefix_of('2001:db8:1:2:3::4', 48)                    | 2001:db8:1::/48",
        "prefix_of('2001:db8:1::/48', 32)                      | 2001:db8::/32",
        "prefix_of('2001:db8:1::/48', 48)                      | 2001:db8:1::/48",
        "prefix_of('2001:db8:1::/48', 64)                      | null",
        "prefix_of('192.0.2.128/25', 24)                       | 192.0.2.0/24",
        "prefix_of('2001:db8::1', 128)                         | 2001:db8::1/128",
        "prefix_of('2001:db8::1', 0)                           | ::/0",
        "prefix_of('2001:db8::1', 129)                         | null",
        "prefix_of('192.0.2.77', 24)                           | 192.0.2.0/24",
        "prefix_of('192.0.2.77', 33)                           | null",
        "prefix_of('192.0.2.77', -1)                           | null",
        "prefix_of('192.0.2.77', 2147483647)                   | null",
        "prefix_of('mail.example.com', 64)                     | null",
        "prefix_of('2001:db8:1:2::/65', 9)                     | 2000::/9",
        "prefix_contains('2001:db8::/32', '2001:db8:1::1')     | true",
        "prefix_contains('2001:db8::/32', '2001:db8:1::/48')   | true",
        "prefix_contains('2001:db8:1::/48', '2001:db8::/32')   | false",
        "prefix_contains('192.0.2.0/24', '::ffff:192.0.2.9')   | true",
        "prefix_contains('192.0.2.0/24', '2001:db8::1')        | false",
        "prefix_contains('192.0.2.0/33', '192.0.2.1')          | null",
        "prefix_parent('2001:db8::/32')                        | 2001:db8::/31",
        "prefix_parent('192.0.2.128/25')                       | 192.0.2.0/24",
        "prefix_parent('0.0.0.0/0')                            | null",
        "prefix_parent('::/0')                                 | null",
        "prefix_parent('nonsense/64')                          | null",
        "ip_parse('2001:DB8::0001').text                       | 2001:db8::1",
        "ip_parse('2001:db8::1').high                          | 2306139568115548160",
        "ip_parse('192.0.2.1').low                             | 281473902969345",
        "ip_parse('192.0.2.1').family                          | 4",
        "ip_parse('no address')                                | null",
        "ip_kind('192.0.2.1')                                  | ipv4",
        "ip_kind('::ffff:192.0.2.1')                           | mapped",
        "ip_kind('2002:c000:201::1')                           | 6to4",
        "ip_kind('2001:0:4136:e378:8000:63bf:3fff:fdd2')       | teredo",
        "ip_kind('64:ff9b::192.0.2.33')                        | nat64",
        "ip_kind('2001:db8::5efe:192.0.2.1')                   | isatap",
        "ip_kind('2001:db8::200:5efe:192.0.2.1')               | isatap",
        "ip_kind('2001:db8::211:22ff:fe33:4455')               | eui_64",
        "ip_kind('2001:db8::25')                               | low_byte",
        "ip_kind('2001:db8::192:0:2:1')                        | embedded_ipv4",
        "ip_kind('2001:db8::3f1a:9c07:52be:e84d')              | random",
        "ip_kind('')                                           | null",
        "ip_embedded_v4('::ffff:192.0.2.1')                    | 192.0.2.1",
        "ip_embedded_v4('2002:c000:201::1')                    | 192.0.2.1",
        "ip_embedded_v4('2001:0:4136:e378:8000:63bf:3fff:fdd2')| 192.0.2.45",
        "ip_embedded_v4('64:ff9b::192.0.2.33')                 | 192.0.2.33",
        "ip_embedded_v4('2001:db8::5efe:192.0.2.1')            | 192.0.2.1",
        "ip_embedded_v4('2001:db8::192:0:2:1')                 | 192.0.2.1",
        "ip_embedded_v4('2001:db8::c000:201')                  | 192.0.2.1",
        "ip_embedded_v4('192.0.2.1')                           | null",
        "ip_embedded_v4('2001:db8::25')                        | null",
      })
  void answers(String call, String expected) {
    assertThat(spark.sql("SELECT CAST(%s AS STRING)".formatted(call)).first().getString(0))
        .isEqualTo("null".equals(expected) ? null : expected);
  }

  @Test
  void overColumnsInGeneratedCodeAgreesWithPlainJava() {
    Random random = new Random(64);
    List<String> addresses =
        IntStream.range(0, 20_000)
            .mapToObj(i -> new Address(random.nextLong(), random.nextLong()).toString())
            .toList();
    spark
        .createDataset(addresses, Encoders.STRING())
        .toDF("address")
        .createOrReplaceTempView("addresses");

    List<Row> rows =
        spark
            .sql("SELECT address, prefix_of(address, 56), prefix_key(address) FROM addresses")
            .collectAsList();

    assertThat(rows)
        .hasSameSizeAs(addresses)
        .allSatisfy(
            row -> {
              Address address = Address.parse(row.getString(0));
              assertThat(row.getString(1)).isEqualTo(address.prefix(56).toString());
              assertThat(row.getString(2)).isEqualTo(address.prefix(128).key());
            });
  }

  @Test
  void thePolicyAnswersByTheLongestEntryOfItsDay() {
    spark
        .sql(
            """
            SELECT DATE'2026-11-02' + offset AS day, prefix, prefix_key(prefix) AS prefix_key, tier,
              score, reason
            FROM VALUES (0, '2001:db8::/32', 'throttle', 20D, 'wide'),
              (1, '2001:db8::/32', 'greylist', 10D, 'wide'),
              (1, '2001:db8:1::/48', 'reject', 3D, 'long'),
              (1, '192.0.2.0/24', 'trusted', 95D, 'good') AS t(offset, prefix, tier, score, reason)
            """)
        .createOrReplaceTempView("policy");
    List<Row> rows =
        spark
            .sql(
                """
                SELECT policy_lookup(address).tier, policy_lookup(address).prefix,
                  policy_lookup(address, '2026-11-02').tier,
                  policy_lookup(address, DATE'2026-11-02' + offset).tier
                FROM VALUES ('2001:db8:1::7', 0), ('2001:db8:1::7', 1), ('192.0.2.9', 1),
                  ('198.51.100.1', 1), ('none', 1), ('2001:db8::1', 2) AS t(address, offset)
                """)
            .collectAsList();
    spark.catalog().dropTempView("policy");
    assertThat(rows)
        .extracting(row -> row.toSeq().mkString(" "))
        .containsExactly(
            "reject 2001:db8:1::/48 throttle throttle",
            "reject 2001:db8:1::/48 throttle reject",
            "trusted 192.0.2.0/24 neutral trusted",
            "neutral null neutral neutral",
            "null null null null",
            "greylist 2001:db8::/32 throttle null");
  }

  @Test
  void aMillionAddressesAreReadAsTheIpAddressLibraryReadsThem() {
    List<Row> faults =
        spark
            .range(0, 1_000_000, 1, 2)
            .map((MapFunction<Long, String>) id -> text(new Random(64 + id)), Encoders.STRING())
            .toDF("address")
            .selectExpr(
                "address",
                "ip_text(address)",
                "ip_family(address)",
                "prefix_of(address, 24)",
                "prefix_of(address, 56)",
                "prefix_parent(prefix_of(address, 24))",
                "prefix_contains(prefix_of(address, 24), address)",
                "prefix_contains(prefix_parent(address), prefix_of(address, 24))",
                "ip_parse(address).high",
                "ip_parse(address).low")
            .map((MapFunction<Row, String>) PrefixExtensionsTest::fault, Encoders.STRING())
            .groupBy("value")
            .count()
            .limit(10)
            .collectAsList();

    assertThat(faults).containsExactly(RowFactory.create("", 1_000_000L));
  }

  /** Returns how a row departs from the library, the empty text if it does not. */
  private static String fault(Row row) {
    IPAddress address = new IPAddressString(row.getString(0)).getAddress();
    boolean isMapped = address.isIPv6() && address.toIPv6().isIPv4Mapped();
    IPAddress expected = isMapped ? address.toIPv6().getEmbeddedIPv4Address() : address;
    boolean isIpv6 = expected.isIPv6();
    IPAddress wide = expected.toPrefixBlock(24);
    BigInteger bits = (isIpv6 ? expected : expected.toIPv4().getIPv4MappedAddress()).getValue();
    List<Object> library =
        Arrays.asList(
            row.getString(0),
            expected.toCanonicalString(),
            isIpv6 ? 6 : 4,
            wide.toCanonicalString(),
            isIpv6 ? expected.toPrefixBlock(56).toCanonicalString() : null,
            expected.toPrefixBlock(23).toCanonicalString(),
            wide.contains(expected),
            false, // two addresses hold no /24
            bits.shiftRight(64).longValue(),
            bits.longValue());
    List<Object> ours = CollectionConverters.asJava(row.toSeq());
    return ours.equals(library) ? "" : ours + " is by the library " + library;
  }

  /** IPv6 with runs of zeros, in several ways of writing it; one in four IPv4. */
  private static String text(Random random) {
    long high = random.nextLong() & random.nextLong() << 16 * random.nextInt(5);
    long low = random.nextLong() & random.nextLong() >>> 16 * random.nextInt(5);
    return switch (random.nextInt(8)) {
      case 0, 1 -> Address.ofIpv4(random.nextInt()).toString();
      case 2 -> "::ffff:" + Address.ofIpv4(random.nextInt());
      case 3 ->
          "%04X:%04x:%x:%x:%x:%x:%x:%x"
              .formatted(
                  high >>> 48,
                  high >>> 32 & 0xffff,
                  high >>> 16 & 0xffff,
                  high & 0xffff,
                  low >>> 48,
                  low >>> 32 & 0xffff,
                  low >>> 16 & 0xffff,
                  low & 0xffff);
      default -> new Address(high, low).toString();
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip_parse",
        "ip_text",
        "ip_family",
        "ip_kind",
        "ip_embedded_v4",
        "prefix_of",
        "prefix_contains",
        "prefix_parent",
        "prefix_key"
      })
  void isDescribedWithAnExampleThatIsSo(String function) {
    String told =
        spark.sql("DESCRIBE FUNCTION EXTENDED " + function).collectAsList().stream()
            .map(row -> row.getString(0))
            .collect(Collectors.joining("\n"));

    assertThat(told).contains("Usage: " + function + "(");
    Matcher example = Pattern.compile("> SELECT (.*);\n *(.*)").matcher(told);
    assertThat(example.find()).isTrue();
    assertThat(spark.sql("SELECT CAST(%s AS STRING)".formatted(example.group(1))).first().get(0))
        .isEqualTo(example.group(2));
  }

  @Test
  void thePolicyLookupIsDescribed() {
    assertThat(spark.sql("DESCRIBE FUNCTION policy_lookup").collectAsList().toString())
        .contains("policy_lookup(address[, day])");
  }

  @Test
  void wrongNumberOfArgumentsIsTold() {
    assertThatThrownBy(() -> spark.sql("SELECT prefix_of('2001:db8::1')"))
        .hasMessageContaining("prefix_of takes 2 arguments, not 1");
  }
}
