package slash64.maillog.format;

/** A mail address as Exim logs it between angle brackets: the local part may be quoted. */
final class EximAddress {
  private EximAddress() {}

  /**
   * Returns the position behind the closing bracket of the address whose opening bracket is at
   * {@code from}, or -1. Outside quotes an address holds neither blanks nor brackets; Exim has
   * parsed it before it logs it.
   */
  static int end(byte[] bytes, int from, int to) {
    if (from >= to || bytes[from] != '<') {
      return -1;
    }
    int end = bare(bytes, from + 1, to);
    return end >= 0 && end < to && bytes[end] == '>' ? end + 1 : -1;
  }

  /**
   * Returns where the address that begins at {@code from} without a bracket ends: at a blank, a
   * closing bracket or {@code to}; -1 if a quote is left open.
   */
  static int bare(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != ' ' && bytes[at] != '>') {
      if (bytes[at] == '"') {
        at = EximFields.quoted(bytes, at, to);
        if (at < 0) {
          return -1;
        }
      } else {
        at++;
      }
    }
    return at;
  }
}
