package slash64.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  void isDescribed() {
    assertThat(spark.sql("DESCRIBE FUNCTION prefix_of").collectAsList().toString())
        .contains("prefix_of(address, length)");
  }

  @Test
  void wrongNumberOfArgumentsIsTold() {
    assertThatThrownBy(() -> spark.sql("SELECT prefix_of('2001:db8::1')"))
        .hasMessageContaining("prefix_of takes 2 arguments, not 1");
  }
}
