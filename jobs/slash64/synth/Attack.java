package slash64.synth;

import java.util.Locale;
import java.util.Set;

/** What somebody does against a reputation system itself, rather than for the sake of his mail. */
public enum Attack {
  /** Rents many /64 around clean servers and misbehaves, to have their /48 blocked. */
  NEIGHBOUR_POISONING(SenderKind.POISONER),
  /** Sends clean mail for half of the time, then bursts. */
  REPUTATION_FARMING(SenderKind.FARMER),
  /** Grows from nothing to much over the whole time, a little every day. */
  SLOW_RAMP(SenderKind.RAMPING),
  /** Sends 49 messages a day from each of several /64: below any floor of 50. */
  FORTY_NINE_MESSAGES(SenderKind.FORTY_NINE),
  /** Connects from random addresses all over a /32, to fill logs and memory. */
  ADDRESS_FLOOD(SenderKind.FLOODER),
  /** Not an attack by intent: clean servers move to other prefixes on some day. */
  RENUMBERING(SenderKind.RENUMBERED),
  /** A clean prefix is sold to a spammer, and a bad one to somebody clean. */
  SOLD_PREFIXES(SenderKind.SOLD_BAD),
  /** A customer of ours gets a new /56 every night, and sends spam from each. */
  DELEGATION_HOPPING(SenderKind.HOPPING_CUSTOMER);

  private final SenderKind attacker;

  Attack(SenderKind attacker) {
    this.attacker = attacker;
  }

  /** Returns the labels of the kinds of senders that carry it out. */
  public Set<String> attackers() {
    return Set.of(attacker.label());
  }

  /** Returns the kind of its event: {@code slow_ramp}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
