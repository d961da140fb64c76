package slash64.synth;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a sender truly is. The table gives each kind's share of an average day's transactions and
 * how many of them a world of 4,000 messages a day has; bigger worlds have more of each.
 */
public enum SenderKind {
  // Good ones, from outside.
  /** A firm with one to three fixed addresses, office hours. */
  ENTERPRISE(false, 0.17, 36),
  /** A provider of mailboxes with many addresses in a /32 of its own; 1 to 2 % of it is spam. */
  MAILBOX_PROVIDER(false, 0.27, 3),
  /** Passes on other people's mail, spam included, with broken SPF. */
  FORWARDER(false, 0.04, 3),
  WEEKLY_NEWSLETTER(false, 0.05, 6),
  MONTHLY_NEWSLETTER(false, 0.03, 8),
  /** A server of a few people that sends on some days only. */
  SMALL_SERVER(false, 0.03, 90),
  /** New here, and growing from day to day. */
  WARMING_NEWCOMER(false, 0.02, 2),
  /** One of many customers whom a host puts into one /64; each has one address. */
  SHARED_SLASH64_CLEAN(false, 0.02, 12),
  /** A virtual server with a /64 of its own; its neighbours in the /48 may be bad. */
  VPS_CLEAN(false, 0.03, 24),

  /** Has a /64 from a tunnel broker, beside thousands of others in one /48. */
  TUNNEL_CLEAN(false, 0.01, 10),

  // Our own customers, who submit with a password.
  /** A firm with a fixed /56. */
  CUSTOMER(false, 0.12, 70),
  /** A household; its /56 may move to another one. */
  RESIDENTIAL_CUSTOMER(false, 0.04, 60),

  // Bad ones.
  /** A new random interface identifier for each message, inside one /64. */
  ROTATING_SLASH64(true, 0.05, 2),
  /** A /48 used as some hundred /64, each with little. */
  SNOWSHOE_SLASH48(true, 0.06, 1),
  /** An infected machine in a household, with the temporary addresses of RFC 8981. */
  BOT_IPV6(true, 0.025, 60),
  BOT_IPV4(true, 0.025, 60),
  SHARED_SLASH64_BAD(true, 0.01, 2),
  VPS_BAD(true, 0.02, 4),
  TUNNEL_BAD(true, 0.006, 2),
  /** A few messages a day, well made, over the whole time. */
  LOW_AND_SLOW(true, 0.01, 12),
  /** Sends over IPv6 first, and from IPv4 once IPv6 stops to pay. */
  DUAL_STACK_SPAMMER(true, 0.02, 2),
  /** Tries passwords at submission; sends nothing. */
  PASSWORD_GUESSER(true, 0.01, 4),

  // Good ones that turn bad on some day.
  TAKEN_OVER_CUSTOMER(true, 0.004, 2),
  TAKEN_OVER_SERVER(true, 0.008, 1),
  /** As much as ever, but something else. */
  CONTENT_SHIFT(true, 0.008, 1),

  // Those of an {@link Attack}; they send beyond the share of the others.
  POISONER(true, 0.06, 30),
  FARMER(true, 0.005, 3),
  RAMPING(true, 0.08, 2),
  FORTY_NINE(true, 0, 6),
  FLOODER(true, 0.1, 1),
  RENUMBERED(false, 0.02, 4),
  SOLD_BAD(true, 0.01, 2),
  SOLD_CLEAN(false, 0.01, 2),
  HOPPING_CUSTOMER(true, 0.02, 1);

  /** What all kinds of a world without attacks add up to. */
  private static final double SHARES =
      Arrays.stream(values())
          .filter(kind -> !kind.isOfAnAttack())
          .mapToDouble(kind -> kind.share)
          .sum();

  private final boolean isBad;
  private final double share;
  private final int count;

  SenderKind(boolean isBad, double share, int count) {
    this.isBad = isBad;
    this.share = share;
    this.count = count;
  }

  /** Returns whether its mail is meant to harm (from its turning day on, if it has one). */
  public boolean isBad() {
    return isBad;
  }

  /** Returns whether only a world with some {@link Attack} has it. */
  boolean isOfAnAttack() {
    return compareTo(POISONER) >= 0;
  }

  /** Returns the name used in the truth files: {@code rotating_slash64}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns how many of this kind a world has. */
  int count(WorldConfig config) {
    return (int) StrictMath.max(1, StrictMath.rint(count * StrictMath.pow(config.scale(), 0.75)));
  }

  /** Returns the expected messages a day of one of this kind. */
  double perDay(WorldConfig config) {
    return share / SHARES * config.messagesPerDay() / count(config);
  }
}
