package slash64.sql;

import java.util.Locale;
import slash64.activity.InterfaceIdentifier;
import slash64.net.Address;

/**
 * How an address was made: by a transition mechanism that shows in its prefix, or else by how its
 * interface identifier looks to have been chosen.
 */
final class AddressKind {
  private static final int TEREDO = 0x2001_0000; // RFC 4380, 2.6
  private static final int SIX_TO_FOUR = 0x2002; // RFC 3056, 2
  private static final long NAT64 = 0x0064_ff9b_0000_0000L; // RFC 6052, 2.1

  private AddressKind() {}

  /** Returns the kind as one word, {@code ipv4} for all of IPv4. */
  static String of(Address address) {
    if (address.isIpv4()) {
      return "ipv4";
    }
    if (isTeredo(address)) {
      return "teredo";
    }
    if (isSixToFour(address)) {
      return "6to4";
    }
    if (isNat64(address)) {
      return "nat64";
    }
    return InterfaceIdentifier.of(address.low()).name().toLowerCase(Locale.ROOT);
  }

  /** Returns the IPv4 address that an IPv6 address carries; null if it carries none. */
  static Address embedded(Address address) {
    if (address.isIpv4()) {
      return null;
    }
    if (isTeredo(address)) {
      return Address.ofIpv4(~(int) address.low()); // RFC 4380, 4: all bits are turned
    }
    if (isSixToFour(address)) {
      return Address.ofIpv4((int) (address.high() >>> 16));
    }
    if (isNat64(address)) {
      return Address.ofIpv4((int) address.low());
    }
    return switch (InterfaceIdentifier.of(address.low())) {
      case ISATAP -> Address.ofIpv4((int) address.low());
      case EMBEDDED_IPV4 ->
          Address.ofIpv4(address.low() >>> 32 == 0 ? (int) address.low() : octets(address.low()));
      default -> null;
    };
  }

  /** Each group is an octet written in decimal: 2001:db8::192:0:2:1. */
  private static int octets(long low) {
    int bits = 0;
    for (int shift = 48; shift >= 0; shift -= 16) {
      int group = (int) (low >>> shift & 0xffff);
      bits = bits << 8 | (group >>> 8) * 100 + (group >>> 4 & 0xf) * 10 + (group & 0xf);
    }
    return bits;
  }

  private static boolean isTeredo(Address address) {
    return (int) (address.high() >>> 32) == TEREDO;
  }

  private static boolean isSixToFour(Address address) {
    return address.high() >>> 48 == SIX_TO_FOUR;
  }

  private static boolean isNat64(Address address) {
    return address.high() == NAT64 && address.low() >>> 32 == 0;
  }
}
