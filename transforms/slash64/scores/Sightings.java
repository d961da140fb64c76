package slash64.scores;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.baseline.DelegationMoves;
import slash64.baseline.Sighting;
import slash64.baseline.Tie;
import slash64.net.Prefix;

/**
 * Where parties that sent bad mail today were in the last days, by what ties their mail together.
 * Only of those that were in several delegations, yet not in more than one party may be; so few
 * rows are left, whatever the mail.
 */
public final class Sightings {
  public static final StructType SCHEMA =
      new StructType()
          .add("basis", DataTypes.StringType, false, "what ties the mail together")
          .add("party", DataTypes.StringType, true, "who by that")
          .add("day", DataTypes.IntegerType, true, "days since 1970-01-01")
          .add("high", DataTypes.LongType, true, "bits 0 to 63 of the delegation")
          .add("messages", DataTypes.LongType, false, "transactions, at least 1")
          .add("bad", DataTypes.LongType, true, "of these, spam, or refused for their content")
          .add("example", DataTypes.StringType, true, "queue id of a bad one");

  /** Ties that are looked at in a night: those with most bad mail today. */
  static final int MOST_TIES = 20_000;

  private static final int DELEGATION = 56;

  /** RFC 1035, 3.1; clients may claim longer names. */
  private static final int MOST_NAME = 253;

  private Sightings() {}

  /**
   * Returns {@link #SCHEMA}, unordered: of each tie at most {@link DelegationMoves#DAYS} times
   * {@link DelegationMoves#MOST_A_DAY} rows, of {@value #MOST_TIES} ties at most.
   *
   * @param messages rows of the table {@code messages} from clients afar, of {@code day} and the
   *     {@link DelegationMoves#DAYS} less one before it
   */
  public static Dataset<Row> of(Dataset<Row> messages, LocalDate day) {
    Column[] tie = {col("basis"), col("party")};
    Dataset<Row> tied =
        messages
            .filter(col("kind").isin("message", "refused").and(not(DigestDays.isIpv4())))
            .select(
                explode(
                        array(
                            Arrays.stream(Tie.Basis.values())
                                .map(Sightings::tie)
                                .toArray(Column[]::new)))
                    .as("tie"),
                unix_date(col("day")).as("day"),
                col("client_high").bitwiseAND(Prefix.highMask(DELEGATION)).as("high"),
                DigestDays.isBad().as("is_bad"),
                col("queue_id"))
            .filter(col("tie.party").isNotNull())
            .select(
                col("tie.basis"),
                col("tie.party"),
                col("day"),
                col("high"),
                col("is_bad"),
                col("queue_id"));
    Dataset<Row> suspects =
        tied.filter(col("is_bad").and(col("day").equalTo(day.toEpochDay())))
            .groupBy(tie)
            .agg(count(lit(1)).as("bad"))
            .orderBy(col("bad").desc(), col("basis"), col("party"))
            .limit(MOST_TIES)
            .select(tie);
    WindowSpec ofTie = Window.partitionBy(tie);
    return tied.join(broadcast(suspects), new String[] {"basis", "party"}, "left_semi")
        .groupBy(col("basis"), col("party"), col("day"), col("high"))
        .agg(
            count(lit(1)).as("messages"),
            count_if(col("is_bad")).as("bad"),
            min(when(col("is_bad"), col("queue_id"))).as("example"))
        .withColumn("places", count(lit(1)).over(ofTie))
        .filter(col("places").leq(DelegationMoves.DAYS * DelegationMoves.MOST_A_DAY))
        .withColumn("delegations", size(collect_set("high").over(ofTie)))
        .filter(col("delegations").geq(DelegationMoves.LEAST_DAYS))
        .to(SCHEMA);
  }

  /** Returns a row of {@link #SCHEMA} as it is judged. */
  public static Sighting sighting(Row row) {
    return new Sighting(
        row.<Integer>getAs("day"),
        Prefix.of(row.<Long>getAs("high"), 0, DELEGATION),
        row.<Long>getAs("messages"),
        row.<Long>getAs("bad"),
        row.getAs("example"));
  }

  private static Column tie(Tie.Basis basis) {
    Column party =
        switch (basis) {
          case CUSTOMER -> col("customer");
          case SASL_USER -> col("sasl_hash");
          case EUI_64 ->
              when(
                  shiftright(col("client_low"), 24).bitwiseAND(0xffff).equalTo(0xfffe),
                  format_string("%016x", col("client_low")));
          case HELO_AND_DKIM ->
              when(
                  col("dkim").equalTo("pass").and(col("helo").rlike("^[^\\[].*[.][^.]*[a-zA-Z]")),
                  concat(
                      lower(substring(col("helo"), 1, MOST_NAME)), lit(" "), col("sender_domain")));
        };
    return struct(lit(basis.label()).as("basis"), party.as("party"));
  }
}
