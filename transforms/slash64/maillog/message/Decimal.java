package slash64.maillog.message;

/** Reads short decimals such as a filter's score without making a string. */
final class Decimal {
  private Decimal() {}

  /** Returns the number in {@code [from, to)}, or NaN if it is none with at most 15 digits. */
  static double parse(byte[] b, int from, int to) {
    boolean negative = from < to && b[from] == '-';
    long digits = 0;
    int count = 0;
    double scale = 1;
    boolean fraction = false;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      if (b[i] == '.' && !fraction) {
        fraction = true;
      } else if (b[i] >= '0' && b[i] <= '9' && count < 15) {
        digits = digits * 10 + b[i] - '0';
        count++;
        scale *= fraction ? 10 : 1;
      } else {
        return Double.NaN;
      }
    }
    return count == 0 ? Double.NaN : (negative ? -digits : digits) / scale;
  }
}
