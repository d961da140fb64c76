package slash64.net;

import java.nio.charset.StandardCharsets;

/**
 * One internet address as 128 bits in network order. An IPv4 address is held in its IPv4-mapped
 * form {@code ::ffff:a.b.c.d} (RFC 4291, 2.5.5.2), so that both families share one space and one
 * tree, and a mapped address read from a log <em>is</em> the IPv4 address.
 *
 * @param high bits 0 to 63, the network half
 * @param low bits 64 to 127, the interface identifier
 */
public record Address(long high, long low) implements Comparable<Address> {

  /** The longest text of an address, eight full groups. */
  static final int MAX_TEXT = 39;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /**
   * Reads address text: IPv4 in dotted decimal, or IPv6 as RFC 4291 2.2 allows it (compressed,
   * padded, either case, dotted tail).
   *
   * @throws IllegalArgumentException if the text is anything else (a zone id, a port, brackets, an
   *     octet with a leading zero, a length)
   */
  public static Address parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    AddressParser parser = new AddressParser();
    if (!parser.parse(bytes, 0, bytes.length)) {
      throw new IllegalArgumentException(
          "Cannot read address '%s': need IPv4 such as 192.0.2.1 or IPv6 such as 2001:db8::1"
              .formatted(text));
    }
    return parser.address();
  }

  /** Returns the IPv4 address with these 32 bits. */
  public static Address ofIpv4(int bits) {
    return new Address(0, 0xffff_0000_0000L | (bits & 0xffff_ffffL));
  }

  /** Returns whether these 128 bits are an IPv4 address in mapped form. */
  public static boolean isIpv4(long high, long low) {
    return high == 0 && low >>> 32 == 0xffff;
  }

  public boolean isIpv4() {
    return isIpv4(high, low);
  }

  /** Returns the prefix of {@code length} leading bits (of 128) that this address lies in. */
  public Prefix prefix(int length) {
    return Prefix.of(high, low, length);
  }

  /** Orders by the unsigned value of the 128 bits; IPv4 sorts within {@code ::ffff:0:0/96}. */
  @Override
  public int compareTo(Address other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** Returns RFC 5952 text; IPv4 as dotted decimal. */
  @Override
  public String toString() {
    byte[] text = new byte[MAX_TEXT];
    return new String(text, 0, write(high, low, text, 0), StandardCharsets.US_ASCII);
  }

  /**
   * Writes the text of {@link #toString} as ASCII without allocating.
   *
   * @return the position after the last byte written, at most {@code at + 39}
   */
  public static int write(long high, long low, byte[] to, int at) {
    return isIpv4(high, low) ? writeIpv4((int) low, to, at) : writeIpv6(high, low, to, at);
  }

  private static int writeIpv4(int bits, byte[] to, int at) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      int octet = bits >>> shift & 0xff;
      if (octet >= 100) {
        to[at++] = (byte) ('0' + octet / 100);
      }
      if (octet >= 10) {
        to[at++] = (byte) ('0' + octet / 10 % 10);
      }
      to[at++] = (byte) ('0' + octet % 10);
      if (shift > 0) {
        to[at++] = '.';
      }
    }
    return at;
  }

  /** RFC 5952, 4: no leading zeros, the first longest run of two or more zero groups becomes ::. */
  private static int writeIpv6(long high, long low, byte[] to, int at) {
    int runStart = -1;
    int runLength = 1;
    for (int group = 0; group < 8; group++) {
      int end = group;
      while (end < 8 && group(high, low, end) == 0) {
        end++;
      }
      if (end - group > runLength) {
        runStart = group;
        runLength = end - group;
      }
      group = Math.max(group, end);
    }
    for (int group = 0; group < 8; group++) {
      if (group == runStart) {
        to[at++] = ':';
        to[at++] = ':';
        group += runLength - 1;
        continue;
      }
      if (group > 0 && group != runStart + runLength) {
        to[at++] = ':';
      }
      int value = group(high, low, group);
      for (int shift = 12; shift >= 0; shift -= 4) {
        if (value >>> shift != 0 || shift == 0) {
          to[at++] = HEX[value >>> shift & 0xf];
        }
      }
    }
    return at;
  }

  private static int group(long high, long low, int group) {
    long half = group < 4 ? high : low;
    return (int) (half >>> (3 - (group & 3)) * 16 & 0xffff);
  }
}
