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

  private final int[] groups = new int[8];
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
        groups[count++] = (int) (low >>> 16) & 0xffff;
        groups[count++] = (int) low & 0xffff;
        break;
      }
      groups[count++] = value;
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
        at++;
      }
    }
    if (gapAt < 0 ? count != 8 : count == 8) { // :: stands for at least one group
      return false;
    }
    high = 0;
    low = 0;
    int gap = 8 - count;
    for (int i = 0; i < count; i++) {
      int place = gapAt >= 0 && i >= gapAt ? i + gap : i;
      if (place < 4) {
        high |= (long) groups[i] << (3 - place) * 16;
      } else {
        low |= (long) groups[i] << (7 - place) * 16;
      }
    }
    return true;
  }
}
