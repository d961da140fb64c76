package slash64.dualstack;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;

import java.util.Locale;
import org.apache.spark.sql.Column;
import slash64.activity.Transport;

/** What is counted of a party on one address family. */
enum SideCount {
  TRANSACTIONS("attempts to pass a message", lit(true)),
  REFUSED(
      "of these, refused for who or what it was: blocklist, policy, content, rate, greylist",
      col("reject_class").isin("blocklist", "policy", "content", "rate", "greylist")),
  ACCEPTED(
      "of these, messages that were not refused",
      col("kind").equalTo("message").and(coalesce(col("reject_class"), lit("")).equalTo(""))),
  SPAM("of these, called spam by the content filter", col("verdict").equalTo("spam")),
  SPF_PASSED("of these, passed SPF", lower(col("spf")).equalTo("pass")),
  SPF_KNOWN(
      "of these, with a result of SPF that is no temporary error",
      col("spf").isNotNull().and(lower(col("spf")).notEqual("temperror"))),
  NAMED(
      "of these without login, from a client with a forward-confirmed name",
      col("client_name").isNotNull().and(isServer())),
  NAMES_KNOWN(
      "of these without login, logged by programs that tell names",
      coalesce(col("mta").notEqual("rspamd"), lit(true)).and(isServer())),
  TLS_GOOD("of these, over TLS 1.2 or 1.3", col(Transport.TLS).isin("tlsv1.2", "tlsv1.3")),
  TLS_KNOWN("of these, where it is known whether and which TLS", col(Transport.TLS).isNotNull());

  private final String comment;

  @SuppressWarnings("ImmutableEnumChecker") // columns are expressions, which do not change
  private final Column condition;

  SideCount(String comment, Column condition) {
    this.comment = comment;
    this.condition = condition;
  }

  /** Who logs in needs no name. */
  private static Column isServer() {
    return coalesce(col("direction").notEqual("submission"), lit(true));
  }

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  String comment() {
    return comment;
  }

  Column condition() {
    return condition;
  }
}
