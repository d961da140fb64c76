package slash64.feed;

import java.util.Optional;
import slash64.policy.PolicyEntry;

/**
 * Mail of the last days for which the same entries answer.
 *
 * @param before the entry of the policy before that answers for its clients; none is neutral
 * @param after that of the policy to be published
 * @param messages all of them
 * @param spam of these, refused or judged to be spam
 * @param good of the messages, from senders known to be good
 */
public record AnsweredMail(
    Optional<PolicyEntry> before,
    Optional<PolicyEntry> after,
    long messages,
    long spam,
    long good) {
  public AnsweredMail {
    if (spam < 0 || good < 0 || spam + good > messages) {
      throw new IllegalArgumentException(
          "Cannot replay mail: %d spam and %d good of %d messages (need 0 or more, not more than all)"
              .formatted(spam, good, messages));
    }
  }
}
