package slash64.baseline;

/**
 * Numbers in two bytes.
 *
 * <pre>
 * count   0 .. 4095         as is
 *         4096 and above    eeeee mmmmmmmmmmm: (2048 + m) * 2^e, e from 1; at most 1 part in 4096 off
 * weight  eeeeeeee mmmmmmmm: the upper half of a float without its sign; at most 1 part in 512 off
 * </pre>
 */
final class Codes {

  private Codes() {}

  /**
   * Returns the code of a count; counts from 2^42 on are all written as the greatest.
   *
   * @param count at least 0
   */
  static int ofCount(long count) {
    if (count < 4096) {
      return (int) count;
    }
    int exponent = 52 - Long.numberOfLeadingZeros(count);
    long mantissa = (count + (1L << (exponent - 1))) >>> exponent;
    if (mantissa == 4096) { // rounding went up to the next power of two
      mantissa = 2048;
      exponent++;
    }
    return exponent > 30 ? 0xffff : (int) ((exponent + 1L) << 11 | mantissa - 2048);
  }

  static long count(int code) {
    if (code < 4096) {
      return code;
    }
    return (2048L + (code & 2047)) << (code >>> 11) - 1;
  }

  /**
   * Returns the code of a weight, rounded to the nearest.
   *
   * @param weight at least 0 and finite
   */
  static int ofWeight(double weight) {
    return Math.min(0xff00 - 1, (Float.floatToIntBits((float) weight) + 0x4000) >>> 15);
  }

  static float weight(int code) {
    return Float.intBitsToFloat(code << 15);
  }
}
