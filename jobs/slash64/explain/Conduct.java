package slash64.explain;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import slash64.feedback.FeedbackKind;
import slash64.lake.Together;
import slash64.net.Prefix;
import slash64.reputation.Evidence;

/** What the tables say of the prefix that was judged, beside the scores of the day. */
final class Conduct {
  final Prefix prefix;

  /** What was reported on the day of mail from inside it. */
  Map<FeedbackKind, Long> feedback;

  /** What the scored day before left of evidence. */
  Optional<Evidence> carried;

  /** Its transactions on the last days that were scored. */
  PastDays past;

  private Conduct(Prefix prefix) {
    this.prefix = prefix;
  }

  /** Asks all at once, as {@link Answers} does. */
  static Conduct of(EvidenceQuery query, Prefix prefix, NavigableSet<LocalDate> scored) {
    Conduct found = new Conduct(prefix);
    Together.run(
        () -> found.feedback = query.feedback(prefix),
        () -> found.carried = query.carried(prefix, scored),
        () -> found.past = query.past(prefix, scored));
    return found;
  }
}
