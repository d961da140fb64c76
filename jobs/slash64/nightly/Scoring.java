package slash64.nightly;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.broadcast.Broadcast;
import slash64.baseline.BaselineSettings;
import slash64.conf.OperatorLists;
import slash64.conf.PolicyConf;
import slash64.conf.RestateSettings;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.PolicyRows;
import slash64.lake.Tables;
import slash64.lake.Together;
import slash64.lake.Transaction;
import slash64.policy.NightPolicy;
import slash64.policy.OperatorRule;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicySettings;
import slash64.progress.Progress;
import slash64.registry.Allocations;
import slash64.scores.NightScores;

/**
 * Scores days in turn: each from its activity and the state of the scored day before it. A restated
 * day is scored again, and so is every scored day after it, since it rests on it.
 */
final class Scoring {
  private final Lake lake;
  private final NightConf conf;
  private final Progress progress;
  private final OperatorLists operator;
  private final Registered registered;

  Scoring(Lake lake, NightConf conf, Progress progress, Broadcast<Allocations> allocations) {
    this.lake = lake;
    this.conf = conf;
    this.progress = progress;
    this.operator = OperatorLists.read(conf.settings());
    this.registered = new Registered(lake, conf, allocations);
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
    Changes.Due feedback = changes.feedback();
    SortedSet<LocalDate> touched = new TreeSet<>(changed.days());
    touched.addAll(feedback.days());
    List<LocalDate> due = due(active, scored, touched);
    for (LocalDate day : due) {
      // Only with the last of them do the scores rest on all of the activity.
      boolean isLast = day.equals(due.get(due.size() - 1));
      Optional<Transaction> transaction =
          isLast && changes.isLater(changed.transaction())
              ? Optional.of(changed.transaction())
              : Optional.empty();
      progress.step("Scoring prefixes", () -> score(day, transaction));
    }
    changes.follow(feedback);
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
      if (day.isBefore(horizon)) { // a late archive, or a clock that stood still since 1970
        if (touched.contains(day)) {
          progress.warn(
              "%s lies further back than restate.horizon_days: it is %s"
                  .formatted(day, scored.contains(day) ? "not scored again" : "not scored"));
        }
      } else if (isDue || (day.equals(conf.date()) && (conf.isForced() || areListsOthers(day)))) {
        first = day;
        break;
      }
    }
    for (LocalDate day : touched) {
      if (day.isAfter(conf.through().plusDays(1))) {
        progress.warn(
            "%s lies ahead of the night: it waits for its own. Is a clock wrong?".formatted(day));
      }
    }
    return first == null ? List.of() : List.copyOf(active.subSet(first, true, last, true));
  }

  /** Returns whether the operator's lists say otherwise than when a day was scored. */
  private boolean areListsOthers(LocalDate day) {
    Set<PolicyEntry> before =
        new HashSet<>(
            PolicyRows.entries(
                lake.readWhole(Tables.POLICY_FULL, day)
                    .filter(col("evidence").startsWith(OperatorRule.MARK))));
    Set<PolicyEntry> now =
        operator.rules(day).stream().map(OperatorRule::entry).collect(Collectors.toSet());
    boolean areOthers = !now.equals(before);
    if (areOthers) {
      progress.warn(
          "%s is scored again: operator.allow or operator.deny have changed since".formatted(day));
    }
    return areOthers;
  }

  private void score(LocalDate day, Optional<Transaction> transaction) {
    PolicySettings settings = PolicyConf.of(conf.settings()).withRules(operator.rules(day));
    try (NightScores scores = DayScores.of(lake, day, settings)) {
      write(scores, settings, day, transaction);
    }
  }

  private void write(
      NightScores scores,
      PolicySettings settings,
      LocalDate day,
      Optional<Transaction> transaction) {
    List<LocalDate> days = List.of(day);
    NightPolicy policy = NightPolicy.ofDecided(PolicyRows.entries(scores.entries()), settings, day);
    Together.run(
        () -> lake.replaceDays(Tables.PREFIX_SCORES, scores.scores(), days),
        () -> lake.replaceDays(Tables.CENSUS, scores.census(), days),
        () ->
            new NightAlerts(lake, BaselineSettings.DEFAULT)
                .write(
                    scores.alerts().unionByName(registered.alerts(day), true),
                    scores.scores(),
                    day),
        () -> registered.write(day),
        () ->
            lake.replaceDays(
                Tables.POLICY, PolicyRows.rows(lake.spark(), policy.compact(), day), days),
        () ->
            lake.replaceDays(
                Tables.POLICY_FULL, PolicyRows.rows(lake.spark(), policy.full(), day), days));
    // Last: it says that the day is done.
    transaction.ifPresentOrElse(
        number -> lake.replaceDays(Tables.PREFIX_STATE, scores.states(), days, number),
        () -> lake.replaceDays(Tables.PREFIX_STATE, scores.states(), days));
  }
}
