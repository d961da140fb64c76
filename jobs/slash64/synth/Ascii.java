package slash64.synth;

import java.nio.charset.StandardCharsets;

/** ASCII text as bytes, made once and copied into lines many times. */
final class Ascii {
  private static final byte[] HEX = of("0123456789abcdef");

  private Ascii() {}

  static byte[] of(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[][] all(String... texts) {
    byte[][] bytes = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      bytes[i] = of(texts[i]);
    }
    return bytes;
  }

  static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] joined = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  static byte[] decimal(int value) {
    return of(Integer.toString(value));
  }

  /** Returns the low {@code digits} hexadecimal digits. */
  static byte[] hex(long value, int digits) {
    byte[] text = new byte[digits];
    for (int i = 0; i < digits; i++) {
      text[i] = HEX[(int) (value >>> 4 * (digits - 1 - i)) & 0xf];
    }
    return text;
  }
}
