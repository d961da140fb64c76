package slash64.report;

/**
 * One of our customers over the last week.
 *
 * @param transactions of the week, whatever is known of them
 * @param spf by SPF's result; an error of the check itself is not known
 * @param dkim by DKIM's result, likewise
 * @param ptr from a client with a forward-confirmed name; logins are not looked at
 * @param tls with TLS 1.2 or better; others used what RFC 8996 forbids, or came in the clear
 */
record CustomerRow(
    String customer, long transactions, Checked spf, Checked dkim, Checked ptr, Checked tls) {

  /**
   * How many of the transactions passed a check.
   *
   * @param known of so many it is known whether they did
   */
  record Checked(long passed, long known) {
    /** Returns the share of those known that did not pass; NaN when none is known. */
    double failed() {
      return known == 0 ? Double.NaN : 1 - passed / (double) known;
    }
  }

  /** Returns how often a check failed, all checks together: what help would be worth. */
  long faults() {
    return spf.known
        - spf.passed
        + dkim.known
        - dkim.passed
        + ptr.known
        - ptr.passed
        + tls.known
        - tls.passed;
  }
}
