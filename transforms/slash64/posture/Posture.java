package slash64.posture;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.map_from_arrays;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.activity.Transport;
import slash64.net.Prefix;
import slash64.rows.AddressColumns;
import slash64.rows.MapRows;

/**
 * The table {@code posture}: how the mail of a sender domain was set up, by where it came from and
 * day. Rows add up: over prefixes to the domain, over domains to the customer.
 */
public final class Posture {
  private static final DataType LONG = DataTypes.LongType;
  private static final DataType COUNTS = DataTypes.createMapType(DataTypes.StringType, LONG, false);

  public static final StructType SCHEMA =
      new StructType()
          .add("day", DataTypes.DateType, true, "UTC day of the first log line of the message")
          .add(
              "customer", DataTypes.StringType, true, "who held the client address; null: not ours")
          .add("sender_domain", DataTypes.StringType, true, "of the envelope sender; null: <>")
          .add("family", DataTypes.IntegerType, true, "4 or 6, of the client address")
          .add(
              "prefix",
              DataTypes.StringType,
              true,
              "where it came from: of customers the /64 or IPv4 address, of others the /48 or /24")
          .add("prefix_key", DataTypes.StringType, true, "sorts as the tree")
          .add("transactions", LONG, true, "attempts to pass a message, accepted or refused")
          .add("messages", LONG, true, "of these, messages that got a queue file")
          .add("spam", LONG, true, "transactions the content filter called spam")
          .add("refused", LONG, true, "transactions that were refused")
          .add("spf", COUNTS, true, "messages, and refused ones where it is known, by SPF result")
          .add("dkim", COUNTS, true, "the same by DKIM result")
          .add("dmarc", COUNTS, true, "the same by DMARC result")
          .add("unaligned", LONG, true, "passed SPF or DKIM and failed DMARC: for another name")
          .add(
              "named",
              LONG,
              true,
              "transactions without login, client with a forward-confirmed name")
          .add("unnamed", LONG, true, "transactions without login, from a client without one")
          .add("names_not_logged", LONG, true, "transactions logged by programs that tell no names")
          .add("helo_matches", LONG, true, "of the named, with a HELO name that is that name")
          .add("tls", COUNTS, true, "transactions by TLS version; none is known to have been none")
          .add("ciphers", COUNTS, true, "transactions with TLS by class of the cipher")
          .add("certificates", COUNTS, true, "transactions with TLS by the client's certificate")
          .add("ipsec", LONG, true, "transactions over links named as protected by IPsec")
          .add("unnamed_address", DataTypes.StringType, true, "one client address without a name")
          .add("unnamed_helo", DataTypes.StringType, true, "the HELO name that it gave")
          .add("first_seen", DataTypes.TimestampType, true, "first log line, UTC")
          .add("last_seen", DataTypes.TimestampType, true, "last transaction's first line, UTC");

  static final List<String> SPF =
      List.of("pass", "fail", "softfail", "neutral", "none", "temperror", "permerror");
  static final List<String> RESULTS = List.of("pass", "fail", "none", "temperror", "permerror");
  static final List<String> TLS = List.of(Transport.NONE, "tlsv1", "tlsv1.1", "tlsv1.2", "tlsv1.3");
  static final List<String> CIPHERS = List.of("modern", "forward_secret", "static_key", "weak");

  static final List<String> CERTIFICATES = List.of("verified", "untrusted", "unverified", "none");

  private static final String NOT_LOGGED = "not_logged";

  private Posture() {}

  /**
   * Turns rows of the table {@code messages} into {@link #SCHEMA}.
   *
   * @param messages with the columns of {@link Transport}
   */
  public static Dataset<Row> of(Dataset<Row> messages) {
    Dataset<Row> transactions =
        messages
            .filter(col("kind").isin("message", "refused"))
            .filter(col("client_high").isNotNull().and(col("client_low").isNotNull()))
            .withColumn("is_ipv4", isIpv4())
            .withColumn("bits", bits());
    Map<String, Column> counted = counted();
    PostureCounts counts = new PostureCounts(counted.keySet());
    Dataset<Row> partial =
        MapRows.of(
            transactions.select(
                col("day"),
                col("customer"),
                col("sender_domain"),
                col("is_ipv4"),
                col("bits"),
                masked("client_high", 64).as("high"),
                masked("client_low", 128).as("low"),
                PostureCounts.flags(List.copyOf(counted.values())),
                when(isUnnamed(), col("client_ip")),
                when(isUnnamed(), col("helo")),
                col("time")),
            counts,
            counts.schema());
    List<Column> sums = new ArrayList<>();
    counted.keySet().forEach(name -> sums.add(coalesce(sum(name), lit(0L)).as(name)));
    sums.add(min("unnamed_client").as("unnamed_client"));
    sums.add(min("first_seen").as("first_seen"));
    sums.add(max("last_seen").as("last_seen"));
    return shaped(
        partial
            .groupBy(PostureCounts.KEY.stream().map(name -> col(name)).toArray(Column[]::new))
            .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new)));
  }

  /** Returns what is counted: by the name of the count which transactions it is of. */
  private static Map<String, Column> counted() {
    Column isMessage = col("kind").equalTo("message");
    Map<String, Column> counted = new LinkedHashMap<>();
    counted.put("transactions", lit(true));
    counted.put("messages", isMessage);
    counted.put("spam", col("verdict").equalTo("spam"));
    counted.put("refused", col("kind").equalTo("refused"));
    // A refused transaction ends before most results are known: there, unknown is no finding.
    count(counted, "spf", lower(col("spf")), SPF, isMessage);
    count(counted, "dkim", lower(col("dkim")), RESULTS, isMessage);
    count(counted, "dmarc", lower(col("dmarc")), RESULTS, isMessage);
    count(counted, "tls", col(Transport.TLS), TLS, lit(true));
    Column isTls =
        coalesce(not(col(Transport.TLS).equalTo(Transport.NONE)), lit(false)); // null: not logged
    count(counted, "ciphers", col(Transport.CIPHER), CIPHERS, isTls);
    Column certificate = when(isTls, col(Transport.CERTIFICATE));
    count(counted, "certificates", certificate, CERTIFICATES, isTls);
    Column isPassed = lower(col("spf")).equalTo("pass").or(lower(col("dkim")).equalTo("pass"));
    counted.put("unaligned", isPassed.and(lower(col("dmarc")).equalTo("fail")));
    Column isNamed = col("client_name").isNotNull().and(isServer());
    counted.put("named", isNamed);
    counted.put("unnamed", isUnnamed());
    counted.put("names_not_logged", col("client_name").isNull().and(isWithoutNames()));
    counted.put("helo_matches", isNamed.and(lower(col("helo")).equalTo(lower(col("client_name")))));
    counted.put("ipsec", col(Transport.IS_IPSEC));
    return counted;
  }

  /** Who logs in from home needs no name, and greets as his program likes. */
  private static Column isServer() {
    return coalesce(col("direction").notEqual("submission"), lit(true));
  }

  private static Column isUnnamed() {
    return col("client_name").isNull().and(isServer()).and(not(isWithoutNames()));
  }

  /** The filter's own lines hold the address of a client and never its name. */
  private static Column isWithoutNames() {
    return coalesce(col("mta").equalTo("rspamd"), lit(false));
  }

  private static Column isIpv4() {
    return AddressColumns.isIpv4(col("client_high"), col("client_low"));
  }

  /** Customers are looked at closely, of the rest of the world only the networks are kept. */
  private static Column bits() {
    Column isOurs = col("customer").isNotNull();
    return when(isIpv4(), when(isOurs, lit(128)).otherwise(lit(120)))
        .otherwise(when(isOurs, lit(64)).otherwise(lit(48)));
  }

  private static Column masked(String half, int end) {
    Column masked = lit(null);
    for (int bits : new int[] {128, 120, 64, 48}) {
      long mask = end == 64 ? Prefix.highMask(bits) : Prefix.lowMask(bits);
      masked = when(col("bits").equalTo(bits), col(half).bitwiseAND(mask)).otherwise(masked);
    }
    return masked;
  }

  private static void count(
      Map<String, Column> counted,
      String name,
      Column value,
      List<String> words,
      Column isExpected) {
    for (String word : words) {
      counted.put(part(name, word), value.equalTo(word));
    }
    counted.put(part(name, NOT_LOGGED), value.isNull().and(isExpected));
    counted.put(part(name, "other"), value.isNotNull().and(not(value.isin(words.toArray()))));
  }

  private static String part(String name, String word) {
    return name + "_" + word.replace('.', '_');
  }

  private static Dataset<Row> shaped(Dataset<Row> sums) {
    UDF3<Long, Long, Integer, String> text =
        (high, low, bits) -> new Prefix(high, low, bits).toString();
    UDF3<Long, Long, Integer, String> key = (high, low, bits) -> new Prefix(high, low, bits).key();
    Column[] bits = {col("high"), col("low"), col("bits")};
    return sums.withColumn("family", when(col("is_ipv4"), lit(4)).otherwise(lit(6)))
        .withColumn("prefix", udf(text, DataTypes.StringType).apply(bits))
        .withColumn("prefix_key", udf(key, DataTypes.StringType).apply(bits))
        .withColumn("spf", counts("spf", SPF))
        .withColumn("dkim", counts("dkim", RESULTS))
        .withColumn("dmarc", counts("dmarc", RESULTS))
        .withColumn("tls", counts("tls", TLS))
        .withColumn("ciphers", counts("ciphers", CIPHERS))
        .withColumn("certificates", counts("certificates", CERTIFICATES))
        .withColumn("unnamed_address", col("unnamed_client.client_ip"))
        .withColumn("unnamed_helo", col("unnamed_client.helo"))
        .to(SCHEMA);
  }

  private static Column counts(String name, List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(NOT_LOGGED, "other"));
    Column names = array(all.stream().map(word -> lit(word)).toArray(Column[]::new));
    Column values = array(all.stream().map(word -> col(part(name, word))).toArray(Column[]::new));
    return map_filter(map_from_arrays(names, values), (word, number) -> number.gt(0));
  }

  /** Returns how many transactions had one of these results. */
  static Column sumOf(String map, List<String> words) {
    return words.stream()
        .map(word -> coalesce(col(map).getItem(word), lit(0L)))
        .reduce(Column::plus)
        .orElse(lit(0L));
  }

  static Column sumOf(String map, String... words) {
    return sumOf(map, Arrays.asList(words));
  }
}
