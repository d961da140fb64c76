package slash64.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import slash64.feedback.FeedbackKind;
import slash64.reputation.Decay;
import slash64.reputation.Evidence;
import slash64.reputation.EvidenceWeights;

/** What a prefix did on a day, as evidence: each kind of event with its weight. */
final class Clues {
  private final EvidenceWeights weights;
  private final Decay decay;

  Clues(EvidenceWeights weights, Decay decay) {
    this.weights = weights;
    this.decay = decay;
  }

  /**
   * Returns what weighs anything, the weightiest first.
   *
   * @param activity the day's columns of {@link EvidenceQuery}, null when nothing came
   * @param feedback what was reported on the day
   * @param carried what the night before left, null when nothing
   * @param day since 1970-01-01
   */
  List<Clue> of(Row activity, Map<FeedbackKind, Long> feedback, Evidence carried, int day) {
    List<Clue> clues = new ArrayList<>();
    if (carried != null) {
      Evidence faded = decay.at(carried, day);
      clues.add(new Clue("known from the days before", -1, faded.spam(), faded.ham()));
    }
    double staleBounces = 0;
    long bounces = feedback.getOrDefault(FeedbackKind.BOUNCE, 0L);
    if (activity != null) {
      staleBounces = weights.stale() * (judged(activity) + unscanned(activity));
      bounces += activity.<Long>getAs("customers_bounced");
      addDay(clues, activity, weights.arrived(unscanned(activity), bounces));
    }
    addFeedback(clues, feedback);
    clues.add(
        against(
            "bounces of customers' messages",
            bounces,
            weights.bounce() * Math.max(0, bounces - staleBounces)));
    clues.removeIf(clue -> clue.weight() == 0);
    clues.sort(Comparator.comparingDouble(Clue::weight).reversed());
    return clues;
  }

  /** Mail refused for its content was judged by the filter too, so that one of the two counts. */
  static long spam(Row activity) {
    return Math.max(activity.<Long>getAs("spam"), activity.<Long>getAs("content"));
  }

  /** Returns what a filter called good, its own lines telling or the servers being the filter. */
  static long good(Row activity) {
    return activity.<Long>getAs("ham") + acceptedByFilter(activity);
  }

  private static long judged(Row activity) {
    return spam(activity) + activity.<Long>getAs("blocklist") + good(activity);
  }

  /** Returns what servers accepted that refuse spam themselves. */
  private static long acceptedByFilter(Row activity) {
    boolean areServersFilter = activity.<Boolean>getAs(EvidenceQuery.ARE_SERVERS_FILTER);
    return areServersFilter ? activity.<Long>getAs("unscanned_inbound") : 0;
  }

  private static long unscanned(Row activity) {
    return activity.<Long>getAs("unscanned") - acceptedByFilter(activity);
  }

  private void addDay(List<Clue> clues, Row activity, double arrived) {
    long ham = activity.<Long>getAs("ham");
    long blocklist = activity.<Long>getAs("blocklist");
    long unknownUsers = activity.<Long>getAs("unknown_user");
    long failures = activity.<Long>getAs("auth_failures");
    long spam = spam(activity);
    clues.add(against("called spam by the content filter", spam, weights.verdict() * spam));
    clues.add(against("refused by a blocklist", blocklist, weights.blocklist() * blocklist));
    clues.add(
        against(
            "refused, the recipient does not exist",
            unknownUsers,
            weights.unknownUser()
                * Math.max(
                    0, unknownUsers - weights.stale(judged(activity), unscanned(activity)))));
    clues.add(against("failed logins", failures, weights.authenticationFailure() * failures));
    clues.add(new Clue("called good by the content filter", ham, 0, weights.verdict() * ham));
    long accepted = acceptedByFilter(activity);
    clues.add(
        new Clue(
            "accepted by servers that refuse spam", accepted, 0, weights.verdict() * accepted));
    long fromElsewhere = activity.<Long>getAs("unscanned_inbound") - accepted;
    clues.add(
        new Clue(
            "accepted, judged by no filter",
            fromElsewhere,
            0,
            arrived * weights.unscannedInbound() * fromElsewhere));
    long submitted = unscanned(activity) - fromElsewhere;
    clues.add(
        new Clue(
            "submitted or thrown away, judged by no filter",
            submitted,
            0,
            arrived * weights.unscanned() * submitted));
  }

  private void addFeedback(List<Clue> clues, Map<FeedbackKind, Long> feedback) {
    long complaints = feedback.getOrDefault(FeedbackKind.COMPLAINT, 0L);
    long traps = feedback.getOrDefault(FeedbackKind.TRAP, 0L);
    clues.add(against("complaints of recipients", complaints, weights.complaint() * complaints));
    clues.add(against("messages to traps", traps, weights.trap() * traps));
  }

  private static Clue against(String what, long count, double weight) {
    return new Clue(what, count, weight, 0);
  }
}
