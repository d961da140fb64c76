package slash64.net;

import java.util.List;

/**
 * IPv6 addresses that carry an IPv4 address because a transition mechanism made them: 6to4 (RFC
 * 3056), Teredo (RFC 4380), NAT64 (RFC 6052) and ISATAP (RFC 5214). IPv4-mapped addresses are not
 * among them: they are IPv4 to us.
 */
public enum TransitionAddress {
  SIX_TO_FOUR("6to4"),
  TEREDO("teredo"),
  NAT64("nat64"),
  ISATAP("isatap");

  private static final int TEREDO_PREFIX = 0x2001_0000; // RFC 4380, 2.6
  private static final int SIX_TO_FOUR_PREFIX = 0x2002; // RFC 3056, 2
  private static final long NAT64_PREFIX = 0x0064_ff9b_0000_0000L; // RFC 6052, 2.1
  private static final long ISATAP_IDENTIFIER = 0x5efe; // RFC 5214, 6.1, the universal bit apart

  /** Where all addresses of 6to4, Teredo and NAT64 are; those of ISATAP may be in any /64. */
  public static final List<Prefix> NETWORKS =
      List.of(
          new Prefix((long) SIX_TO_FOUR_PREFIX << 48, 0, 16),
          new Prefix((long) TEREDO_PREFIX << 32, 0, 32),
          new Prefix(NAT64_PREFIX, 0, 96));

  private final String word;

  TransitionAddress(String word) {
    this.word = word;
  }

  /** Returns the mechanism in one lower-case word. */
  public String word() {
    return word;
  }

  /** Returns the mechanism that made an address, null if none did. */
  public static TransitionAddress of(long high, long low) {
    if ((int) (high >>> 32) == TEREDO_PREFIX) {
      return TEREDO;
    }
    if (high >>> 48 == SIX_TO_FOUR_PREFIX) {
      return SIX_TO_FOUR;
    }
    if (high == NAT64_PREFIX && low >>> 32 == 0) {
      return NAT64;
    }
    return (low >>> 32 & ~0x0200_0000L) == ISATAP_IDENTIFIER ? ISATAP : null;
  }

  /** Returns the IPv4 address that an address carries, null if it carries none. */
  public static Address ipv4(long high, long low) {
    TransitionAddress mechanism = of(high, low);
    if (mechanism == null) {
      return null;
    }
    return switch (mechanism) {
      case SIX_TO_FOUR -> Address.ofIpv4((int) (high >>> 16));
      case TEREDO -> Address.ofIpv4(~(int) low); // RFC 4380, 4: all bits are turned
      case NAT64, ISATAP -> Address.ofIpv4((int) low);
    };
  }

  /**
   * Returns whether replies to this address reach only the IPv4 address inside, so that a TCP
   * session proves it. Who holds any /64 can write any IPv4 address into an ISATAP identifier.
   */
  public static boolean isProven(long high, long low) {
    TransitionAddress mechanism = of(high, low);
    return mechanism != null && mechanism != ISATAP;
  }
}
