package slash64.nightly;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.maillog.message.MessageParts;
import slash64.progress.Progress;

/**
 * Servers that logged mail on every day of the last week, and none on the night's. Nothing else
 * tells that the archives of one of several servers are missing: the night of the others looks
 * whole. Servers whose logs name no host, as Exim's own do, cannot be told apart.
 */
final class SilentHosts {
  private static final int WEEK = 7;

  /** With fewer days of past nobody can tell who logs every day. */
  private static final int LEAST_DAYS = 3;

  private static final int MOST_TOLD = 5;

  private SilentHosts() {}

  static void warn(Lake lake, LocalDate date, Progress progress) {
    LocalDate first = date.minusDays(WEEK);
    long before =
        lake.days(Tables.MESSAGES).stream()
            .filter(day -> !day.isBefore(first) && day.isBefore(date))
            .count();
    if (before < LEAST_DAYS) {
      return;
    }
    Map<String, Set<LocalDate>> byHost = new TreeMap<>();
    for (Row row :
        lake.readWhole(Tables.MESSAGES, first, date)
            .filter(col("host").isNotNull().and(not(coalesce(MessageParts.areScans(), lit(false)))))
            .select("host", "day")
            .distinct()
            .collectAsList()) {
      byHost.computeIfAbsent(row.getString(0), host -> new HashSet<>()).add(row.getAs(1));
    }
    List<String> silent =
        byHost.entrySet().stream()
            .filter(host -> !host.getValue().contains(date) && host.getValue().size() == before)
            .map(Map.Entry::getKey)
            .toList();
    if (silent.isEmpty()) {
      return;
    }
    String some = String.join(", ", silent.stream().limit(MOST_TOLD).toList());
    progress.warn(
        "No mail of %s on %s: %s logged some on each of the days before. Are archives missing? They count when they come"
            .formatted(
                silent.size() > MOST_TOLD ? some + " and others" : some,
                date,
                silent.size() == 1 ? "it" : "they"));
  }
}
