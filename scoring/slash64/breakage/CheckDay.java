package slash64.breakage;

import java.io.Serializable;

/**
 * How often a check, SPF for instance, was passed on one day.
 *
 * @param day days since 1970-01-01
 * @param passed transactions that passed
 * @param known transactions of which the result is known, at least {@code passed}
 */
public record CheckDay(int day, long passed, long known) implements Serializable {
  public CheckDay {
    if (passed < 0 || passed > known) {
      throw new IllegalArgumentException(
          "Cannot build day of a check: %d of %d passed (need 0 <= passed <= known)"
              .formatted(passed, known));
    }
  }

  /** Returns whether it was passed at most every second time. */
  boolean isFailing() {
    return known > 0 && 2 * passed <= known;
  }
}
