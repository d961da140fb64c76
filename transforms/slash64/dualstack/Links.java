package slash64.dualstack;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_seconds;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import slash64.linkage.LinkWeight;
import slash64.rows.MapRows;

/**
 * Links an IPv6 /64 to an IPv4 address by what both show: HELO name, name of the client, sender
 * domain, and one content from one sender domain within about an hour. Weights are those of {@link
 * LinkWeight}: a name that many addresses share says little. The fields are not independent, HELO
 * and client name least of all, so what a link rests on is told beside its probability.
 */
final class Links {
  private static final double LEAST_PROBABILITY = 0.9;
  private static final int WINDOW_SECONDS = 3_600;

  /** A field, and a column with the value of it that a transaction shows; null if none. */
  private record Shown(SharedField field, Column value) {}

  private Links() {}

  /**
   * Returns candidates: two rows per pair, one for each family, with the counts of the unit, what
   * it knows, and by how many IPv4 addresses each field's rarest shared value is shared.
   *
   * @param units counts by number, is_ipv4, high, low
   */
  static Dataset<Row> candidates(Dataset<Row> transactions, Dataset<Row> units) {
    Dataset<Row> values =
        shown(transactions)
            .repartition(col("number"), col("field"), col("value"))
            .sortWithinPartitions("value", "number", "field", "is_ipv4", "high", "low");
    Dataset<Row> shared = MapRows.of(values, new SharedValues(), SharedValues.SCHEMA);
    Column[] fields =
        SharedField.ALL.stream()
            .map(
                field ->
                    min(when(col("field").equalTo(field.ordinal()), col("shared_by")))
                        .as(field.sharedBy()))
            .toArray(Column[]::new);
    Column six = struct(lit(false).as("is_ipv4"), col("high6").as("high"), col("low6").as("low"));
    Column four = struct(lit(true).as("is_ipv4"), col("high4").as("high"), col("low4").as("low"));
    List<Column> columns = new ArrayList<>();
    columns.add(col("number"));
    columns.add(concat_ws(" ", Units.text(six, 64), Units.text(four, 128)).as("party"));
    SharedField.ALL.forEach(field -> columns.add(col(field.sharedBy())));
    columns.add(explode(array(six, four)).as("unit"));
    return shared
        .groupBy("number", "high6", "low6", "high4", "low4")
        .agg(fields[0], Stream.of(fields).skip(1).toArray(Column[]::new))
        .select(columns.toArray(Column[]::new))
        .withColumn("is_ipv4", col("unit.is_ipv4"))
        .withColumn("high", col("unit.high"))
        .withColumn("low", col("unit.low"))
        .drop("unit")
        .join(units, new String[] {"number", "is_ipv4", "high", "low"})
        .withColumn("basis", lit("evidence"));
  }

  /** Returns a row for each value that a unit shows, some of them several times. */
  private static Dataset<Row> shown(Dataset<Row> transactions) {
    List<Shown> shown = shown();
    List<Column> columns = new ArrayList<>();
    Stream.of("number", "is_ipv4", "high", "low").map(name -> col(name)).forEach(columns::add);
    shown.forEach(each -> columns.add(each.value));
    return MapRows.of(
        transactions.select(columns.toArray(Column[]::new)),
        new ShownValues(shown.stream().map(Shown::field).toList()),
        ShownValues.SCHEMA);
  }

  private static List<Shown> shown() {
    Column hour = floor(unix_seconds(col("time")).divide(WINDOW_SECONDS));
    List<Shown> shown = new ArrayList<>();
    for (SharedField field : SharedField.ALL) {
      shown.add(new Shown(field, when(field.isKnown(), field.value(hour))));
    }
    // An hour apart at most: on one side each content also counts for the hours around it.
    Column isRepeated = SharedField.CONTENT.isKnown().and(col("is_ipv4"));
    for (int apart : new int[] {-1, 1}) {
      Column around = SharedField.CONTENT.value(hour.plus(apart));
      shown.add(new Shown(SharedField.CONTENT, when(isRepeated, around)));
    }
    return shown;
  }

  /**
   * Keeps the candidates that are linked, and the parties that need no evidence, and adds weight,
   * probability and shared.
   *
   * @param parties one row each, of evidence with the columns of {@link SharedField}
   */
  static Dataset<Row> linked(Dataset<Row> parties, Dataset<Row> units) {
    Column[] totals =
        SharedField.ALL.stream()
            .map(field -> count_if(col(field.knows())).as("all_" + field.word()))
            .toArray(Column[]::new);
    Dataset<Row> ofIpv4 =
        units.filter(col("is_ipv4")).groupBy("number").agg(count(lit(1)).as("candidates"), totals);
    Column isEvident = col("basis").equalTo("evidence");
    UDF2<Double, Long, Double> probability = LinkWeight::probability;
    return parties
        .join(broadcast(ofIpv4), new String[] {"number"}, "left_outer")
        .withColumn("weight", when(isEvident, weight()))
        .withColumn("shared", when(isEvident, sharedFields()))
        .withColumn(
            "probability",
            when(
                    isEvident,
                    udf(probability, DataTypes.DoubleType)
                        .apply(
                            coalesce(col("weight"), lit(0.0)),
                            coalesce(col("candidates"), lit(1L))))
                .otherwise(1.0))
        .filter(col("probability").geq(LEAST_PROBABILITY));
  }

  /** Agreement adds, disagreement takes away, what one of the two does not show does neither. */
  private static Column weight() {
    Column sum = lit(0.0);
    for (SharedField field : SharedField.ALL) {
      double match = field.match();
      UDF2<Long, Long, Double> agreement =
          (some, all) ->
              some == null || all == null || all == 0
                  ? null
                  : (Double) LinkWeight.agreement(match, Math.min(1, (double) some / all));
      Column agreed =
          udf(agreement, DataTypes.DoubleType)
              .apply(col(field.sharedBy()), col("all_" + field.word()));
      Column against = when(col(field.knows()), lit(LinkWeight.disagreement(match, 0)));
      sum = sum.plus(coalesce(agreed, against, lit(0.0)));
    }
    return sum;
  }

  private static Column sharedFields() {
    return concat_ws(
        ",",
        SharedField.ALL.stream()
            .map(field -> when(col(field.sharedBy()).isNotNull(), lit(field.word())))
            .toArray(Column[]::new));
  }
}
