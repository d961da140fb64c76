package slash64.sql;

import java.util.List;
import java.util.Set;
import slash64.sql.AnalystViews.View;

/** Views of how senders are set up, of the registry, and of what a trace tells. */
final class SetupViews {
  /** Shares with Wilson's interval of 95 %, of what passed among what is known. */
  private static final String SHARES =
      """
        spf_passed, spf_known, try_divide(spf_passed, spf_known) AS spf_share,
          %s AS spf_low, %s AS spf_high, spf_not_logged,
        dkim_passed, dkim_known, try_divide(dkim_passed, dkim_known) AS dkim_share,
          %s AS dkim_low, %s AS dkim_high, dkim_not_logged,
        dmarc_passed, dmarc_known, try_divide(dmarc_passed, dmarc_known) AS dmarc_share,
          %s AS dmarc_low, %s AS dmarc_high, dmarc_not_logged, unaligned,
        named, names_known, try_divide(named, names_known) AS named_share,
          %s AS named_low, %s AS named_high, helo_matches,
        tls_passed, tls_known, try_divide(tls_passed, tls_known) AS tls_share,
          %s AS tls_low, %s AS tls_high, tls_not_logged, ipsec,
        certificate_verified, certificate_known,
          try_divide(certificate_verified, certificate_known) AS certificate_share,
          %s AS certificate_low, %s AS certificate_high, certificate_not_logged
      """
          .formatted(
              low("spf_passed", "spf_known"),
              high("spf_passed", "spf_known"),
              low("dkim_passed", "dkim_known"),
              high("dkim_passed", "dkim_known"),
              low("dmarc_passed", "dmarc_known"),
              high("dmarc_passed", "dmarc_known"),
              low("named", "names_known"),
              high("named", "names_known"),
              low("tls_passed", "tls_known"),
              high("tls_passed", "tls_known"),
              low("certificate_verified", "certificate_known"),
              high("certificate_verified", "certificate_known"));

  /** A temporary error of the check says nothing about the sender. */
  private static final String SUMS =
      """
        sum(coalesce(spf['pass'], 0)) AS spf_passed, sum(%s) AS spf_known,
        sum(coalesce(spf['not_logged'], 0)) AS spf_not_logged,
        sum(coalesce(dkim['pass'], 0)) AS dkim_passed, sum(%s) AS dkim_known,
        sum(coalesce(dkim['not_logged'], 0)) AS dkim_not_logged,
        sum(coalesce(dmarc['pass'], 0)) AS dmarc_passed, sum(%s) AS dmarc_known,
        sum(coalesce(dmarc['not_logged'], 0)) AS dmarc_not_logged, sum(unaligned) AS unaligned,
        sum(named) AS named, sum(%s) AS names_known, sum(helo_matches) AS helo_matches,
        sum(coalesce(tls['tlsv1.2'], 0) + coalesce(tls['tlsv1.3'], 0)) AS tls_passed,
        sum(%s) AS tls_known, sum(coalesce(tls['not_logged'], 0)) AS tls_not_logged,
        sum(ipsec) AS ipsec,
        sum(coalesce(certificates['verified'], 0)) AS certificate_verified,
        sum(%s) AS certificate_known,
        sum(coalesce(certificates['not_logged'], 0)) AS certificate_not_logged
      """;

  private static final String POSTURE_SUMS =
      SUMS.formatted(
          known("spf", "pass", "fail", "softfail", "neutral", "none", "permerror"),
          known("dkim", "pass", "fail", "none", "permerror"),
          known("dmarc", "pass", "fail", "none", "permerror"),
          "named + unnamed",
          known("tls", "none", "tlsv1", "tlsv1.1", "tlsv1.2", "tlsv1.3"),
          known("certificates", "verified", "untrusted", "unverified", "none"));

  static final List<View> ALL =
      List.of(
          new View(
              "posture_by_customer",
              "one of our customers and day: what passes SPF, DKIM, DMARC, has a name, uses TLS",
              Set.of("posture"),
              """
              SELECT day, customer, transactions, %s
              FROM (SELECT day, customer, sum(transactions) AS transactions, %s
                FROM posture WHERE customer IS NOT NULL GROUP BY day, customer)
              """
                  .formatted(SHARES, POSTURE_SUMS)),
          new View(
              "posture_by_domain",
              "one sender domain and day: the same",
              Set.of("posture"),
              """
              SELECT day, sender_domain, transactions, %s
              FROM (SELECT day, sender_domain, sum(transactions) AS transactions, %s
                FROM posture WHERE sender_domain IS NOT NULL GROUP BY day, sender_domain)
              """
                  .formatted(SHARES, POSTURE_SUMS)),
          new View(
              "posture_by_prefix",
              "one active prefix and day: the same",
              Set.of("prefix_activity"),
              """
              SELECT day, prefix, prefix_key, bits, transactions, %s
              FROM (SELECT day, prefix, prefix_key, bits, sum(transactions) AS transactions, %s
                FROM prefix_activity WHERE NOT is_rest GROUP BY day, prefix, prefix_key, bits)
              """
                  .formatted(
                      SHARES,
                      SUMS.formatted(
                          known("spf", "pass", "fail", "softfail", "neutral", "none", "permerror"),
                          known("dkim", "pass", "fail", "none", "permerror"),
                          known("dmarc", "pass", "fail", "none", "permerror"),
                          "transactions",
                          known("tls", "none", "tlsv1", "tlsv1.1", "tlsv1.2", "tlsv1.3"),
                          known("certificates", "verified", "untrusted", "unverified", "none")))),
          new View(
              "ipv6_adoption",
              "one of our customers and day: how much of his mail comes over IPv6",
              Set.of("posture"),
              """
              SELECT day, customer, sum(transactions) AS transactions,
                sum(if(family = 6, transactions, 0)) AS ipv6_transactions,
                try_divide(sum(if(family = 6, transactions, 0)), sum(transactions)) AS ipv6_share,
                count(DISTINCT if(family = 6, prefix, NULL)) AS ipv6_subnets,
                count(DISTINCT if(family = 4, prefix, NULL)) AS ipv4_addresses
              FROM posture WHERE customer IS NOT NULL GROUP BY day, customer
              """),
          new View(
              "block_use",
              "one allocation as last known: how many of its /64 were ever active, idle or not,"
                  + " when it ends; idle_days is null where it never was active",
              Set.of("allocations", "prefix_activity"),
              """
              SELECT a.prefix, a.prefix_key, a.bits, a.customer, a.kind, a.since, a.until,
                if(a.bits < 96, pow(2, greatest(0, 64 - a.bits)), pow(2, 128 - a.bits)) AS units,
                count(DISTINCT p.unit) AS active_units,
                coalesce(sum(p.transactions), 0) AS transactions, coalesce(sum(p.spam), 0) AS spam,
                min(p.first_seen) AS first_seen, max(p.last_seen) AS last_seen,
                datediff(max(a.day), CAST(max(p.last_seen) AS DATE)) AS idle_days,
                datediff(CAST(a.until AS DATE), max(a.day)) AS ends_in_days
              FROM (SELECT * FROM allocations
                  WHERE day = (SELECT max(day) FROM allocations)) a
              LEFT JOIN (SELECT u.prefix AS unit, u.transactions, u.spam, u.first_seen, u.last_seen,
                  prefix_key(prefix_of(u.prefix, l.bits - if(u.family = 4, 96, 0))) AS holder
                FROM prefix_activity u
                CROSS JOIN (SELECT DISTINCT bits FROM allocations
                  WHERE day = (SELECT max(day) FROM allocations)) l
                WHERE u.bits = if(u.family = 4, 128, 64) AND NOT u.is_rest) p
              ON p.holder = a.prefix_key AND p.last_seen >= coalesce(a.since, TIMESTAMP'1970-01-01')
                AND p.first_seen < coalesce(a.until, TIMESTAMP'9999-01-01')
              GROUP BY a.prefix, a.prefix_key, a.bits, a.customer, a.kind, a.since, a.until
              """),
          new View(
              "trace_messages",
              "one transaction or connection with who held the address then and, as far as the"
                  + " registry was last known, holds it now",
              Set.of("messages", "allocations"),
              """
              SELECT m.day, m.time, m.host, m.kind, m.queue_id, m.message_id_hash, m.client_ip,
                m.customer, n.customer_now, m.helo, m.sender_domain, m.sender_hash, m.sasl_hash,
                m.recipient_domain, m.recipients, m.size, m.outcome, m.reject_class, m.verdict,
                m.score, m.spf, m.dkim, m.dmarc, m.tls_version
              FROM messages m LEFT JOIN (
                SELECT c.client_ip, max_by(a.customer, a.bits) AS customer_now
                FROM (SELECT client_ip, prefix_key(prefix_of(client_ip,
                      l.bits - if(ip_family(client_ip) = 4, 96, 0))) AS holder
                    FROM (SELECT DISTINCT client_ip FROM messages)
                    CROSS JOIN (SELECT DISTINCT bits FROM allocations
                      WHERE day = (SELECT max(day) FROM allocations)) l) c
                JOIN allocations a ON a.prefix_key = c.holder
                WHERE a.day = (SELECT max(day) FROM allocations)
                  AND (a.since IS NULL OR a.since <= current_timestamp())
                  AND (a.until IS NULL OR a.until > current_timestamp())
                GROUP BY c.client_ip) n ON n.client_ip = m.client_ip
              WHERE m.kind <> 'statistics'
              """),
          new View(
              "trace_neighbours",
              "one active /64 or IPv4 address and day with the block, /48 or /24, that it shares",
              Set.of("prefix_activity"),
              """
              SELECT day, prefix_of(prefix, if(family = 4, 24, 48)) AS block, prefix, prefix_key,
                transactions, messages, spam, ham, rejects + tempfails AS refusals, first_seen,
                last_seen
              FROM prefix_activity WHERE bits = if(family = 4, 128, 64) AND NOT is_rest
              """));

  private SetupViews() {}

  /** Returns how many results are among these words; what was not logged is not among them. */
  static String known(String map, String... words) {
    return List.of(words).stream()
        .map(word -> "coalesce(%s['%s'], 0)".formatted(map, word))
        .reduce((a, b) -> a + " + " + b)
        .orElseThrow();
  }

  private static String low(String passed, String known) {
    return wilson(passed, known, "-");
  }

  private static String high(String passed, String known) {
    return wilson(passed, known, "+");
  }

  /** Wilson's score interval (1927) with z = 1.96; null of nothing. */
  private static String wilson(String passed, String known, String sign) {
    return "try_divide(%1$s + 1.9208D %3$s 1.96D * sqrt(%1$s * (%2$s - %1$s) / nullif(%2$s, 0) + 0.9604D), nullif(%2$s, 0) + 3.8416D)"
        .formatted(passed, known, sign);
  }
}
