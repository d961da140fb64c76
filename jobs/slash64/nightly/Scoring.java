package slash64.nightly;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import slash64.baseline.BaselineSettings;
import slash64.conf.PolicyConf;
import slash64.conf.RestateSettings;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.lake.Transaction;
import slash64.policy.NightPolicy;
import slash64.policy.PolicySettings;
import slash64.progress.Progress;
import slash64.scores.NightScores;

/**
 * Scores days in turn: each from its activity and the state of the scored day before it. A restated
 * day is scored again, and so is every scored day after it, since it rests on it.
 */
final class Scoring {
  private final Lake lake;
  private final NightConf conf;
  private final Progress progress;

  Scoring(Lake lake, NightConf conf, Progress progress) {
    this.lake = lake;
    this.conf = conf;
    this.progress = progress;
  }

  /**
   * Scores what is due.
   *
   * @throws UserError with status 3 if there is no mail of the night's day
   */
  void run() {
    TreeSet<LocalDate> active = new TreeSet<>(lake.days(Tables.PREFIX_ACTIVITY));
    if (!active.contains(conf.date()) && !lake.days(Tables.MESSAGES).contains(conf.date())) {
      throw UserError.inputMissing(
          "There is no mail of %s in the archives. Look at --date and --input, or wait for the day's logs."
              .formatted(conf.date()));
    }
    TreeSet<LocalDate> scored = new TreeSet<>(lake.days(Tables.PREFIX_STATE));
    active.add(conf.date()); // with no client from afar it still decays what is known
    Changes changes = new Changes(lake);
    Changes.Due changed = changes.activity();
    List<LocalDate> due = due(active, scored, changed.days());
    for (LocalDate day : due) {
      // Only with the last of them do the scores rest on all of the activity.
      boolean isLast = day.equals(due.get(due.size() - 1));
      Optional<Transaction> transaction =
          isLast && changes.isLater(changed.transaction())
              ? Optional.of(changed.transaction())
              : Optional.empty();
      progress.step("Scoring prefixes", () -> score(day, transaction));
    }
  }

  /**
   * Days to score: from the first that changed or was never scored, to the last that rests on it.
   */
  private List<LocalDate> due(
      NavigableSet<LocalDate> active,
      NavigableSet<LocalDate> scored,
      SortedSet<LocalDate> touched) {
    LocalDate last = conf.date();
    if (!scored.isEmpty() && scored.last().isAfter(last)) {
      last = scored.last();
    }
    LocalDate horizon = conf.date().minusDays(RestateSettings.of(conf.settings()).horizonDays());
    LocalDate first = null;
    for (LocalDate day : active.headSet(last, true)) {
      boolean isDue = touched.contains(day) || !scored.contains(day);
      if (isDue && day.isBefore(horizon) && scored.contains(day)) {
        progress.warn(
            "%s changed, and lies further back than restate.horizon_days: its scores stay"
                .formatted(day));
      } else if (isDue || (conf.isForced() && day.equals(conf.date()))) {
        first = day;
        break;
      }
    }
    return first == null ? List.of() : List.copyOf(active.subSet(first, true, last, true));
  }

  private void score(LocalDate day, Optional<Transaction> transaction) {
    PolicySettings settings = PolicyConf.of(conf.settings());
    Dataset<Row> activity = lake.read(Tables.PREFIX_ACTIVITY, day);
    NightScores scores =
        NightScores.of(
            activity,
            statesBefore(day),
            day,
            BaselineSettings.DEFAULT,
            settings,
            2 * lake.spark().sparkContext().defaultParallelism());
    Dataset<Row> outcomes = scores.outcomes().persist(StorageLevel.DISK_ONLY());
    try {
      List<LocalDate> days = List.of(day);
      NightPolicy policy =
          NightPolicy.ofDecided(PolicyRows.entries(scores.entries()), settings, day);
      Together.run(
          () -> lake.replaceDays(Tables.PREFIX_SCORES, scores.scores(), days),
          () -> lake.replaceDays(Tables.ALERTS, scores.alerts().coalesce(1), days),
          () ->
              lake.replaceDays(
                  Tables.POLICY, PolicyRows.rows(lake.spark(), policy.compact(), day), days));
      // Last: it says that the day is done.
      transaction.ifPresentOrElse(
          number -> lake.replaceDays(Tables.PREFIX_STATE, scores.states(), days, number),
          () -> lake.replaceDays(Tables.PREFIX_STATE, scores.states(), days));
    } finally {
      outcomes.unpersist();
    }
  }

  private Dataset<Row> statesBefore(LocalDate day) {
    LocalDate before = new TreeSet<>(lake.days(Tables.PREFIX_STATE)).lower(day);
    Dataset<Row> states = lake.read(Tables.PREFIX_STATE);
    return before == null ? states.limit(0) : states.filter(col("day").equalTo(before));
  }
}
