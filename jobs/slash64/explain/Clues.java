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
    if (activity != null) {
      addDay(clues, activity);
    }
    addFeedback(clues, feedback);
    clues.removeIf(clue -> clue.weight() == 0);
    clues.sort(Comparator.comparingDouble(Clue::weight).reversed());
    return clues;
  }

  private void addDay(List<Clue> clues, Row activity) {
    long spam = activity.<Long>getAs("spam");
    long ham = activity.<Long>getAs("ham");
    long unscanned = activity.<Long>getAs("unscanned");
    long content = activity.<Long>getAs("content");
    long blocklist = activity.<Long>getAs("blocklist");
    long unknownUsers = activity.<Long>getAs("unknown_user");
    long failures = activity.<Long>getAs("auth_failures");
    // Mail refused for its content was judged by the filter too, so that one of the two counts.
    long judged = Math.max(spam, content);
    double messages = (double) judged + blocklist + ham + unscanned;
    double stale = weights.stale() * messages;
    clues.add(against("called spam by the content filter", judged, weights.verdict() * judged));
    clues.add(against("refused by a blocklist", blocklist, weights.verdict() * blocklist));
    clues.add(
        against(
            "refused, the recipient does not exist",
            unknownUsers,
            weights.unknownUser() * Math.max(0, unknownUsers - stale)));
    clues.add(against("failed logins", failures, weights.authenticationFailure() * failures));
    clues.add(new Clue("called good by the content filter", ham, 0, weights.verdict() * ham));
    boolean areServersFilter = activity.<Boolean>getAs(EvidenceQuery.ARE_SERVERS_FILTER);
    clues.add(
        areServersFilter
            ? new Clue(
                "accepted by servers that refuse spam", unscanned, 0, weights.verdict() * unscanned)
            : new Clue(
                "accepted, judged by no filter", unscanned, 0, weights.unscanned() * unscanned));
  }

  private void addFeedback(List<Clue> clues, Map<FeedbackKind, Long> feedback) {
    long complaints = feedback.getOrDefault(FeedbackKind.COMPLAINT, 0L);
    long traps = feedback.getOrDefault(FeedbackKind.TRAP, 0L);
    long bounces = feedback.getOrDefault(FeedbackKind.BOUNCE, 0L);
    clues.add(against("complaints of recipients", complaints, weights.complaint() * complaints));
    clues.add(against("messages to traps", traps, weights.trap() * traps));
    clues.add(against("messages that came back", bounces, weights.bounce() * bounces));
  }

  private static Clue against(String what, long count, double weight) {
    return new Clue(what, count, weight, 0);
  }
}
