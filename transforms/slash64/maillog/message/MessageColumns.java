package slash64.maillog.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The columns of a message row, in the order of {@code MessageRows.SCHEMA}, and how each is told
 * from an open message. One list serves Spark's rows and the JSON of {@code parse}.
 */
public final class MessageColumns {
  /** How a column is held. */
  public enum Type {
    TEXT,
    WORD,
    LONG,
    INT,
    BOOLEAN,
    DOUBLE,
    ADDRESS,
    HASHES
  }

  /**
   * One column.
   *
   * @param text the field, for TEXT only
   */
  public record Column(
      String name,
      Type type,
      Text text,
      Function<OpenMessage, String> words,
      ToLongFunction<OpenMessage> numbers,
      Function<OpenMessage, Hashes> sets,
      Predicate<OpenMessage> presence) {

    public String word(OpenMessage message) {
      return words.apply(message);
    }

    /** Returns the value of a LONG, INT or BOOLEAN column; times are microseconds since 1970. */
    public long number(OpenMessage message) {
      return numbers.applyAsLong(message);
    }

    /** Returns the value of a HASHES column, empty where it is absent. */
    public Hashes hashes(OpenMessage message) {
      return sets.apply(message);
    }

    public boolean isPresent(OpenMessage message) {
      return presence.test(message);
    }
  }

  private static final List<Column> COLUMNS = new ArrayList<>();

  static {
    number("time", Type.LONG, m -> m.firstMicros, m -> m.firstMicros != Long.MAX_VALUE);
    number("last_time", Type.LONG, m -> m.lastMicros, m -> m.lastMicros != Long.MIN_VALUE);
    number("is_time_inferred", Type.BOOLEAN, m -> m.timeInferred ? 1 : 0, m -> true);
    text("host", Text.HOST);
    word("mta", m -> m.mta);
    text("instance", Text.INSTANCE);
    word("kind", MessageColumns::kind);
    word("direction", MessageColumns::direction);
    text("queue_id", Text.QUEUE_ID);
    text("message_id", Text.MESSAGE_ID);
    add("client_ip", Type.ADDRESS, null, null, null, OpenMessage::hasAddress);
    number("client_high", Type.LONG, m -> m.clientHigh, m -> m.hasClient);
    number("client_low", Type.LONG, m -> m.clientLow, m -> m.hasClient);
    number("client_bits", Type.INT, m -> m.clientBits, m -> m.hasClient && !m.hasAddress());
    text("client_name", Text.CLIENT_NAME);
    text("helo", Text.HELO);
    text("sasl_username", Text.SASL_USERNAME);
    text("sender", Text.SENDER);
    text("recipient_domain", Text.RECIPIENT_DOMAIN);
    number("size", Type.LONG, m -> m.size, m -> m.hasSize);
    count("connections", m -> m.connections);
    number("concurrent_connections", Type.INT, m -> m.concurrent, m -> m.concurrent > 0);
    count("recipients", m -> m.recipients);
    count("sent", m -> m.sent);
    count("bounced", m -> m.bounced);
    count("deferred", m -> m.pending().size());
    count("deferrals", m -> m.deferrals);
    count("rejects", m -> m.rejects);
    count("tempfails", m -> m.tempfails);
    count("auth_failures", m -> m.authFailures);
    text("reject_stage", Text.REJECT_STAGE);
    number("reject_code", Type.INT, m -> m.rejectCode, m -> m.rejectCode != 0);
    text("reject_dsn", Text.REJECT_DSN);
    word("reject_class", m -> m.rejectClass);
    text("status_dsn", Text.STATUS_DSN);
    word("outcome", MessageColumns::outcome);
    text("verdict", Text.VERDICT);
    add("score", Type.DOUBLE, null, null, null, m -> m.hasScore);
    text("filter_action", Text.FILTER_ACTION);
    text("spf", Text.SPF);
    text("dkim", Text.DKIM);
    text("dmarc", Text.DMARC);
    text("tls_version", Text.TLS_VERSION);
    text("tls_cipher", Text.TLS_CIPHER);
    text("tls_certificate", Text.TLS_CERTIFICATE);
    text("digest", Text.DIGEST);
    count("lines", m -> m.lines);
    number("has_start", Type.BOOLEAN, m -> m.hasStart ? 1 : 0, m -> true);
    number("is_open", Type.BOOLEAN, m -> m.open ? 1 : 0, m -> true);
    hashes("pending", m -> m.isPart() ? m.pending() : Hashes.NONE);
    hashes("settled", OpenMessage::settled);
    number("is_expired", Type.BOOLEAN, m -> m.expired ? 1 : 0, m -> m.isPart() && m.expired);
  }

  private MessageColumns() {}

  private static void add(
      String name,
      Type type,
      Text text,
      Function<OpenMessage, String> word,
      ToLongFunction<OpenMessage> number,
      Predicate<OpenMessage> presence) {
    COLUMNS.add(new Column(name, type, text, word, number, null, presence));
  }

  private static void hashes(String name, Function<OpenMessage, Hashes> set) {
    COLUMNS.add(new Column(name, Type.HASHES, null, null, null, set, m -> set.apply(m).size() > 0));
  }

  private static void text(String name, Text text) {
    add(name, Type.TEXT, text, null, null, m -> m.has(text));
  }

  private static void word(String name, Function<OpenMessage, String> word) {
    add(name, Type.WORD, null, word, null, m -> word.apply(m) != null);
  }

  private static void count(String name, ToLongFunction<OpenMessage> number) {
    number(name, Type.INT, number, m -> true);
  }

  private static void number(
      String name, Type type, ToLongFunction<OpenMessage> number, Predicate<OpenMessage> presence) {
    add(name, type, null, null, number, presence);
  }

  /** Returns the column at this position of {@code MessageRows.SCHEMA}. */
  public static Column at(int position) {
    return COLUMNS.get(position);
  }

  public static int count() {
    return COLUMNS.size();
  }

  private static String kind(OpenMessage message) {
    return switch (message.kind) {
      case OpenMessage.REFUSED -> "refused";
      case OpenMessage.CONNECTION -> "connection";
      case OpenMessage.STATISTICS -> "statistics";
      default -> "message";
    };
  }

  private static String direction(OpenMessage message) {
    if (message.submission) {
      return "submission";
    }
    boolean fromOutside = message.hasClient ? !isLoopback(message) : !message.local;
    return fromOutside ? "inbound" : "outbound";
  }

  private static boolean isLoopback(OpenMessage message) {
    return message.clientHigh == 0
        && (message.clientLow == 1 || message.clientLow >>> 24 == 0xffff7fL);
  }

  private static String outcome(OpenMessage message) {
    return message.discarded
        ? "discarded"
        : outcome(
            message.sent,
            message.bounced,
            message.pending().size(),
            message.rejects,
            message.tempfails);
  }

  /** What became of it, the best first: one recipient that got it makes it sent. */
  static String outcome(int sent, int bounced, int deferred, int rejects, int tempfails) {
    if (sent > 0) {
      return "sent";
    }
    if (bounced > 0) {
      return "bounced";
    }
    if (deferred > 0) {
      return "deferred";
    }
    if (rejects > 0) {
      return "rejected";
    }
    return tempfails > 0 ? "tempfailed" : "none";
  }
}
