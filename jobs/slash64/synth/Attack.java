package slash64.synth;

import java.util.Locale;

/** What somebody does against a reputation system itself, rather than for the sake of his mail. */
public enum Attack {
  /** Rents many /64 around clean servers and misbehaves, to have their /48 blocked. */
  NEIGHBOUR_POISONING,
  /** Sends clean mail for half of the time, then bursts. */
  REPUTATION_FARMING,
  /** Grows from nothing to much over the whole time, a little every day. */
  SLOW_RAMP,
  /** Sends 49 messages a day from each of several /64: below any floor of 50. */
  FORTY_NINE_MESSAGES,
  /** Connects from random addresses all over a /32, to fill logs and memory. */
  ADDRESS_FLOOD,
  /** Not an attack by intent: clean servers move to other prefixes on some day. */
  RENUMBERING,
  /** A clean prefix is sold to a spammer, and a bad one to somebody clean. */
  SOLD_PREFIXES,
  /** A customer of ours gets a new /56 every night, and sends spam from each. */
  DELEGATION_HOPPING;

  /** Returns the kind of its event: {@code slow_ramp}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
