package slash64.maillog.format;

/** Fixed words of the grammars, kept as strings so that tables of them can be records. */
final class Words {
  private Words() {}

  /** Returns whether these ASCII words stand at {@code from}. */
  static boolean at(byte[] bytes, int from, int to, String words) {
    int length = words.length();
    if (to - from < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[from + i] != words.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether these ASCII words are all that stands there. */
  static boolean is(byte[] bytes, int from, int to, String words) {
    return to - from == words.length() && at(bytes, from, to, words);
  }

  /** Returns whether one of these begins at {@code from}. */
  static boolean anyAt(byte[] bytes, int from, int to, String[] choices) {
    for (String words : choices) {
      if (at(bytes, from, to, words)) {
        return true;
      }
    }
    return false;
  }
}
