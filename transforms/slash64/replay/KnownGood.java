package slash64.replay;

import java.io.Serializable;

/**
 * When the mail of an address counts as known to be good. A filter misses some spam, so one message
 * that passed says little of a stranger; what speaks is a sender most of whose mail passes.
 *
 * @param messages that must have passed, at least 1
 * @param share of its mail that must have passed, within 0 to 1
 * @param unknown messages for nobody that are borne for each that was accepted and no filter
 *     judged, at least 0
 */
public record KnownGood(int messages, double share, double unknown) implements Serializable {
  public KnownGood {
    if (messages < 1 || !(share >= 0 && share <= 1) || !(unknown >= 0)) {
      throw new IllegalArgumentException(
          "Cannot tell good mail by %d messages, a share of %s and %s for nobody (need at least 1, 0 to 1, at least 0)"
              .formatted(messages, share, unknown));
    }
  }
}
