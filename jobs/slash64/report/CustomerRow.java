package slash64.report;

import java.util.Map;

/**
 * One of our customers over the last week.
 *
 * @param spf messages by SPF result; those not logged are left out
 * @param dkim messages by DKIM result, likewise
 * @param tls transactions by TLS version, likewise
 * @param named transactions from a client with a forward-confirmed name
 */
record CustomerRow(
    String customer,
    long transactions,
    long spam,
    Map<String, Long> spf,
    Map<String, Long> dkim,
    Map<String, Long> tls,
    long named) {

  /** Share of the known results that are not a pass; NaN when nothing is known. */
  static double notPassed(Map<String, Long> results) {
    long all = sum(results);
    return all == 0 ? Double.NaN : 1 - results.getOrDefault("pass", 0L) / (double) all;
  }

  /** Share of the known sessions with TLS 1.0 or 1.1, which RFC 8996 forbids. */
  double oldTls() {
    long all = sum(tls);
    long old = tls.getOrDefault("tlsv1", 0L) + tls.getOrDefault("tlsv1.1", 0L);
    return all == 0 ? Double.NaN : old / (double) all;
  }

  double unnamed() {
    return transactions == 0 ? Double.NaN : 1 - named / (double) transactions;
  }

  /** How many messages have one fault or another at most: what help would be worth. */
  double faults() {
    return sum(spf) * orZero(notPassed(spf))
        + sum(dkim) * orZero(notPassed(dkim))
        + transactions * orZero(unnamed())
        + sum(tls) * orZero(oldTls());
  }

  private static double orZero(double share) {
    return Double.isNaN(share) ? 0 : share;
  }

  private static long sum(Map<String, Long> results) {
    return results.values().stream().mapToLong(Long::longValue).sum();
  }
}
