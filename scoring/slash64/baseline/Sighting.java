package slash64.baseline;

import slash64.net.Prefix;

/**
 * One party's mail of one day from one delegation.
 *
 * @param day in days since 1970-01-01
 * @param delegation a /56 as a rule
 * @param messages transactions, at least 1
 * @param bad of these, unwanted
 * @param example queue id of an unwanted one, as logged; null if none has one
 */
public record Sighting(int day, Prefix delegation, long messages, long bad, String example) {
  public Sighting {
    if (bad < 0 || bad > messages || messages < 1) {
      throw new IllegalArgumentException(
          "Cannot describe sighting: %d of %d messages bad (need 1 message at least, and no part above its whole)"
              .formatted(bad, messages));
    }
  }
}
