package slash64.activity;

import java.util.List;

/** What is read of enhanced status codes (RFC 3463): class and subject, 5 and 1 of 5.1.1. */
final class StatusCode {
  private static final List<String> OUTCOMES =
      List.of("none", "sent", "bounced", "deferred", "rejected", "tempfailed", "discarded");
  private static final List<String> SUBJECTS = Breakdown.BOUNCES_BY_STATUS.names();

  private StatusCode() {}

  /** Returns the name of the subject, {@code other} for X.0 and for what is no status code. */
  static String subject(String code) {
    int subject = isCode(code) ? code.charAt(2) - '0' : 0;
    return subject == 0 || subject > 7 ? "other" : SUBJECTS.get(subject - 1);
  }

  /** Returns 256 * outcome + 16 * class + subject, with 0 for what is unknown. */
  static int reply(String outcome, String code) {
    int reply = outcome == null ? 0 : Math.max(0, OUTCOMES.indexOf(outcome)) << 8;
    return isCode(code) ? reply | code.charAt(0) - '0' << 4 | code.charAt(2) - '0' : reply;
  }

  private static boolean isCode(String code) {
    return code != null
        && code.length() >= 5
        && isDigit(code.charAt(0))
        && code.charAt(1) == '.'
        && isDigit(code.charAt(2))
        && code.charAt(3) == '.';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
