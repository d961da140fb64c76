package slash64.tracing;

import java.util.StringJoiner;
import org.apache.spark.sql.Row;

/** One transaction or connection as a phrase of a time line. */
final class TraceLine {
  private TraceLine() {}

  static String of(Row message) {
    StringJoiner text = new StringJoiner(" ");
    text.add(or(message.getAs("host"), "?"));
    text.add(or(message.getAs("queue_id"), "-"));
    text.add(or(message.getAs("client_ip"), "local"));
    text.add(party(message));
    add(text, "helo", message.getAs("helo"));
    add(text, "sasl_domain", message.getAs("sasl_domain"));
    add(text, "from", sender(message));
    add(text, "to", message.getAs("recipient_domain"));
    add(text, "size", message.getAs("size"));
    text.add(outcome(message));
    for (String name : new String[] {"verdict", "score", "spf", "dkim", "dmarc", "tls_version"}) {
      add(text, name, message.getAs(name));
    }
    return text.toString();
  }

  /** Who held the address then, and who holds it now where that is another. */
  private static String party(Row message) {
    String then = message.getAs("customer");
    String now = message.getAs("customer_now");
    if (then == null && now == null) {
      return "(nobody)";
    }
    return now == null || now.equals(then)
        ? "(%s)".formatted(then)
        : "(%s, now %s)".formatted(or(then, "nobody"), now);
  }

  private static String sender(Row message) {
    String domain = message.getAs("sender_domain");
    return domain == null && "".equals(message.getAs("sender_hash")) ? "<>" : domain;
  }

  private static String outcome(Row message) {
    String kind = message.getAs("kind");
    if ("connection".equals(kind)) {
      int failures = count(message, "auth_failures");
      return failures > 0 ? "connection, %d failed logins".formatted(failures) : "connection";
    }
    String outcome = or(message.getAs("outcome"), "none");
    if ("refused".equals(kind)) {
      StringJoiner text = new StringJoiner(" ");
      text.add(outcome);
      add(text, "stage", message.getAs("reject_stage"));
      add(text, "code", message.getAs("reject_code"));
      add(text, "dsn", message.getAs("reject_dsn"));
      add(text, "class", message.getAs("reject_class"));
      return text.toString();
    }
    return "%s %d/%d%s"
        .formatted(
            outcome,
            count(message, "sent"),
            count(message, "recipients"),
            message.getAs("status_dsn") == null ? "" : " dsn=" + message.getAs("status_dsn"));
  }

  private static int count(Row message, String column) {
    Integer value = message.getAs(column);
    return value == null ? 0 : value;
  }

  private static void add(StringJoiner text, String name, Object value) {
    if (value != null) {
      text.add(name + "=" + value);
    }
  }

  private static String or(String value, String otherwise) {
    return value == null ? otherwise : value;
  }
}
