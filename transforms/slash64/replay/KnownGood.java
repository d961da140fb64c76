package slash64.replay;

import java.io.Serializable;

/**
 * When the mail of an address counts as known to be good. A filter misses some spam, so one message
 * that passed says little of a stranger; what speaks is a sender most of whose mail passes.
 *
 * @param messages that must have passed, at least 1
 * @param share of its mail that must have passed, within 0 to 1
 */
public record KnownGood(int messages, double share) implements Serializable {
  public KnownGood {
    if (messages < 1 || !(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "Cannot tell good mail by %d messages and a share of %s (need at least 1, 0 to 1)"
              .formatted(messages, share));
    }
  }
}
