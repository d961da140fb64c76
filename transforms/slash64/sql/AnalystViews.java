package slash64.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Views that join the tables the way people ask. Each needs its tables as views of the session. */
public final class AnalystViews {
  /**
   * A view.
   *
   * @param name in SQL
   * @param tells what a row is
   * @param tables that it reads
   * @param query in Spark SQL
   */
  public record View(String name, String tells, Set<String> tables, String query) {}

  private static final List<View> OF_SCORES =
      List.of(
          new View(
              "prefix_history",
              "one prefix and day: what it sent, what was expected, what is believed of it",
              Set.of("prefix_scores", "prefix_activity", "alerts"),
              """
              SELECT s.day, s.prefix, s.prefix_key, s.bits, s.transactions, s.expected_transactions,
                s.volume_log_p, a.children, a.bad_children, s.new_children, a.messages, a.rejects,
                a.spam, a.ham, a.distinct_addresses AS addresses, a.distinct_senders AS senders,
                s.spam_share, s.spam_share_low, s.spam_share_high, s.changed, s.score, s.tier,
                s.reason, coalesce(e.kinds, array()) AS alerts
              FROM prefix_scores s
              LEFT JOIN prefix_activity a
                ON a.day = s.day AND a.prefix_key = s.prefix_key AND NOT a.is_rest
              LEFT JOIN (SELECT day, prefix_key, sort_array(collect_set(kind)) AS kinds
                  FROM alerts GROUP BY day, prefix_key) e
                ON e.day = s.day AND e.prefix_key = s.prefix_key
              """),
          new View(
              "prefix_tree",
              "one active prefix and day, with the next wider one and its share of it",
              Set.of("prefix_scores", "prefix_activity"),
              """
              SELECT c.day, c.prefix, c.prefix_key, c.bits, c.family, p.prefix AS parent,
                p.prefix_key AS parent_key, c.children, c.bad_children, s.new_children, c.transactions,
                try_divide(c.transactions, p.transactions) AS share_of_parent, c.spam, c.ham, s.score, s.tier
              FROM (SELECT *, CASE bits WHEN 128 THEN if(family = 4, 120, 64) WHEN 64 THEN 56
                    WHEN 56 THEN 48 WHEN 48 THEN 32 END AS parent_bits
                  FROM prefix_activity WHERE NOT is_rest) c
              LEFT JOIN prefix_activity p ON p.day = c.day AND p.bits = c.parent_bits
                AND p.prefix = prefix_of(c.prefix, if(c.family = 4, 24, c.parent_bits))
                AND NOT p.is_rest
              LEFT JOIN prefix_scores s ON s.day = c.day AND s.prefix_key = c.prefix_key
              """),
          new View(
              "customer_day",
              "one of our customers and day, with the shares that tell of his set-up",
              Set.of("customer_activity"),
              """
              SELECT day, customer, transactions, messages, recipients, sent, bounced, rejects,
                spam, ham, try_divide(spam, spam + ham) AS spam_share,
                distinct_addresses AS addresses, distinct_senders AS senders,
                distinct_sender_domains AS sender_domains,
                distinct_recipient_domains AS recipient_domains,
                try_divide(coalesce(spf['pass'], 0), %s) AS spf_pass_share,
                try_divide(coalesce(dkim['pass'], 0), %s) AS dkim_pass_share,
                try_divide(named, transactions) AS named_share, auth_failures,
                first_seen, last_seen
              FROM customer_activity
              """
                  .formatted(
                      SetupViews.known(
                          "spf", "pass", "fail", "softfail", "neutral", "none", "permerror"),
                      SetupViews.known("dkim", "pass", "fail", "none", "permerror"))),
          new View(
              "top_offenders",
              "one entry of the policy against a prefix, with the day's mail it meets, worst first",
              Set.of("policy", "prefix_activity"),
              """
              SELECT p.day, row_number() OVER (PARTITION BY p.day ORDER BY coalesce(a.spam, 0) DESC,
                  p.score, p.prefix_key) AS rank,
                p.prefix, p.prefix_key, p.tier, p.score, p.confidence,
                coalesce(a.transactions, 0) AS transactions, coalesce(a.spam, 0) AS spam,
                coalesce(a.ham, 0) AS ham, a.distinct_addresses AS addresses,
                a.distinct_senders AS senders, p.reason, p.expires
              FROM policy p LEFT JOIN prefix_activity a
                ON a.day = p.day AND a.prefix_key = p.prefix_key AND NOT a.is_rest
              WHERE p.tier IN ('throttle', 'greylist', 'reject')
              """),
          new View(
              "who_sent",
              "one transaction: who sent what, when, from where, and what became of it",
              Set.of("messages"),
              """
              SELECT day, time, customer, client_ip, prefix_of(client_ip,
                  if(ip_family(client_ip) = 4, 24, 64)) AS prefix, client_name, helo,
                sender_domain, sender_hash, sasl_domain, sasl_hash, recipient_domain, recipients,
                size, outcome, reject_class, verdict, score, spf, dkim, dmarc, host, queue_id
              FROM messages WHERE kind IN ('message', 'refused')
              """));

  public static final List<View> ALL =
      Stream.concat(OF_SCORES.stream(), SetupViews.ALL.stream()).toList();

  private AnalystViews() {}

  /**
   * Makes every view whose tables are there.
   *
   * @param tables names of the tables that the session has as views
   * @return the names of the views made
   */
  public static List<String> create(SparkSession spark, Set<String> tables) {
    List<String> made = new ArrayList<>();
    for (View view : ALL) {
      if (tables.containsAll(view.tables())) {
        spark.sql("CREATE OR REPLACE TEMPORARY VIEW %s AS %s".formatted(view.name(), view.query()));
        made.add(view.name());
      }
    }
    return made;
  }
}
