package slash64.baseline;

/**
 * First days: how many parts of a prefix were heard for the first time, and what they sent then.
 * Sums add up, so days and partitions can be merged.
 *
 * @param parts parts heard for the first time, at least 0; not whole once decayed
 * @param messages what they sent on that day, summed
 * @param squares the squares of what each sent, summed
 */
public record Debut(double parts, double messages, double squares) {

  public static final Debut NONE = new Debut(0, 0, 0);

  /** Fewer first days than this say nothing of the next. */
  static final double ENOUGH = 5;

  public Debut {
    if (!(parts >= 0 && messages >= 0 && squares >= 0)) {
      throw new IllegalArgumentException(
          "Cannot sum first days: %s parts, %s messages, %s squares (need at least 0)"
              .formatted(parts, messages, squares));
    }
  }

  public Debut plus(Debut other) {
    return new Debut(parts + other.parts, messages + other.messages, squares + other.squares);
  }

  Debut times(double factor) {
    return new Debut(parts * factor, messages * factor, squares * factor);
  }

  public boolean isKnown() {
    return parts >= ENOUGH && messages > 0;
  }

  /** Returns how many equal parts would be as unequal: messages squared over squares (Simpson). */
  double effective() {
    return squares > 0 ? messages * messages / squares : 0;
  }

  double mean() {
    return messages / parts;
  }

  /** Returns the variance of a first day's count over the parts, at least 0. */
  double variance() {
    return Math.max(0, squares / parts - mean() * mean()) * parts / Math.max(1, parts - 1);
  }
}
