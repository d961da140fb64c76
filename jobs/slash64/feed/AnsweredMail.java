package slash64.feed;

import java.util.Optional;
import slash64.policy.PolicyEntry;

/**
 * Mail of the last days for which the same entries answer.
 *
 * @param before the entry of the policy before that answers for its clients; none is neutral
 * @param after that of the policy to be published
 * @param messages all of them
 * @param good of these, from senders known to be good
 */
public record AnsweredMail(
    Optional<PolicyEntry> before, Optional<PolicyEntry> after, long messages, long good) {
  public AnsweredMail {
    if (good < 0 || good > messages) {
      throw new IllegalArgumentException(
          "Cannot replay mail: %d good of %d messages (need 0 <= good <= messages)"
              .formatted(good, messages));
    }
  }
}
