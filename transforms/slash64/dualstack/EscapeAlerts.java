package slash64.dualstack;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import slash64.baseline.AlertKind;
import slash64.baseline.Severity;
import slash64.net.Prefix;
import slash64.scores.Alerts;

/** Alerts of parties that are refused on one address family and get in on the other. */
public final class EscapeAlerts {
  private EscapeAlerts() {}

  /**
   * Turns a day's rows of {@link DualStack#SCHEMA} into {@link Alerts#SCHEMA}.
   *
   * @param alertsBefore rows of the table {@code alerts} of the week before the day
   */
  public static Dataset<Row> of(Dataset<Row> parties, Dataset<Row> alertsBefore) {
    String kind = AlertKind.DUAL_STACK_ESCAPE.label();
    Dataset<Row> before =
        alertsBefore
            .filter(col("kind").equalTo(kind))
            .groupBy(
                get_json_object(col("evidence"), "$.basis").as("basis"),
                get_json_object(col("evidence"), "$.party").as("party"))
            .agg(min("since").as("since_before"));
    Column isIpv6Refused = array_contains(col("escapes"), "refused_on_ipv6");
    Column prefix =
        when(isIpv6Refused, functions.concat(col("ipv4_address"), lit("/32")))
            .otherwise(col("ipv6_prefix"));
    UDF1<String, String> key = text -> Prefix.parse(text).key();
    return parties
        .filter(
            array_contains(col("escapes"), "refused_on_ipv6")
                .or(array_contains(col("escapes"), "refused_on_ipv4")))
        .join(before, new String[] {"basis", "party"}, "left_outer")
        .withColumn("kind", lit(kind))
        .withColumn("prefix", prefix)
        .withColumn("prefix_key", udf(key, DataTypes.StringType).apply(col("prefix")))
        .withColumn("severity", lit(Severity.MEDIUM.label()))
        .withColumn("expected", lit(0.0))
        .withColumn(
            "observed",
            when(isIpv6Refused, col("ipv4_accepted"))
                .otherwise(col("ipv6_accepted"))
                .cast("double"))
        .withColumn("since", functions.coalesce(col("since_before"), col("day")))
        .withColumn("is_new", col("since_before").isNull())
        .withColumn(
            "reason",
            functions.concat(
                lit("One party, refused on "),
                when(isIpv6Refused, sentence("ipv6", "ipv4")).otherwise(sentence("ipv4", "ipv6"))))
        .withColumn(
            "advice", lit("Judge both families alike: what holds against one prefix holds here."))
        .withColumn(
            "evidence",
            to_json(
                struct(
                    col("basis"),
                    col("party"),
                    col("probability"),
                    col("shared"),
                    col("ipv6_prefix"),
                    col("ipv4_address"),
                    col("ipv6_refused"),
                    col("ipv6_accepted"),
                    col("ipv4_refused"),
                    col("ipv4_accepted"))))
        .to(Alerts.SCHEMA);
  }

  private static Column sentence(String refused, String accepted) {
    return functions.format_string(
        "%s (%%d of %%d transactions), gets in on %s (%%d messages)."
            .formatted(written(refused), written(accepted)),
        col(refused + "_refused"),
        col(refused + "_transactions"),
        col(accepted + "_accepted"));
  }

  private static String written(String family) {
    return family.equals("ipv6") ? "IPv6" : "IPv4";
  }
}
