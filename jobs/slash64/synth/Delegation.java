package slash64.synth;

import slash64.net.Prefix;

/**
 * A /56 of ours in a customer's hands.
 *
 * @param high bits 0 to 63 of the /56
 * @param since first day, counted from 0
 * @param until the day after the last one; {@link Span#OPEN} if the customer keeps it
 */
record Delegation(long high, int since, int until) {

  boolean holds(int day) {
    return day >= since && day < until;
  }

  Prefix prefix() {
    return Prefix.of(high, 0, 56);
  }
}
