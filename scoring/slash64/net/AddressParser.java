package slash64.net;

import java.util.Arrays;

/**
 * Reads address text straight from bytes into two longs, without allocating: the hot path of the
 * log reader. One instance per thread; after {@link #parse} has returned true, {@link #high} and
 * {@link #low} hold the bits.
 *
 * <p>Strict by intent, since an address decides who gets blocked: no zone id, no port, no brackets,
 * no sign, at most four digits a group, and no leading zero in a decimal octet (some readers take
 * {@code 010} as eight). Checked against the IPAddress library over millions of texts.
 */
public final class AddressParser {
  private static final byte[] DIGIT = new byte[256];

  static {
    Arrays.fill(DIGIT, (byte) -1);
    for (int i = 0; i < 10; i++) {
      DIGIT['0' + i] = (byte) i;
    }
    for (int i = 0; i < 6; i++) {
      DIGIT['a' + i] = (byte) (10 + i);
      DIGIT['A' + i] = (byte) (10 + i);
    }
  }

  private long high;
  private long low;

  public long high() {
    return high;
  }

  public long low() {
    return low;
  }

  /** Returns what the last successful {@link #parse} read. */
  public Address address() {
    return new Address(high, low);
  }

  /**
   * Reads {@code bytes[from, to)} as one address, all of it.
   *
   * @return whether it is one; if not, {@link #high} and {@link #low} are undefined
   */
  public boolean parse(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length < 2 || length > 45) { // "::" up to a full dotted tail
      return false;
    }
    int scan = Math.min(to, from + 5);
    for (int i = from; i < scan; i++) {
      if (bytes[i] == ':') {
        return parseIpv6(bytes, from, to);
      }
    }
    high = 0;
    return parseIpv4(bytes, from, to);
  }

  /** Leaves the mapped form in {@link #low}; does not touch {@link #high}. */
  private boolean parseIpv4(byte[] bytes, int from, int to) {
    long bits = 0;
    int at = from;
    for (int octet = 0; octet < 4; octet++) {
      if (octet > 0 && (at >= to || bytes[at++] != '.')) {
        return false;
      }
      int start = at;
      int value = 0;
      while (at < to && at - start < 3 && bytes[at] >= '0' && bytes[at] <= '9') {
        value = value * 10 + bytes[at++] - '0';
      }
      if (at == start || value > 255 || (at - start > 1 && bytes[start] == '0')) {
        return false;
      }
      bits = bits << 8 | value;
    }
    low = 0xffff_0000_0000L | bits;
    return at == to;
  }

  private boolean parseIpv6(byte[] bytes, int from, int to) {
    int count = 0;
    int gapAt = -1; // how many groups stand before the ::
    long headHigh = 0; // those groups
    long headLow = 0;
    long upper = 0; // the groups read since the start or the ::
    long lower = 0;
    int at = from;
    if (bytes[at] == ':') {
      if (bytes[at + 1] != ':') {
        return false;
      }
      gapAt = 0;
      at += 2;
    }
    while (at < to) {
      int start = at;
      int value = 0;
      int digit;
      while (at < to && at - start < 4 && (digit = DIGIT[bytes[at] & 0xff]) >= 0) {
        value = value << 4 | digit;
        at++;
      }
      if (at == start || count == 8) {
        return false;
      }
      if (at < to && bytes[at] == '.') {
        if (count > 6 || !parseIpv4(bytes, start, to)) {
          return false;
        }
        upper = upper << 32 | lower >>> 32;
        lower = lower << 32 | low & 0xffff_ffffL;
        count += 2;
        break;
      }
      upper = upper << 16 | lower >>> 48;
      lower = lower << 16 | value;
      count++;
      if (at == to) {
        break;
      }
      if (bytes[at++] != ':' || at == to) {
        return false; // a stray byte, a fifth digit, or a single colon at the end
      }
      if (bytes[at] == ':') {
        if (gapAt >= 0) {
          return false;
        }
        gapAt = count;
        headHigh = upper;
        headLow = lower;
        upper = 0;
        lower = 0;
        at++;
      }
    }
    if (gapAt < 0 ? count != 8 : count == 8) { // :: stands for at least one group
      return false;
    }
    high = upper;
    low = lower;
    if (gapAt > 0) {
      addHead(headHigh, headLow, (8 - gapAt) * 16);
    }
    return true;
  }

  /** Moves the groups before the gap to the left, by 16 to 112 bits. */
  private void addHead(long headHigh, long headLow, int shift) {
    if (shift >= 64) {
      high |= headLow << shift - 64;
    } else {
      high |= headHigh << shift | headLow >>> 64 - shift;
      low |= headLow << shift;
    }
  }
}
