package slash64.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import slash64.lake.Lake;
import slash64.lake.Tables;

/** Compares the compact policy of a day with that of the scored day before. */
final class ChangeQuery {
  private final Lake lake;

  ChangeQuery(Lake lake) {
    this.lake = lake;
  }

  PolicyChanges of(LocalDate day, Optional<LocalDate> before, int most) {
    Dataset<Row> changes =
        entries(day, "after")
            .join(entries(before.orElse(day.minusDays(1)), "before"), "prefix_key", "outer")
            .filter("NOT tier_before <=> tier_after")
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Row counts =
          changes
              .selectExpr(
                  "count_if(tier_before IS NULL)",
                  "count_if(tier_after IS NULL)",
                  "count_if(tier_before IS NOT NULL AND tier_after IS NOT NULL)")
              .head();
      List<ChangeRow> shown =
          changes
              .selectExpr(
                  "coalesce(prefix_after, prefix_before) AS prefix",
                  "tier_before",
                  "tier_after",
                  "coalesce(score_after, score_before) AS score",
                  "coalesce(reason_after, reason_before) AS reason",
                  "prefix_key")
              .orderBy(
                  expr(
                      "array_position(array('reject', 'greylist', 'throttle', 'trusted', 'neutral'),"
                          + " coalesce(tier_after, tier_before))"),
                  expr("tier_after IS NULL"),
                  col("score"),
                  col("prefix_key"))
              .limit(most)
              .collectAsList()
              .stream()
              .map(
                  row ->
                      new ChangeRow(
                          row.getString(0),
                          row.getString(1),
                          row.getString(2),
                          row.getAs(3),
                          row.getString(4)))
              .toList();
      return new PolicyChanges(
          before, counts.getLong(0), counts.getLong(1), counts.getLong(2), shown);
    } finally {
      changes.unpersist();
    }
  }

  private Dataset<Row> entries(LocalDate day, String suffix) {
    return lake.readWhole(Tables.POLICY, day)
        .select(
            col("prefix_key"),
            col("prefix").as("prefix_" + suffix),
            col("tier").as("tier_" + suffix),
            col("score").as("score_" + suffix),
            col("reason").as("reason_" + suffix));
  }
}
