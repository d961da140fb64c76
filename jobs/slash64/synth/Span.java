package slash64.synth;

/**
 * Days from {@code since} to before {@code until}, counted from the world's first day, 0.
 *
 * @param until {@link #OPEN} if there is no end
 */
record Span(int since, int until) {
  static final int OPEN = Integer.MAX_VALUE;
  static final Span ALWAYS = new Span(0, OPEN);

  boolean holds(int day) {
    return day >= since && day < until;
  }
}
