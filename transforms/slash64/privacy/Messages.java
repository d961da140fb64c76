package slash64.privacy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_seconds;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import slash64.maillog.MessageRows;
import slash64.registry.Allocations;

/** The table {@code messages}: what the logs tell of a transaction, without who the people are. */
public final class Messages {
  /** RFC 1035, 3.1: a domain name has at most 255 octets, 253 of them visible. */
  static final int MAX_DOMAIN = 253;

  private static final List<String> PERSONAL = List.of("message_id", "sasl_username", "sender");

  private static final List<String> NAMES =
      List.of("helo", "client_name", "recipient_domain", "filter_action");

  /** What Rspamd does with mail that is neither good nor spam for sure. */
  private static final Object[] DOUBTS = {
    "add header", "greylist", "quarantine", "rewrite subject", "soft reject"
  };

  public static final StructType SCHEMA = schema();

  private Messages() {}

  private static StructType schema() {
    List<StructField> fields = new ArrayList<>();
    fields.addAll(
        List.of(
            new StructType()
                .add("day", DataTypes.DateType, true, "UTC day of the transaction's first line")
                .fields()));
    Arrays.stream(MessageRows.SCHEMA.fields())
        .filter(field -> !PERSONAL.contains(field.name()))
        .forEach(fields::add);
    StructType added =
        new StructType()
            .add(
                "sender_domain",
                DataTypes.StringType,
                true,
                "domain of the envelope sender, lower case; null for the null sender")
            .add(
                "sender_hash",
                DataTypes.StringType,
                true,
                "pseudonym of the envelope sender in lower case; empty is the null sender")
            .add(
                "sasl_domain",
                DataTypes.StringType,
                true,
                "domain of who authenticated; null when the name has none")
            .add(
                "sasl_hash",
                DataTypes.StringType,
                true,
                "pseudonym of who authenticated, in lower case; comparable with sender_hash")
            .add("message_id_hash", DataTypes.StringType, true, "pseudonym of the Message-ID")
            .add("customer", DataTypes.StringType, true, "who held the client address at that time")
            .add(
                "has_end",
                DataTypes.BooleanType,
                true,
                "the line that ends the message was seen; is_open also holds while its start is"
                    + " missing");
    fields.addAll(Arrays.asList(added.fields()));
    return new StructType(fields.toArray(StructField[]::new));
  }

  /**
   * Turns {@link MessageRows#SCHEMA} into {@link #SCHEMA}, row by row. Messages without a time have
   * no day and are the caller's to refuse.
   *
   * @param key the secret of the pseudonyms
   * @param allocations who held which prefix when, broadcast once for all rows
   */
  public static Dataset<Row> of(
      Dataset<Row> rows, PseudonymKey key, Broadcast<Allocations> allocations) {
    UserDefinedFunction pseudonym =
        udf((UDF1<String, String>) key::pseudonym, DataTypes.StringType);
    UserDefinedFunction customer =
        udf(
            (UDF3<Long, Long, Long, String>)
                (high, low, second) -> customer(allocations.value(), high, low, second),
            DataTypes.StringType);
    return maskNames(rows)
        .withColumns(
            Map.of(
                "day",
                    date_from_unix_date(
                        floor(unix_seconds(col("time")).divide(86_400)).cast("int")),
                "sender_domain", domain(col("sender")),
                "sender_hash",
                    when(col("sender").equalTo(""), lit(""))
                        .otherwise(pseudonym.apply(lower(col("sender")))),
                "sasl_domain", domain(col("sasl_username")),
                "sasl_hash", pseudonym.apply(lower(col("sasl_username"))),
                "message_id_hash", pseudonym.apply(col("message_id")),
                "has_end", not(col("is_open")),
                "is_open",
                    col("is_open").or(col("kind").equalTo("message").and(not(col("has_start")))),
                "customer",
                    customer.apply(
                        col("client_high"), col("client_low"), unix_seconds(col("time")))))
        .withColumn("verdict", verdict())
        .to(SCHEMA);
  }

  /**
   * A filter that marks a message, or puts it off, has not called it good: Rspamd's own word for
   * such mail is ham in some versions, which only means that it was not rejected.
   */
  private static Column verdict() {
    return when(col("verdict").equalTo("ham").and(col("filter_action").isin(DOUBTS)), lit("unsure"))
        .otherwise(col("verdict"));
  }

  /** Clients can write what they like where a name of a host belongs, addresses too. */
  private static Dataset<Row> maskNames(Dataset<Row> rows) {
    for (String name : NAMES) {
      Column value = col(name);
      rows =
          rows.withColumn(
              name,
              when(value.contains("@"), concat(lit("***@"), substring_index(value, "@", -1)))
                  .otherwise(value));
    }
    return rows;
  }

  /** The text after the last @, so that quoted local parts with an @ stay out of it. */
  private static Column domain(Column address) {
    return when(
        address.contains("@"), substring(lower(substring_index(address, "@", -1)), 1, MAX_DOMAIN));
  }

  private static String customer(Allocations allocations, Long high, Long low, Long second) {
    return high == null || low == null || second == null
        ? null
        : allocations.customer(high, low, second);
  }
}
