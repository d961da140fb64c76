package slash64.net;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * A prefix: leading bits and how many of them count (RFC 4291, 2.3). Both families share one space:
 * an IPv4 prefix {@code 192.0.2.0/24} is {@code ::ffff:192.0.2.0/120} inside, and prints as people
 * write it.
 *
 * <p>The natural order is the order of a tree walk: by bits, a parent before its children.
 *
 * @param high bits 0 to 63; host bits are zero
 * @param low bits 64 to 127; host bits are zero
 * @param length how many of the 128 bits count, 0 to 128; 96 more than is written for IPv4
 */
public record Prefix(long high, long low, int length) implements Serializable, Comparable<Prefix> {

  /** The whole IPv4 space, {@code 0.0.0.0/0}. */
  public static final Prefix IPV4 = new Prefix(0, 0xffff_0000_0000L, 96);

  /** The whole space, {@code ::/0}. */
  public static final Prefix ALL = new Prefix(0, 0, 0);

  /** The longest text of a prefix: an address, a slash and three digits. */
  public static final int MAX_TEXT = Address.MAX_TEXT + 4;

  /** An IPv4 prefix of written length n has length n + 96 among the 128 bits. */
  public static final int IPV4_OFFSET = 96;

  public Prefix {
    if (length < 0 || length > 128) {
      throw new IllegalArgumentException(
          "Cannot build prefix: length is %d (need 0 to 128)".formatted(length));
    }
    if ((high & ~highMask(length)) != 0 || (low & ~lowMask(length)) != 0) {
      throw new IllegalArgumentException(
          "Cannot build prefix: %s has bits set beyond length %d"
              .formatted(new Address(high, low), length));
    }
  }

  /**
   * Returns the prefix of {@code length} bits (of 128) around these bits; host bits are cleared.
   */
  public static Prefix of(long high, long low, int length) {
    if (length < 0 || length > 128) {
      throw new IllegalArgumentException(
          "Cannot build prefix: length is %d (need 0 to 128)".formatted(length));
    }
    return new Prefix(high & highMask(length), low & lowMask(length), length);
  }

  /**
   * Reads {@code 2001:db8::/32}, {@code 192.0.2.0/24}, or a bare address (then /128 or /32).
   *
   * @throws IllegalArgumentException if the address, the length or the host bits are wrong
   */
  public static Prefix parse(String text) {
    int slash = text.indexOf('/');
    Address address = Address.parse(slash < 0 ? text : text.substring(0, slash));
    // A mapped address written as IPv6 with a length keeps the length it was written with.
    int offset = address.isIpv4() && text.indexOf(':') < 0 ? IPV4_OFFSET : 0;
    int written = slash < 0 ? 128 - offset : parseLength(text, slash + 1, 128 - offset);
    Prefix prefix = address.prefix(written + offset);
    if (prefix.high != address.high() || prefix.low != address.low()) {
      throw new IllegalArgumentException(
          "Cannot read prefix '%s': bits are set beyond its length; did you mean %s?"
              .formatted(text, prefix));
    }
    return prefix;
  }

  private static int parseLength(String text, int from, int max) {
    int value = text.length() == from || text.length() > from + 3 ? -1 : 0;
    for (int i = from; i < text.length() && value >= 0; i++) {
      char c = text.charAt(i);
      value = c < '0' || c > '9' ? -1 : value * 10 + c - '0';
    }
    if (value < 0 || value > max || (text.length() > from + 1 && text.charAt(from) == '0')) {
      throw new IllegalArgumentException(
          "Cannot read prefix '%s': need a length from 0 to %d after the slash"
              .formatted(text, max));
    }
    return value;
  }

  /** Returns whether this lies wholly in IPv4 space. */
  public boolean isIpv4() {
    return length >= 96 && Address.isIpv4(high, low);
  }

  /** Returns whether this does not hold IPv4 space beside IPv6, as ::/0 and ::/64 do. */
  public boolean isOneFamily() {
    return length >= IPV4.length || !contains(IPV4);
  }

  /** Returns the length as people write it: 0 to 32 for IPv4, 0 to 128 for IPv6. */
  public int writtenLength() {
    return isIpv4() ? length - IPV4_OFFSET : length;
  }

  public boolean contains(Address address) {
    return contains(address.high(), address.low());
  }

  public boolean contains(long addressHigh, long addressLow) {
    return (addressHigh & highMask(length)) == high && (addressLow & lowMask(length)) == low;
  }

  /** Returns whether {@code other} is this prefix or lies inside it. */
  public boolean contains(Prefix other) {
    return other.length >= length && contains(other.high, other.low);
  }

  /** Returns the prefix one bit shorter. */
  public Prefix parent() {
    if (length == 0) {
      throw new IllegalStateException("Cannot take the parent of ::/0");
    }
    return of(high, low, length - 1);
  }

  /** Returns the prefix of {@code shorter} bits (of 128) that this lies in. */
  public Prefix ancestor(int shorter) {
    if (shorter > length) {
      throw new IllegalArgumentException(
          "Cannot widen %s to %d bits: it is wider already".formatted(this, shorter));
    }
    return of(high, low, shorter);
  }

  /** Returns the half of this prefix in which the next bit is {@code bit}, 0 or 1. */
  public Prefix child(int bit) {
    if (length == 128) {
      throw new IllegalStateException("Cannot split %s: it is one address".formatted(this));
    }
    if (length < 64) {
      return new Prefix(high | (long) bit << (63 - length), low, length + 1);
    }
    return new Prefix(high, low | (long) bit << (127 - length), length + 1);
  }

  /** Returns bit {@code index} of the address bits, counted from 0 at the left. */
  public int bit(int index) {
    return (int) (index < 64 ? high >>> (63 - index) : low >>> (127 - index)) & 1;
  }

  public Address first() {
    return new Address(high, low);
  }

  public Address last() {
    return new Address(high | ~highMask(length), low | ~lowMask(length));
  }

  /**
   * Returns the key tables are sorted by: 32 hexadecimal digits of the bits, then two of the
   * length. Keys compare as text in the order of a tree walk, and all keys inside a prefix begin
   * alike up to its last whole digit.
   */
  public String key() {
    char[] key = new char[34];
    for (int i = 0; i < 16; i++) {
      key[i] = Character.forDigit((int) (high >>> (60 - 4 * i)) & 0xf, 16);
      key[16 + i] = Character.forDigit((int) (low >>> (60 - 4 * i)) & 0xf, 16);
    }
    key[32] = Character.forDigit(length >>> 4, 16);
    key[33] = Character.forDigit(length & 0xf, 16);
    return new String(key);
  }

  /** Returns the prefix that has this {@link #key}. */
  public static Prefix ofKey(String key) {
    if (key.length() != 34) {
      throw new IllegalArgumentException(
          "Cannot read prefix key '%s': need 34 hexadecimal digits".formatted(key));
    }
    return new Prefix(
        Long.parseUnsignedLong(key, 0, 16, 16),
        Long.parseUnsignedLong(key, 16, 32, 16),
        Integer.parseInt(key, 32, 34, 16));
  }

  @Override
  public int compareTo(Prefix other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    if (byHigh != 0) {
      return byHigh;
    }
    int byLow = Long.compareUnsigned(low, other.low);
    return byLow != 0 ? byLow : Integer.compare(length, other.length);
  }

  /** Returns RFC 5952 text with the written length. */
  @Override
  public String toString() {
    byte[] text = new byte[MAX_TEXT];
    return new String(text, 0, write(high, low, length, text, 0), StandardCharsets.US_ASCII);
  }

  /**
   * Writes the text of {@link #toString} as ASCII without allocating; host bits must be zero.
   *
   * @param length of the 128 bits
   * @return the position after the last byte written, at most {@code at + MAX_TEXT}
   */
  public static int write(long high, long low, int length, byte[] to, int at) {
    int end = Address.write(high, low, to, at);
    int written = length >= 96 && Address.isIpv4(high, low) ? length - IPV4_OFFSET : length;
    to[end++] = '/';
    if (written >= 100) {
      to[end++] = '1';
    }
    if (written >= 10) {
      to[end++] = (byte) ('0' + written / 10 % 10);
    }
    to[end++] = (byte) ('0' + written % 10);
    return end;
  }

  /** Returns the mask of the bits 0 to 63 that a prefix of this length fixes. */
  public static long highMask(int length) {
    return length >= 64 ? -1L : length == 0 ? 0 : -1L << (64 - length);
  }

  /** Returns the mask of the bits 64 to 127 that a prefix of this length fixes. */
  public static long lowMask(int length) {
    return length <= 64 ? 0 : -1L << (128 - length);
  }
}
