package slash64.maillog.format;

import slash64.maillog.line.Bytes;

/** Sendmail's queue ids: {@code 6AN8510A012345}, {@code NOQUEUE}, and {@code AAA12345} of old. */
final class SendmailId {
  private SendmailId() {}

  /** Returns the length of the id at {@code from} if {@code ": "} follows it, else 0. */
  static int length(byte[] bytes, int from, int to) {
    int colon = Bytes.indexOf(bytes, from, Math.min(to, from + 17), ':');
    if (colon < 0 || colon + 1 < to && bytes[colon + 1] != ' ') {
      return 0;
    }
    int length = colon - from;
    if (Words.at(bytes, from, colon, "NOQUEUE")) {
      return length;
    }
    int letters = length >= 13 ? 8 : 3;
    if (length < 7 || length > 15 || Bytes.digits(bytes, from + letters, colon) != colon) {
      return 0;
    }
    for (int i = from; i < from + letters; i++) {
      if (!isLetterOrDigit(bytes[i])) {
        return 0;
      }
    }
    return length;
  }

  private static boolean isLetterOrDigit(byte b) {
    return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
  }
}
