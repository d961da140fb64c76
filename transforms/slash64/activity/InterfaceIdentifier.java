package slash64.activity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the lower 64 bits of an IPv6 address look to have been chosen, after the patterns of RFC
 * 7707, 4.1. Its wordy addresses (2001:db8::cafe) are not told apart here; embedded ports are low
 * bytes.
 */
public enum InterfaceIdentifier {
  LOW_BYTE,
  EUI_64,
  ISATAP,
  EMBEDDED_IPV4,
  PATTERN,
  RANDOM;

  static final List<String> NAMES =
      Arrays.stream(values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();

  /** Returns the pattern that these 64 bits show. */
  public static InterfaceIdentifier of(long low) {
    if (low >>> 16 == 0) {
      return LOW_BYTE;
    }
    if ((low >>> 32 & ~0x0200_0000L) == 0x5efe) { // RFC 5214, 6.1
      return ISATAP;
    }
    if ((low >>> 24 & 0xffff) == 0xfffe) { // RFC 4291, appendix A
      return EUI_64;
    }
    if (low >>> 32 == 0) {
      return low >>> 24 == 0 ? LOW_BYTE : EMBEDDED_IPV4;
    }
    if (isDottedDecimal(low)) {
      return EMBEDDED_IPV4;
    }
    return hasByteThrice(low) ? PATTERN : RANDOM;
  }

  /** Whether the four groups, read as decimal, are octets: 2001:db8::192:0:2:1. */
  private static boolean isDottedDecimal(long low) {
    for (int shift = 48; shift >= 0; shift -= 16) {
      int group = (int) (low >>> shift & 0xffff);
      if (group > 0x255 || (group & 0xf) > 9 || (group >>> 4 & 0xf) > 9) {
        return false;
      }
      if (group >>> 8 == 2 && (group & 0xff) > 0x55) {
        return false;
      }
    }
    return low >>> 48 != 0;
  }

  /** More than two bytes alike; of random identifiers fewer than one in a thousand are so. */
  private static boolean hasByteThrice(long low) {
    for (int i = 0; i < 6; i++) {
      int same = 0;
      for (int j = 0; j < 8; j++) {
        same += (byte) (low >>> 8 * i) == (byte) (low >>> 8 * j) ? 1 : 0;
      }
      if (same > 2) {
        return true;
      }
    }
    return false;
  }
}
