package slash64.feed;

import slash64.net.Address;

/**
 * Mail of the last days from one client address, to be replayed against a policy.
 *
 * @param messages all of them
 * @param good of these, known to be good: accepted, and no filter or person said otherwise
 */
public record ReplayedMail(Address client, long messages, long good) {
  public ReplayedMail {
    if (good < 0 || good > messages) {
      throw new IllegalArgumentException(
          "Cannot replay the mail of %s: %d good of %d messages (need 0 <= good <= messages)"
              .formatted(client, good, messages));
    }
  }
}
