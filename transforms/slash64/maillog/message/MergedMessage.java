package slash64.maillog.message;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import slash64.maillog.MessageRows;

/** One message while its parts, in order of time, are being put together. */
final class MergedMessage {
  private static final int TIME = at("time");
  private static final int LAST_TIME = at("last_time");
  private static final int INFERRED = at("is_time_inferred");
  private static final int HOST = at("host");
  private static final int MTA = at("mta");
  private static final int INSTANCE = at("instance");
  private static final int KIND = at("kind");
  private static final int DIRECTION = at("direction");
  private static final int QUEUE_ID = at("queue_id");
  private static final int MESSAGE_ID = at("message_id");
  private static final int CLIENT = at("client_low");
  private static final int SENDER = at("sender");
  private static final int SIZE = at("size");
  private static final int RECIPIENTS = at("recipients");
  private static final int SENT = at("sent");
  private static final int BOUNCED = at("bounced");
  private static final int DEFERRED = at("deferred");
  private static final int REJECTS = at("rejects");
  private static final int TEMPFAILS = at("tempfails");
  private static final int OUTCOME = at("outcome");
  private static final int HAS_START = at("has_start");
  private static final int IS_OPEN = at("is_open");
  private static final int PENDING = at("pending");
  private static final int SETTLED = at("settled");
  private static final int EXPIRED = at("is_expired");

  private static final int[] SUMS =
      all(
          "connections",
          "sent",
          "bounced",
          "deferrals",
          "rejects",
          "tempfails",
          "auth_failures",
          "lines");
  private static final int[] CLIENT_COLUMNS =
      all("client_ip", "client_high", "client_low", "client_name");
  private static final int[] FIRST =
      all(
          "message_id",
          "helo",
          "sasl_username",
          "sender",
          "recipient_domain",
          "tls_version",
          "tls_cipher",
          "tls_certificate");
  private static final int[] LATEST =
      all("status_dsn", "verdict", "score", "filter_action", "spf", "dkim", "dmarc", "digest");
  private static final int[] REFUSAL =
      all("reject_stage", "reject_code", "reject_dsn", "reject_class");

  private final Object[] values;
  private final Set<Object> pending = new LinkedHashSet<>();
  private final Set<Object> settled = new LinkedHashSet<>();

  /** Recipients put off in parts that ended, and so do not tell which. */
  private int unnamed;

  private boolean isMerged;

  MergedMessage(Row part) {
    values = new Object[part.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = part.get(i);
    }
    pending.addAll(hashes(part, PENDING));
    settled.addAll(hashes(part, SETTLED));
    unnamed = number(part.get(DEFERRED)) - pending.size();
  }

  /** Returns the id under which a row may have parts elsewhere, or null if it can have none. */
  static String queueId(Row row) {
    return "message".equals(row.getString(KIND)) ? row.getString(QUEUE_ID) : null;
  }

  /** Returns whether a server's message has begun, and its end was not seen. */
  static boolean isUnderWay(Row row) {
    return !isScan(row.get(MTA)) && row.getBoolean(IS_OPEN) && row.getBoolean(HAS_START);
  }

  /** A filter names no instance, and in its own file no host. */
  boolean isOfSource(Row part) {
    boolean anyInstance = isScan(part.get(MTA)) || isScan(values[MTA]);
    boolean anyHost = anyInstance && (part.get(HOST) == null || values[HOST] == null);
    return (anyHost || Objects.equals(values[HOST], part.get(HOST)))
        && (anyInstance || Objects.equals(values[INSTANCE], part.get(INSTANCE)));
  }

  /**
   * Whether a part of another instance may go on with this message: a Postfix service that logs
   * under a name of its own shares the queue of others on the host.
   */
  boolean isOfQueue(Row part) {
    return is(IS_OPEN)
        && !part.getBoolean(HAS_START)
        && "postfix".equals(values[MTA])
        && "postfix".equals(part.get(MTA))
        && Objects.equals(values[HOST], part.get(HOST));
  }

  boolean isContinuedBy(Row part) {
    boolean isSoon = micros(part.get(TIME)) - micros(values[LAST_TIME]) <= Endings.GRACE_MICROS;
    if (isScan(values[MTA])) { // alone it has no end, and the next scan may be of the id's next use
      return isSoon;
    }
    if (part.getBoolean(HAS_START)) {
      return isBounce(part) && !is(HAS_START) && is(IS_OPEN);
    }
    return is(IS_OPEN) || (isSoon && !isNext(part));
  }

  /** After the end only delivery lines come late (see {@link Joiner}). */
  private boolean isNext(Row part) {
    if (isScan(part.get(MTA))) {
      return false;
    }
    boolean wasRemoved =
        number(values[RECIPIENTS]) + number(values[SENT]) + number(values[BOUNCED]) > 0;
    boolean isBegun = part.get(MESSAGE_ID) != null;
    return wasRemoved
        ? isBegun || number(part.get(RECIPIENTS)) > 0
        : isBegun && values[MESSAGE_ID] != null;
  }

  /** A bounce's Message-ID line comes before the line that tells that it was made here. */
  private static boolean isBounce(Row part) {
    return part.get(CLIENT) == null
        && "outbound".equals(part.get(DIRECTION))
        && (part.get(SENDER) == null || part.getString(SENDER).isEmpty());
  }

  /**
   * What follows is another message, so no more lines of this one will come; but for those between
   * both whose archive comes later. While the other goes on, that is not waited for.
   */
  void end(Row next) {
    if (next.getBoolean(HAS_START) && next.getBoolean(IS_OPEN) && is(IS_OPEN)) {
      values[IS_OPEN] = false;
      isMerged = true;
    }
  }

  /** Takes over the next part. */
  void add(Row part) {
    isMerged = true;
    boolean isScan = isScan(part.get(MTA));
    takeSource(part, isScan);
    settle(part);
    for (int column : SUMS) {
      values[column] = number(values[column]) + number(part.get(column));
    }
    if (number(part.get(RECIPIENTS)) > 0 && part.get(SIZE) != null || values[SIZE] == null) {
      values[SIZE] = part.get(SIZE); // the queue's own size rather than a filter's
    }
    values[RECIPIENTS] = Math.max(number(values[RECIPIENTS]), number(part.get(RECIPIENTS)));
    takeFirst(part, FIRST);
    for (int column : LATEST) {
      values[column] = part.get(column) != null ? part.get(column) : values[column];
    }
    values[DIRECTION] = direction(part);
    if (!isScan) {
      boolean isQueued = number(part.get(RECIPIENTS)) > 0;
      values[IS_OPEN] = part.getBoolean(IS_OPEN) && (is(IS_OPEN) || isQueued);
    }
    values[HAS_START] = is(HAS_START) || part.getBoolean(HAS_START);
    if (micros(part.get(TIME)) < micros(values[TIME])) {
      values[TIME] = part.get(TIME);
    }
    if (micros(part.get(LAST_TIME)) > micros(values[LAST_TIME])) {
      values[LAST_TIME] = part.get(LAST_TIME);
    }
    values[INFERRED] = is(INFERRED) || Boolean.TRUE.equals(part.get(INFERRED));
    if ("discarded".equals(part.get(OUTCOME))) {
      values[OUTCOME] = "discarded";
    }
  }

  private void takeSource(Row part, boolean isScan) {
    if (!isScan && isScan(values[MTA])) { // the server knows host and client better
      for (int column : new int[] {HOST, MTA, INSTANCE, IS_OPEN}) {
        values[column] = part.get(column);
      }
      if (part.get(CLIENT) != null) {
        for (int column : CLIENT_COLUMNS) {
          values[column] = part.get(column);
        }
      }
    }
    if (values[CLIENT] == null) {
      takeFirst(part, CLIENT_COLUMNS);
    }
    if (number(values[REJECTS]) + number(values[TEMPFAILS]) == 0) {
      takeFirst(part, REFUSAL);
    }
  }

  private void settle(Row part) {
    List<Object> settledLater = hashes(part, SETTLED);
    pending.removeAll(settledLater);
    if (Boolean.TRUE.equals(part.get(EXPIRED))) {
      values[BOUNCED] = number(values[BOUNCED]) + pending.size();
      pending.clear();
      values[EXPIRED] = true;
    }
    List<Object> pendingLater = hashes(part, PENDING);
    pending.addAll(pendingLater);
    unnamed += number(part.get(DEFERRED)) - pendingLater.size();
    settled.addAll(settledLater);
  }

  private void takeFirst(Row part, int[] columns) {
    for (int column : columns) {
      values[column] = values[column] != null ? values[column] : part.get(column);
    }
  }

  private Object direction(Row part) {
    Object mine = values[DIRECTION];
    Object other = part.get(DIRECTION);
    if ("submission".equals(mine) || "submission".equals(other)) {
      return "submission";
    }
    if (is(HAS_START) != part.getBoolean(HAS_START)) {
      return is(HAS_START) ? mine : other;
    }
    return "inbound".equals(mine) ? mine : other;
  }

  /** Returns the message as far as it is known now. */
  Row row() {
    if (isMerged) {
      boolean isPart = is(IS_OPEN) || !is(HAS_START);
      values[DEFERRED] = pending.size() + unnamed;
      values[OUTCOME] = outcome();
      values[PENDING] = isPart ? array(pending) : null;
      values[SETTLED] = is(HAS_START) ? null : array(settled);
      values[EXPIRED] = isPart ? values[EXPIRED] : null;
    }
    return RowFactory.create(values);
  }

  private String outcome() {
    if ("discarded".equals(values[OUTCOME])) {
      return "discarded";
    }
    return MessageColumns.outcome(
        number(values[SENT]),
        number(values[BOUNCED]),
        number(values[DEFERRED]),
        number(values[REJECTS]),
        number(values[TEMPFAILS]));
  }

  private boolean is(int column) {
    return Boolean.TRUE.equals(values[column]);
  }

  private static boolean isScan(Object mta) {
    return Server.isFilter(mta);
  }

  private static int number(Object count) {
    return count == null ? 0 : (Integer) count;
  }

  /** Spark hands out either class, as spark.sql.datetime.java8API.enabled says. */
  private static long micros(Object time) {
    if (time instanceof Timestamp timestamp) {
      return micros(timestamp.toInstant());
    }
    return time == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) time);
  }

  /** A row that was merged before holds an array, one from Spark a sequence. */
  private static List<Object> hashes(Row row, int column) {
    if (row.isNullAt(column)) {
      return List.of();
    }
    return row.get(column) instanceof Object[] merged
        ? List.of(merged)
        : new ArrayList<>(row.<Object>getList(column));
  }

  private static Object array(Set<Object> hashes) {
    return hashes.isEmpty() ? null : hashes.toArray(new Long[0]);
  }

  private static int at(String column) {
    return MessageRows.SCHEMA.fieldIndex(column);
  }

  private static int[] all(String... columns) {
    int[] positions = new int[columns.length];
    for (int i = 0; i < columns.length; i++) {
      positions[i] = at(columns[i]);
    }
    return positions;
  }
}
