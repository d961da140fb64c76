package slash64.nightly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.FileNotFoundException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.feedback.FeedbackDays;
import slash64.lake.Lake;
import slash64.lake.TableDefinition;
import slash64.lake.Tables;
import slash64.lake.Transaction;
import slash64.scores.NightScores;

/**
 * Which days one table must follow another on. A table that follows keeps, as a transaction number
 * in its own log, the version of the table that it has followed up to; so what is left to do is
 * never held in memory alone, and a run that was killed leaves it to the next.
 */
final class Changes {
  /** The number of a write of activity is the version of {@code messages} it rests on. */
  private static final String OF_MESSAGES = "slash64-messages";

  /** The number of a write of states is the version of {@code prefix_activity} they rest on. */
  private static final String OF_ACTIVITY = "slash64-activity";

  /** The number of a note in feedback is the version of it that scores rest on. */
  private static final String OF_FEEDBACK = "slash64-scored-feedback";

  private final Lake lake;

  Changes(Lake lake) {
    this.lake = lake;
  }

  /** Days that changed, and the number of the write that follows them. */
  record Due(SortedSet<LocalDate> days, Transaction transaction) {}

  /**
   * Returns the days whose messages changed since the tables that count them were last written.
   * Open messages are exchanged every night; their days count only if anything in them is another.
   */
  Due messages(Collection<TableDefinition> counts) {
    long now = lake.version(Tables.MESSAGES);
    OptionalLong followed = OptionalLong.of(now);
    for (TableDefinition table : counts) {
      OptionalLong number = lake.lastNumber(table, OF_MESSAGES);
      followed =
          number.isEmpty() || followed.isEmpty()
              ? OptionalLong.empty()
              : OptionalLong.of(Math.min(followed.getAsLong(), number.getAsLong()));
    }
    Transaction transaction = new Transaction(OF_MESSAGES, now);
    Optional<Set<Map<String, String>>> changed = since(Tables.MESSAGES, followed);
    if (changed.isEmpty()) {
      return new Due(new TreeSet<>(lake.days(Tables.MESSAGES)), transaction);
    }
    SortedSet<LocalDate> days = new TreeSet<>();
    SortedSet<LocalDate> open = new TreeSet<>();
    for (Map<String, String> partition : changed.get()) {
      boolean isOpen = Boolean.parseBoolean(partition.get("is_open"));
      (isOpen ? open : days).add(LocalDate.parse(partition.get("day")));
    }
    open.removeAll(days);
    days.addAll(
        differing(
            Tables.MESSAGES,
            col("is_open"),
            List.of("queue_id", "lines", "last_time", "verdict"),
            open,
            followed));
    return new Due(days, transaction);
  }

  /**
   * Returns the days whose activity changed since scores last rested on it. A message that is
   * delivered, or given up, on a later day changes what is stored of its own day, but not how that
   * day is judged: such days are left out.
   */
  Due activity() {
    long now = lake.version(Tables.PREFIX_ACTIVITY);
    OptionalLong followed = lake.lastNumber(Tables.PREFIX_STATE, OF_ACTIVITY);
    Transaction transaction = new Transaction(OF_ACTIVITY, now);
    Optional<Set<Map<String, String>>> changed = since(Tables.PREFIX_ACTIVITY, followed);
    if (changed.isEmpty()) {
      return new Due(new TreeSet<>(lake.days(Tables.PREFIX_ACTIVITY)), transaction);
    }
    SortedSet<LocalDate> days = new TreeSet<>();
    changed.get().forEach(partition -> days.add(LocalDate.parse(partition.get("day"))));
    return new Due(
        differing(Tables.PREFIX_ACTIVITY, lit(true), NightScores.ACTIVITY, days, followed),
        transaction);
  }

  /**
   * Returns the days whose feedback changed since scores last rested on it. The number is kept in
   * the log of {@code feedback} itself, see {@link #follow}.
   */
  Due feedback() {
    long now = lake.version(Tables.FEEDBACK);
    OptionalLong followed = lake.lastNumber(Tables.FEEDBACK, OF_FEEDBACK);
    SortedSet<LocalDate> days = new TreeSet<>();
    since(Tables.FEEDBACK, followed)
        .ifPresentOrElse(
            changed -> changed.forEach(part -> days.add(LocalDate.parse(part.get("day")))),
            () -> days.addAll(lake.days(Tables.FEEDBACK)));
    return new Due(days, new Transaction(OF_FEEDBACK, now));
  }

  /**
   * Notes that scores rest on all feedback so far. A run that is killed before it scores the days
   * once more, to the same end.
   */
  void follow(Due feedback) {
    if (!feedback.days().isEmpty()) {
      lake.append(
          Tables.FEEDBACK,
          lake.spark().createDataFrame(List.of(), FeedbackDays.SCHEMA),
          feedback.transaction());
    }
  }

  /** Returns whether a write of scores with this number would still be done. */
  boolean isLater(Transaction transaction) {
    OptionalLong last = lake.lastNumber(Tables.PREFIX_STATE, transaction.application());
    return last.isEmpty() || last.getAsLong() < transaction.number();
  }

  private Optional<Set<Map<String, String>>> since(TableDefinition table, OptionalLong version) {
    if (version.isEmpty()) {
      return Optional.empty();
    }
    return version.getAsLong() == lake.version(table)
        ? Optional.of(Set.of())
        : lake.partitionsChangedAfter(table, version.getAsLong());
  }

  /** Those of the days on which rows are others than they were in a version. */
  private SortedSet<LocalDate> differing(
      TableDefinition table,
      Column rows,
      List<String> columns,
      SortedSet<LocalDate> days,
      OptionalLong version) {
    if (days.isEmpty()) {
      return days;
    }
    Map<LocalDate, Long> now = sums(lake.readWhole(table), rows, columns, days);
    Map<LocalDate, Long> before;
    try {
      before = sums(lake.readAt(table, version.orElseThrow()), rows, columns, days);
    } catch (Exception e) { // Spark throws checked ones that its methods do not declare
      if (causedByVacuum(e)) {
        return days;
      }
      throw e;
    }
    SortedSet<LocalDate> differing = new TreeSet<>(days);
    differing.removeIf(day -> Objects.equals(before.get(day), now.get(day)));
    return differing;
  }

  /** Files of an old version may be gone: then nobody can tell, and the day counts as changed. */
  private static boolean causedByVacuum(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileNotFoundException
          || cause instanceof SparkException spark
              && String.valueOf(spark.getCondition()).contains("FILE_NOT_EXIST")
          || cause.getClass().getSimpleName().equals("VersionNotFoundException")) {
        return true;
      }
    }
    return false;
  }

  /** A number for each day that is the same as long as the columns of its rows are. */
  private static Map<LocalDate, Long> sums(
      Dataset<Row> table, Column rows, List<String> columns, SortedSet<LocalDate> days) {
    Column[] hashed = columns.stream().map(name -> col(name)).toArray(Column[]::new);
    Map<LocalDate, Long> sums = new TreeMap<>();
    for (Row row :
        table
            .filter(rows)
            .filter(Days.in(days))
            .groupBy("day")
            .agg(sum(xxhash64(hashed).mod(lit(1L << 40))))
            .collectAsList()) {
      sums.put(row.getLocalDate(0), row.getLong(1));
    }
    return sums;
  }
}
