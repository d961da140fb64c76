package slash64.sql;

import java.util.Locale;
import slash64.activity.InterfaceIdentifier;
import slash64.net.Address;
import slash64.net.TransitionAddress;

/**
 * How an address was made: by a transition mechanism that shows in its prefix, or else by how its
 * interface identifier looks to have been chosen.
 */
final class AddressKind {
  private AddressKind() {}

  /** Returns the kind as one word, {@code ipv4} for all of IPv4. */
  static String of(Address address) {
    if (address.isIpv4()) {
      return "ipv4";
    }
    TransitionAddress mechanism = TransitionAddress.of(address.high(), address.low());
    return mechanism == null
        ? InterfaceIdentifier.of(address.low()).name().toLowerCase(Locale.ROOT)
        : mechanism.word();
  }

  /** Returns the IPv4 address that an IPv6 address carries; null if it carries none. */
  static Address embedded(Address address) {
    if (address.isIpv4()) {
      return null;
    }
    Address inside = TransitionAddress.ipv4(address.high(), address.low());
    if (inside != null
        || InterfaceIdentifier.of(address.low()) != InterfaceIdentifier.EMBEDDED_IPV4) {
      return inside;
    }
    return address.low() >>> 32 == 0
        ? Address.ofIpv4((int) address.low())
        : Address.ofIpv4(octets(address.low()));
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
}
