package slash64.activity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads messages into tallies. Texts of which only the equality matters are hashed by Spark before
 * they get here, so that no strings are built for them.
 */
final class MessageTally {
  private static final long MICROS_PER_HOUR = 3_600_000_000L;
  private static final double MAX_SCORE = 1000;

  private static final int SPF_PASS = Breakdown.SPF.code("pass");
  private static final int DKIM_PASS = Breakdown.DKIM.code("pass");
  private static final int DMARC_FAIL = Breakdown.DMARC.code("fail");

  /** The most recipients of each class of {@link Breakdown#RECIPIENTS_PER_MESSAGE} but the last. */
  private static final long[] MOST_RECIPIENTS = {1, 2, 5, 10, 20, 50, 100};

  /** What is read of a message, in the order of the columns that {@link #select} makes. */
  private enum Field {
    DAY(unix_date(col("day"))),
    HIGH(col("client_high")),
    LOW(col("client_low")),
    CUSTOMER(col("customer")),
    IS_REFUSED(col("outcome").isin("rejected", "tempfailed")),
    IS_TAKEN_IN(col("direction").equalTo("inbound").and(not(col("outcome").equalTo("discarded")))),
    IS_CUSTOMERS(col("direction").equalTo("submission").or(col("customer").isNotNull())),
    TIME(unix_micros(col("time"))),
    LAST_TIME(unix_micros(col("last_time"))),
    KIND(col("kind")),
    IS_NAMED(col("client_name").isNotNull()),
    IS_HELO_NAME(lower(col("helo")).equalTo(lower(col("client_name")))),
    HELO(col("helo")),
    HELO_HASH(hash("helo")),
    ADDRESS_HASH(
        when(col("client_high").isNotNull(), xxhash64(col("client_high"), col("client_low")))),
    SENDER_HASH(when(length(col("sender_hash")).gt(0), hash("sender_hash"))),
    IS_NULL_SENDER(length(col("sender_hash")).equalTo(0)),
    SENDER_DOMAIN(hash("sender_domain")),
    RECIPIENT_DOMAIN(hash("recipient_domain")),
    SIZE(col("size")),
    CONNECTIONS(col("connections")),
    RECIPIENTS(col("recipients")),
    SENT(col("sent")),
    BOUNCED(col("bounced")),
    DEFERRED(col("deferred")),
    DEFERRALS(col("deferrals")),
    REJECTS(col("rejects")),
    TEMPFAILS(col("tempfails")),
    AUTH_FAILURES(col("auth_failures")),
    REJECT_STAGE(col("reject_stage")),
    REJECT_CLASS(col("reject_class")),
    REJECT_DSN(col("reject_dsn")),
    STATUS_DSN(col("status_dsn")),
    OUTCOME(col("outcome")),
    VERDICT(col("verdict")),
    SCORE(col("score")),
    SPF(col("spf")),
    DKIM(col("dkim")),
    DMARC(col("dmarc")),
    TLS(col(Transport.TLS)),
    CIPHER(col(Transport.CIPHER)),
    CERTIFICATE(col(Transport.CERTIFICATE)),
    IS_IPSEC(col(Transport.IS_IPSEC)),
    DIGEST(hash("digest"));

    @SuppressWarnings("ImmutableEnumChecker") // columns are expressions, which do not change
    private final Column column;

    Field(Column column) {
      this.column = column;
    }

    private static Column hash(String name) {
      return when(col(name).isNotNull(), xxhash64(col(name)));
    }
  }

  private MessageTally() {}

  /** Returns the fields of messages that tallies are made of. */
  static Dataset<Row> select(Dataset<Row> messages) {
    return Transport.ensured(Concurrency.events(messages))
        .select(Stream.of(Field.values()).map(f -> f.column.as(f.name())).toArray(Column[]::new));
  }

  static int day(Row message) {
    return message.getInt(Field.DAY.ordinal());
  }

  static long high(Row message) {
    return message.getLong(Field.HIGH.ordinal());
  }

  static long low(Row message) {
    return message.getLong(Field.LOW.ordinal());
  }

  static String customer(Row message) {
    return text(message, Field.CUSTOMER);
  }

  /** Adds one message, refused transaction or connection. */
  static void add(Row message, Tally tally) {
    addTimes(message, tally);
    tally.add(Measure.CONNECTIONS, count(message, Field.CONNECTIONS));
    long authFailures = count(message, Field.AUTH_FAILURES);
    tally.add(Measure.AUTH_FAILURES, authFailures);
    tally.add(
        Measure.CUSTOMERS_AUTH_FAILURES,
        message.isNullAt(Field.CUSTOMER.ordinal()) ? 0 : authFailures);
    addRefusals(message, tally);
    addDistinct(message, tally);
    String kind = text(message, Field.KIND);
    boolean isMessage = "message".equals(kind);
    if (isMessage || "refused".equals(kind)) {
      tally.add(Measure.TRANSACTIONS, 1);
      addTransaction(message, isMessage, tally);
    }
    if (isMessage) {
      addDelivery(message, tally);
    }
  }

  /**
   * Adds one message to the IPv4 address inside its IPv6 address.
   *
   * @param isProven whether only who holds the IPv4 address can have sent from there; else what
   *     speaks for or against a sender is left out, or anybody could blacken anybody
   */
  static void addCarried(Row message, boolean isProven, Tally tally) {
    if (isProven) {
      add(message, tally);
    } else {
      addTimes(message, tally);
      tally.add(Measure.CONNECTIONS, count(message, Field.CONNECTIONS));
      addDistinct(message, tally);
    }
    String kind = text(message, Field.KIND);
    boolean isMessage = "message".equals(kind);
    if (isMessage || "refused".equals(kind)) {
      tally.add(Measure.CARRIED, 1);
      tally.add(Measure.TRANSACTIONS, isProven ? 0 : 1);
      String verdict = isProven ? text(message, Field.VERDICT) : null;
      tally.add(Measure.CARRIED_SPAM, "spam".equals(verdict) ? 1 : 0);
      tally.add(Measure.CARRIED_HAM, "ham".equals(verdict) ? 1 : 0);
    }
    tally.add(Measure.MESSAGES, isMessage && !isProven ? 1 : 0);
  }

  private static void addTimes(Row message, Tally tally) {
    long first = message.getLong(Field.TIME.ordinal());
    long last =
        message.isNullAt(Field.LAST_TIME.ordinal()) ? first : number(message, Field.LAST_TIME);
    tally.see(first, Math.max(first, last));
    tally.seeHours(1 << Math.floorMod(Math.floorDiv(first, MICROS_PER_HOUR), 24));
  }

  private static void addRefusals(Row message, Tally tally) {
    long rejects = count(message, Field.REJECTS);
    long tempfails = count(message, Field.TEMPFAILS);
    if (rejects + tempfails == 0) {
      return;
    }
    tally.add(Measure.REJECTS, rejects);
    tally.add(Measure.TEMPFAILS, tempfails);
    addTo(
        Breakdown.REFUSALS_BY_STAGE,
        orOther(text(message, Field.REJECT_STAGE)),
        rejects + tempfails,
        tally);
    addTo(
        Breakdown.REFUSALS_BY_CLASS,
        orOther(text(message, Field.REJECT_CLASS)),
        rejects + tempfails,
        tally);
  }

  private static String orOther(String name) {
    return name == null ? "other" : name;
  }

  private static void addDistinct(Row message, Tally tally) {
    addTo(Distinction.ADDRESSES, message, Field.ADDRESS_HASH, tally);
    addTo(Distinction.SENDERS, message, Field.SENDER_HASH, tally);
    addTo(Distinction.SENDER_DOMAINS, message, Field.SENDER_DOMAIN, tally);
    addTo(Distinction.RECIPIENT_DOMAINS, message, Field.RECIPIENT_DOMAIN, tally);
    addTo(Distinction.HELOS, message, Field.HELO_HASH, tally);
  }

  private static void addTransaction(Row message, boolean isMessage, Tally tally) {
    tally.add(Measure.NULL_SENDERS, isTrue(message, Field.IS_NULL_SENDER) ? 1 : 0);
    if (isTrue(message, Field.IS_NAMED)) {
      tally.add(Measure.NAMED, 1);
      tally.add(Measure.HELO_MATCHES, isTrue(message, Field.IS_HELO_NAME) ? 1 : 0);
    }
    addFilter(message, isMessage, tally);
    addTransport(message, tally);
    int spf = addResult(Breakdown.SPF, text(message, Field.SPF), isMessage, tally);
    int dkim = addResult(Breakdown.DKIM, text(message, Field.DKIM), isMessage, tally);
    int dmarc = addResult(Breakdown.DMARC, text(message, Field.DMARC), isMessage, tally);
    boolean isPassed = spf == SPF_PASS || dkim == DKIM_PASS;
    tally.add(Measure.UNALIGNED, isPassed && dmarc == DMARC_FAIL ? 1 : 0);
    addTo(CellFeature.AUTHENTICATION, spf << 8 | dkim << 4 | dmarc, tally);
    addHash(CellFeature.CONTENT_DIGESTS, message, Field.DIGEST, tally);
    addHash(CellFeature.SENDER_DOMAINS, message, Field.SENDER_DOMAIN, tally);
    addHash(CellFeature.RECIPIENT_DOMAINS, message, Field.RECIPIENT_DOMAIN, tally);
    String helo = text(message, Field.HELO);
    if (helo != null) {
      addTo(CellFeature.HELO_SHAPES, HeloShape.cell(helo), tally);
    }
    addTo(CellFeature.REPLIES, reply(message), tally);
  }

  private static void addTransport(Row message, Tally tally) {
    String tls = text(message, Field.TLS);
    addLogged(Breakdown.TLS, tls, tally);
    if (tls != null && !tls.equals(Transport.NONE)) {
      addLogged(Breakdown.CIPHERS, text(message, Field.CIPHER), tally);
      addLogged(Breakdown.CERTIFICATES, text(message, Field.CERTIFICATE), tally);
    }
    tally.add(Measure.IPSEC, isTrue(message, Field.IS_IPSEC) ? 1 : 0);
  }

  private static void addFilter(Row message, boolean isMessage, Tally tally) {
    String verdict = text(message, Field.VERDICT);
    if ("spam".equals(verdict)) {
      tally.add(Measure.SPAM, 1);
    } else if ("ham".equals(verdict)) {
      tally.add(Measure.HAM, 1);
    } else if (isMessage && !"unsure".equals(verdict) && !isTrue(message, Field.IS_REFUSED)) {
      tally.add(Measure.UNSCANNED, 1);
      tally.add(Measure.UNSCANNED_INBOUND, isTrue(message, Field.IS_TAKEN_IN) ? 1 : 0);
    }
    if (message.isNullAt(Field.SCORE.ordinal())) {
      return;
    }
    double score = message.getDouble(Field.SCORE.ordinal());
    if (!Double.isNaN(score)) {
      long hundredths = Math.round(100 * Math.max(-MAX_SCORE, Math.min(MAX_SCORE, score)));
      tally.add(Measure.SCORED, 1);
      tally.add(Measure.UNSURE, "spam".equals(verdict) || "ham".equals(verdict) ? 0 : 1);
      tally.add(Measure.SCORE_SUM, hundredths);
      tally.add(Measure.SCORE_SQUARE_SUM, hundredths * hundredths);
    }
  }

  private static void addDelivery(Row message, Tally tally) {
    long size = count(message, Field.SIZE);
    tally.add(Measure.MESSAGES, 1);
    tally.add(Measure.BYTES, size);
    long recipients = count(message, Field.RECIPIENTS);
    tally.add(Measure.RECIPIENTS, recipients);
    if (recipients > 0) {
      tally
          .cells()
          .add(CellCounts.cell(Breakdown.RECIPIENTS_PER_MESSAGE, recipientsClass(recipients)), 1);
    }
    tally.add(Measure.SENT, count(message, Field.SENT));
    tally.add(Measure.DEFERRALS, count(message, Field.DEFERRALS));
    if (size > 0) {
      addTo(CellFeature.SIZE_CLASSES, 63 - Long.numberOfLeadingZeros(size), tally);
    }
    long bounced = count(message, Field.BOUNCED);
    long deferred = count(message, Field.DEFERRED);
    if (bounced + deferred > 0) {
      String subject = StatusCode.subject(text(message, Field.STATUS_DSN));
      tally.add(Measure.BOUNCED, bounced);
      tally.add(Measure.CUSTOMERS_BOUNCED, isTrue(message, Field.IS_CUSTOMERS) ? bounced : 0);
      tally.add(Measure.DEFERRED, deferred);
      addTo(Breakdown.BOUNCES_BY_STATUS, subject, bounced, tally);
      addTo(Breakdown.DEFERRALS_BY_STATUS, subject, deferred, tally);
    }
  }

  private static int recipientsClass(long recipients) {
    int index = Arrays.binarySearch(MOST_RECIPIENTS, recipients);
    return index < 0 ? -index - 1 : index;
  }

  /** A refused transaction ends before most results are known: there, unknown is no finding. */
  private static int addResult(Breakdown breakdown, String result, boolean isMessage, Tally tally) {
    int code = breakdown.code(result == null ? Breakdown.NOT_LOGGED : result);
    if (result != null || isMessage) {
      tally.cells().add(CellCounts.cell(breakdown, code), 1);
    }
    return code;
  }

  private static int reply(Row message) {
    String status = text(message, Field.STATUS_DSN);
    return StatusCode.reply(
        text(message, Field.OUTCOME), status == null ? text(message, Field.REJECT_DSN) : status);
  }

  private static void addLogged(Breakdown breakdown, String name, Tally tally) {
    addTo(breakdown, name == null ? Breakdown.NOT_LOGGED : name, 1, tally);
  }

  private static void addTo(Breakdown breakdown, String name, long amount, Tally tally) {
    if (amount > 0) {
      tally.cells().add(CellCounts.cell(breakdown, breakdown.code(name)), amount);
    }
  }

  private static void addTo(CellFeature feature, int code, Tally tally) {
    tally.cells().add(CellCounts.cell(feature, code), 1);
  }

  private static void addHash(CellFeature feature, Row message, Field field, Tally tally) {
    if (!message.isNullAt(field.ordinal())) {
      addTo(feature, CellFeature.cell(number(message, field)), tally);
    }
  }

  private static void addTo(Distinction distinction, Row message, Field field, Tally tally) {
    if (!message.isNullAt(field.ordinal())) {
      tally.distinct(distinction).add(number(message, field));
    }
  }

  private static long number(Row message, Field field) {
    return ((Number) message.get(field.ordinal())).longValue();
  }

  /** Counts are never negative; a log that says otherwise is not believed. */
  private static long count(Row message, Field field) {
    return message.isNullAt(field.ordinal()) ? 0 : Math.max(0, number(message, field));
  }

  private static String text(Row message, Field field) {
    return (String) message.get(field.ordinal());
  }

  private static boolean isTrue(Row message, Field field) {
    return Boolean.TRUE.equals(message.get(field.ordinal()));
  }
}
