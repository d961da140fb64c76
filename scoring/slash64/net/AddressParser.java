package slash64.net;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads address text straight from bytes into two longs, without allocating: the hot path of the
 * log reader. One instance per thread; after {@link #parse} has returned true, {@link #high} and
 * {@link #low} hold the bits.
 *
 * <p>Strict by intent, since an address decides who gets blocked: no zone id, no port, no brackets,
 * no sign, at most four digits a group, and no leading zero in a decimal octet (some readers take
 * {@code 010} as eight). Checked against the IPAddress library over millions of texts.
 *
 * <p>The colons of an IPv6 text are found first, eight bytes at a time, and then every group is
 * read at once: lengths of groups vary, so a loop over single digits would mostly guess its end
 * wrong.
 */
public final class AddressParser {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;
  private static final long COLONS = ':' * ONES;
  private static final int ZEROS = 0x3030_3030;

  /** {@code ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255}. */
  private static final int LONGEST = 45;

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

  /** Room around a text at the edge of its array, so that whole words can be read. */
  private final byte[] padded = new byte[4 + LONGEST + 8];

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
    if (length < 2 || length > LONGEST) {
      return false;
    }
    if (from < 4 || bytes.length - to < 8) {
      System.arraycopy(bytes, from, padded, 4, length);
      return parsePadded(padded, 4, length);
    }
    return parsePadded(bytes, from, length);
  }

  /** Reads a text before which 4 bytes can be read, and 8 behind it. */
  private boolean parsePadded(byte[] bytes, int from, int length) {
    long colons = colons(bytes, from, length);
    if (colons == 0) {
      high = 0;
      return parseIpv4(bytes, from, from + length);
    }
    return parseIpv6(bytes, from, length, colons);
  }

  /** Returns a bit for every byte that is a colon, the lowest for the first one. */
  private static long colons(byte[] bytes, int from, int length) {
    long colons = 0;
    for (int i = 0; i < length; i += 8) {
      long x = (long) LONGS.get(bytes, from + i) ^ COLONS;
      long marks = ~((x & ~HIGHS) + ~HIGHS | x | ~HIGHS); // of bytes that are zero, exactly
      colons |= (marks >>> 7) * 0x0102_0408_1020_4080L >>> 56 << i; // gathers one bit of each byte
    }
    return colons & (1L << length) - 1;
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

  private boolean parseIpv6(byte[] bytes, int from, int length, long colons) {
    long gaps = colons & colons >>> 1;
    if ((gaps & gaps - 1) != 0) {
      return false; // two gaps, or three colons in a row
    }
    int gap = gaps == 0 ? -1 : Long.numberOfTrailingZeros(gaps);
    int count = 0;
    int before = 0; // how many groups stand before the ::
    long headHigh = 0; // those groups
    long headLow = 0;
    long upper = 0; // the groups read since the start or the ::
    long lower = 0;
    int at = gap == 0 ? 2 : 0;
    long ends = (colons | 1L << length) & -1L << at;
    while (at < length) {
      int end = Long.numberOfTrailingZeros(ends);
      ends &= ends - 1;
      int group = group(bytes, from + at, from + end);
      if (group < 0) {
        if (ends != 0 || !parseIpv4(bytes, from + at, from + end)) {
          return false;
        }
        upper = upper << 32 | lower >>> 32;
        lower = lower << 32 | low & 0xffff_ffffL;
        count += 2;
        break;
      }
      upper = upper << 16 | lower >>> 48;
      lower = lower << 16 | group;
      count++;
      at = end + 1;
      if (end == gap) {
        before = count;
        headHigh = upper;
        headLow = lower;
        upper = 0;
        lower = 0;
        at++;
        ends &= ends - 1;
      } else if (at == length) {
        return false; // a single colon at the end
      }
    }
    if (gap < 0 ? count != 8 : count > 7) { // :: stands for at least one group
      return false;
    }
    high = upper;
    low = lower;
    if (before > 0) {
      addHead(headHigh, headLow, (8 - before) * 16);
    }
    return true;
  }

  /** Returns the value of one to four digits, or a negative number for any other text. */
  private static int group(byte[] bytes, int from, int to) {
    int missing = 4 - (to - from);
    if (missing < 0 || missing > 3) {
      return -1;
    }
    int bits = missing * 8; // of the bytes before the group: zeros stand in for them
    int digits = (int) INTS.get(bytes, to - 4) >>> bits << bits | ZEROS & (1 << bits) - 1;
    return DIGIT[digits >>> 24]
        | DIGIT[digits >>> 16 & 0xff] << 4
        | DIGIT[digits >>> 8 & 0xff] << 8
        | DIGIT[digits & 0xff] << 12;
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
