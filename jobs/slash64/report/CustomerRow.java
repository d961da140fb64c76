package slash64.report;

/**
 * One of our customers over the last week.
 *
 * @param tls sessions with TLS 1.2 or better; others are RFC 8996's, or in the clear
 */
record CustomerRow(
    String customer, long transactions, Checked spf, Checked dkim, Checked ptr, Checked tls) {

  /**
   * How many of the transactions passed a check.
   *
   * @param known of these it is known
   */
  record Checked(long passed, long known) {
    /** Returns the share of those known that did not pass; NaN when none is known. */
    double failed() {
      return known == 0 ? Double.NaN : 1 - passed / (double) known;
    }
  }

  /** How many transactions have one fault or another at most: what help would be worth. */
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
