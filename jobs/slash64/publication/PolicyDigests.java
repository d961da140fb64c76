package slash64.publication;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import slash64.feed.FeedGenerations;
import slash64.feed.FeedManifest;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.scores.Policies;

/**
 * What stands for the rows of each day's policy in the tables. A manifest carries that of its day,
 * so it can be told later whether the tables still say what was published: a function of tables and
 * feed alone, whatever happened to the runs in between.
 */
final class PolicyDigests {
  private static final String NO_ROWS = "0-0";

  private final Map<LocalDate, String> digests = new TreeMap<>();

  private PolicyDigests() {}

  /** Digests the policies of these days, in one pass over them. */
  static PolicyDigests of(Lake lake, Collection<LocalDate> days) {
    PolicyDigests found = new PolicyDigests();
    Column[] columns =
        Arrays.stream(Policies.SCHEMA.fieldNames()).map(name -> col(name)).toArray(Column[]::new);
    for (Row row :
        lake.readWhole(Tables.POLICY)
            .filter(col("day").isin(days.toArray()))
            .groupBy("day")
            // Sums of numbers this small neither overflow nor depend on the order of the rows.
            .agg(count(lit(1)), sum(xxhash64(columns).mod(lit(1L << 40))))
            .collectAsList()) {
      found.digests.put(
          row.getLocalDate(0), "%d-%s".formatted(row.getLong(1), Long.toHexString(row.getLong(2))));
    }
    return found;
  }

  /** Returns the digest of a day's policy. */
  String of(LocalDate day) {
    return digests.getOrDefault(day, NO_ROWS);
  }

  /** Returns the published days of which the tables say otherwise by now, in order. */
  List<LocalDate> restated(FeedGenerations generations, Collection<LocalDate> published)
      throws IOException {
    List<LocalDate> restated = new ArrayList<>();
    for (LocalDate day : new TreeSet<>(published)) {
      Optional<FeedManifest> manifest = generations.at(day.toString());
      boolean isAnother =
          manifest
              .map(found -> found.stamp().notes().policyDigest())
              .filter(digest -> !digest.isEmpty() && !digest.equals(of(day)))
              .isPresent();
      if (isAnother) {
        restated.add(day);
      }
    }
    return restated;
  }
}
