package slash64.nightly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.activity.Clients;
import slash64.activity.CustomerActivity;
import slash64.activity.Cuts;
import slash64.activity.PrefixActivity;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.progress.Progress;
import slash64.scores.NightScores;

/** Counts the days whose messages changed anew: a day's activity is a function of its messages. */
final class Restatement {
  private final Lake lake;
  private final Progress progress;

  Restatement(Lake lake, Progress progress) {
    this.lake = lake;
    this.progress = progress;
  }

  /**
   * Restates days.
   *
   * @return the days among them that are to be scored anew. A message that is delivered, or given
   *     up, on a later day changes what is stored of its own day, but not how that day is judged.
   */
  SortedSet<LocalDate> run(SortedSet<LocalDate> days) {
    if (days.isEmpty()) {
      return days;
    }
    return progress.step(
        "Counting prefixes",
        () -> {
          Map<LocalDate, Long> before = judgedBy(days);
          replace(days);
          Map<LocalDate, Long> after = judgedBy(days);
          SortedSet<LocalDate> changed = new TreeSet<>(days);
          changed.removeIf(day -> Objects.equals(before.get(day), after.get(day)));
          return changed;
        });
  }

  private void replace(SortedSet<LocalDate> days) {
    int partitions = lake.spark().sparkContext().defaultParallelism();
    Dataset<Row> messages =
        lake.read(Tables.MESSAGES).filter(Days.in(days)).filter(Clients.areForeign());
    Cuts cuts = Cuts.between(messages, partitions);
    Together.run(
        () -> lake.replaceDays(Tables.PREFIX_ACTIVITY, PrefixActivity.of(messages, cuts), days),
        () ->
            lake.replaceDays(
                Tables.CUSTOMER_ACTIVITY, CustomerActivity.of(messages, partitions), days));
  }

  /** A number for each day that is the same as long as what its scores rest on is. */
  private Map<LocalDate, Long> judgedBy(SortedSet<LocalDate> days) {
    Column[] columns = NightScores.ACTIVITY.stream().map(name -> col(name)).toArray(Column[]::new);
    Map<LocalDate, Long> sums = new TreeMap<>();
    for (Row row :
        lake.read(Tables.PREFIX_ACTIVITY)
            .filter(Days.in(days))
            .groupBy("day")
            .agg(sum(xxhash64(columns).mod(lit(1L << 40))))
            .collectAsList()) {
      sums.put(row.getLocalDate(0), row.getLong(1));
    }
    return sums;
  }
}
