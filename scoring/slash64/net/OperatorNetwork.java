package slash64.net;

/**
 * The network of an operator that an address lies in, as one number: the /32 that registries
 * allocate to an IPv6 operator at least, of IPv4 the /16. Who moves within it stays with the
 * operator. An address of a transition mechanism that proves an IPv4 address lies where that does.
 */
public final class OperatorNetwork {
  private static final long IPV6 = 1L << 32;
  private static final int IPV6_LENGTH = 32;
  private static final int IPV4_LENGTH = 16 + Prefix.IPV4_OFFSET;
  private static final long MAPPED = 0xffff_0000_0000L; // RFC 4291, 2.5.5.2

  private OperatorNetwork() {}

  /** Returns the number of an address's network, 0 to 2^33 - 1. */
  public static long number(long high, long low) {
    if (Address.isIpv4(high, low)) {
      return low >>> 16 & 0xffff;
    }
    if (TransitionAddress.isProven(high, low)) {
      Address inside = TransitionAddress.ipv4(high, low);
      if (!OwnAddresses.contains(inside.high(), inside.low())) {
        return inside.low() >>> 16 & 0xffff;
      }
    }
    return IPV6 | high >>> 32;
  }

  /** Returns the network of a number. */
  public static Prefix prefix(long number) {
    return number >= IPV6
        ? Prefix.of(number << 32, 0, IPV6_LENGTH)
        : Prefix.of(0, MAPPED | number << 16, IPV4_LENGTH);
  }
}
