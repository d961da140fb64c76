package slash64.maillog.format;

/**
 * Exim's message ids: {@code 1xVP2r-0005vi-00} until 4.96, {@code 1xVP2r-000000005vi-0000} since.
 */
final class EximId {
  private static final int OLD = 16;
  private static final int NEW = 23;

  private EximId() {}

  /**
   * Returns the length of the id at {@code from}, 0 if there is none. A blank or the end ends it.
   */
  static int length(byte[] bytes, int from, int to) {
    if (matches(bytes, from, to, OLD, 13)) {
      return OLD;
    }
    return matches(bytes, from, to, NEW, 18) ? NEW : 0;
  }

  private static boolean matches(byte[] bytes, int from, int to, int length, int secondDash) {
    if (to - from < length || to - from > length && bytes[from + length] != ' ') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      byte b = bytes[from + i];
      boolean isDash = i == 6 || i == secondDash;
      boolean isLetter = b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
      if (isDash ? b != '-' : !isLetter) {
        return false;
      }
    }
    return true;
  }
}
