package slash64.maillog.message;

import java.util.ArrayDeque;
import java.util.Arrays;
import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * Joins lines to messages. Feed it lines in file order with {@link #add}, take finished rows with
 * {@link #poll}, and at the end of the input call {@link #end}: what is still open then comes out
 * as open rows.
 *
 * <p>A message opens at the line that gives it its queue id, or at the first line seen if that one
 * is lost, and closes when the queue manager removes it. It stays at hand for some seconds after
 * that, since daemons' lines overtake each other; a new opener of the same id ends it at once
 * (short queue ids are used again within minutes). Memory is bounded by the number of open
 * messages, and that by {@link #MAX_OPEN}: beyond it the oldest are put out as open rows, which
 * merge later.
 *
 * <p>One object per file or split; not thread-safe.
 */
public final class Joiner {
  private static final long GRACE_MICROS = 5_000_000;
  private static final int MAX_OPEN = 2_000_000;
  private static final int MAX_CLOSED = 1 << 16;
  private static final byte[] SMTPS = Bytes.of("smtps/");
  private static final byte[] SUBMISSION = Bytes.of("submission");

  private final MessageTable messages = new MessageTable();
  private final Sessions sessions = new Sessions(this);
  private final ArrayDeque<OpenMessage> closed = new ArrayDeque<>();
  private final ArrayDeque<OpenMessage> ready = new ArrayDeque<>();
  private final ArrayDeque<OpenMessage> pool = new ArrayDeque<>();

  private final Sources sources = new Sources();
  private int source;

  /** Takes one line that has an event. */
  public void add(LogLine line) {
    source = sources.of(line);
    switch (line.event()) {
      case NOTHING -> {}
      case CONNECT, DISCONNECT, SCREENED, TLS, AUTH_FAILURE, COMPLAINT ->
          sessions.add(source, line);
      case REJECT, DISCARDED, NOTICE -> {
        if (isQueued(line)) {
          addToMessage(line);
        } else {
          sessions.add(source, line);
        }
      }
      case OPEN -> open(line);
      case SCAN -> scan(line);
      default -> {
        if (isQueued(line)) {
          addToMessage(line);
        }
      }
    }
    emitSettled(line);
  }

  /** Returns the next finished row, or null if there is none yet. Give it back with recycle. */
  public OpenMessage poll() {
    return ready.poll();
  }

  /** Takes back a row that has been written out. */
  public void recycle(OpenMessage row) {
    pool.push(row);
  }

  /** Puts out everything: the input has ended. */
  public void end() {
    sessions.end();
    while (!closed.isEmpty()) {
      emitClosed(closed.poll());
    }
    for (OpenMessage message : messages.slots()) {
      if (message != null) {
        message.open = true;
        ready.add(message);
      }
    }
    Arrays.fill(messages.slots(), null);
  }

  private static boolean isQueued(LogLine line) {
    return line.has(Field.QUEUE_ID) && !line.is(Field.QUEUE_ID, "NOQUEUE");
  }

  OpenMessage fresh() {
    OpenMessage row = pool.poll();
    if (row == null) {
      row = new OpenMessage();
    }
    row.reset();
    return row;
  }

  /** A fresh row with the host, server and instance of this line. */
  OpenMessage fresh(LogLine line) {
    OpenMessage row = fresh();
    row.take(Text.HOST, line, Field.HOST, false);
    if (line.word(Field.PROGRAM) == null) {
      byte[] b = line.bytes();
      int from = line.from(Field.PROGRAM);
      int to = line.to(Field.PROGRAM);
      int slash = Bytes.indexOf(b, from, to, '/');
      if (slash > 0) {
        row.mta = "postfix";
        row.set(Text.INSTANCE, b, from, slash);
        row.submission = isSubmission(b, slash + 1, to);
      }
    }
    return row;
  }

  /**
   * {@code postfix/submission/smtpd}, {@code postfix/smtps/smtpd}, {@code postfix/submissions/…}.
   */
  private static boolean isSubmission(byte[] b, int from, int to) {
    return Bytes.startsWith(b, from, to, SUBMISSION) || Bytes.startsWith(b, from, to, SMTPS);
  }

  void emit(OpenMessage row) {
    ready.add(row);
  }

  private void open(LogLine line) {
    if (!isQueued(line)) {
      return;
    }
    OpenMessage message = messages.find(source, line, Field.QUEUE_ID);
    if (message != null) {
      retire(message); // the id is in use again, or the end was lost
    }
    message = openMessage(line);
    message.hasStart = true;
    takeClient(message, line);
    message.take(Text.SASL_USERNAME, line, Field.SASL_USERNAME, false);
    message.take(Text.HELO, line, Field.HELO, false);
    message.submission |= message.has(Text.SASL_USERNAME);
    message.touch(line);
    takeQueueFacts(message, line);
    sessions.opened(source, line, message);
    if (line.has(Field.OTHER_QUEUE_ID) && line.word(Field.OTHER_QUEUE_ID) == null) {
      linkInner(messages.find(source, line, Field.OTHER_QUEUE_ID), message);
    }
  }

  private OpenMessage openMessage(LogLine line) {
    OpenMessage message = fresh(line);
    message.take(Text.QUEUE_ID, line, Field.QUEUE_ID, false);
    // find() left the key of this id ready; openMessage() is only called after it found nothing.
    messages.find(source, line, Field.QUEUE_ID);
    messages.add(source, message);
    if (messages.size() > MAX_OPEN) {
      spill();
    }
    return message;
  }

  private OpenMessage findOrOpen(LogLine line) {
    OpenMessage message = messages.find(source, line, Field.QUEUE_ID);
    return message != null ? message : openMessage(line);
  }

  private static void takeClient(OpenMessage message, LogLine line) {
    if (line.hasClient()) {
      message.hasClient = true;
      message.clientHigh = line.clientHigh();
      message.clientLow = line.clientLow();
      message.takeName(line, true);
    }
  }

  private static void takeQueueFacts(OpenMessage message, LogLine line) {
    message.take(Text.SENDER, line, Field.FROM, false);
    message.take(Text.MESSAGE_ID, line, Field.MESSAGE_ID, false);
    if (line.has(Field.SIZE) && !message.hasSize) {
      message.size = line.number(Field.SIZE, 0);
      message.hasSize = true;
    }
  }

  private void addToMessage(LogLine line) {
    OpenMessage message = messages.find(source, line, Field.QUEUE_ID);
    switch (line.event()) {
      case NOTICE, NOTIFICATION, PROBE -> {
        if (message != null) {
          message.touch(line);
        }
        return;
      }
      case OPEN_LOCAL -> {
        if (message != null) {
          retire(message);
        }
        message = openMessage(line);
        message.hasStart = true;
        message.local = true;
      }
      default -> {
        if (message == null) {
          message = openMessage(line);
        }
      }
    }
    message.touch(line);
    switch (line.event()) {
      case REJECT -> refuse(message, line);
      case QUEUED -> {
        message.queued = true;
        message.closed = false;
        message.recipients = Math.max(message.recipients, (int) line.number(Field.NRCPT, 0));
        takeQueueFacts(message, line);
      }
      case DELIVERY -> deliver(message, line);
      case EXPIRED -> {
        takeQueueFacts(message, line);
        message.expirePending();
      }
      case DISCARDED -> {
        message.discarded = true;
        close(message, line);
      }
      case REMOVED -> close(message, line);
      default -> takeQueueFacts(message, line);
    }
  }

  private void refuse(OpenMessage message, LogLine line) {
    countRefusal(message, line);
    message.take(Text.SENDER, line, Field.FROM, false);
    message.take(Text.HELO, line, Field.HELO, true);
    takeDomain(message, line);
    if (!message.hasClient) {
      takeClient(message, line);
    }
    boolean endOfMessage = line.is(Field.STAGE, "END-OF-MESSAGE") || line.is(Field.STAGE, "DATA");
    if (endOfMessage) {
      close(message, line); // the queue file is dropped and no further line says so
    }
  }

  /** Counts one refusal and keeps stage, codes and class of the first. */
  static void countRefusal(OpenMessage row, LogLine line) {
    int code = (int) line.number(Field.REJECT_CODE, 0);
    boolean temporary =
        code != 0
            ? code / 100 == 4
            : line.has(Field.DSN) && line.bytes()[line.from(Field.DSN)] == '4';
    boolean first = row.rejects + row.tempfails == 0;
    if (temporary) {
      row.tempfails++;
    } else {
      row.rejects++;
    }
    if (first) {
      row.rejectCode = code;
      row.rejectClass = RejectClass.of(line);
      row.take(Text.REJECT_STAGE, line, Field.STAGE, true);
      row.take(Text.REJECT_DSN, line, Field.DSN, true);
    }
  }

  static void takeDomain(OpenMessage row, LogLine line) {
    if (!row.has(Text.RECIPIENT_DOMAIN) && line.has(Field.TO) && line.word(Field.TO) == null) {
      int at = Bytes.lastIndexOf(line.bytes(), line.from(Field.TO), line.to(Field.TO), '@');
      if (at >= 0) {
        row.set(Text.RECIPIENT_DOMAIN, line.bytes(), at + 1, line.to(Field.TO));
      }
    }
  }

  private void deliver(OpenMessage message, LogLine line) {
    takeDomain(message, line);
    if (line.is(Field.STATUS, "sent")) {
      OpenMessage second = handedOn(message, line);
      if (second != null) {
        linkInner(message, second);
        return;
      }
      message.sent++;
      message.removePending(recipient(message, line));
    } else if (line.is(Field.STATUS, "bounced")) {
      message.bounced++;
      message.removePending(recipient(message, line));
    } else if (line.is(Field.STATUS, "deferred")) {
      message.deferrals++;
      message.addPending(recipient(message, line));
    }
    message.take(Text.STATUS_DSN, line, Field.DSN, true);
  }

  /**
   * A content filter on this host took the message and gave it back under a second queue id: {@code
   * relay=127.0.0.1[127.0.0.1]:10024, … status=sent (250 2.0.0 … queued as ID2)}.
   */
  private OpenMessage handedOn(OpenMessage message, LogLine line) {
    if (!line.has(Field.OTHER_QUEUE_ID) || !isLoopbackRelay(line)) {
      return null;
    }
    OpenMessage second = messages.find(source, line, Field.OTHER_QUEUE_ID);
    return second != null && second != message ? second : null;
  }

  private static boolean isLoopbackRelay(LogLine line) {
    byte[] b = line.bytes();
    int from = line.from(Field.RELAY);
    int to = line.to(Field.RELAY);
    int open = Bytes.indexOf(b, from, to, '[');
    return open >= 0
        && (Bytes.startsWith(b, open, to, LOOPBACK4) || Bytes.startsWith(b, open, to, LOOPBACK6));
  }

  private static final byte[] LOOPBACK4 = Bytes.of("[127.");
  private static final byte[] LOOPBACK6 = Bytes.of("[::1]");

  private static void linkInner(OpenMessage outer, OpenMessage second) {
    if (outer == null || second.outer != null || outer == second || outer.outer == second) {
      return;
    }
    second.outer = outer;
    outer.inner++;
  }

  /** A number for the recipient that means nothing outside this message. */
  private static long recipient(OpenMessage message, LogLine line) {
    long hash = message.key0 * 31 + message.key1;
    byte[] b = line.bytes();
    for (int i = line.from(Field.TO), to = line.to(Field.TO); i < to; i++) {
      hash = (hash ^ b[i]) * 0x100000001B3L;
    }
    return hash ^ hash >>> 29;
  }

  private void scan(LogLine line) {
    OpenMessage message = null;
    if (isQueued(line) && line.word(Field.QUEUE_ID) == null) {
      message = findOnHost(line);
      if (message == null) {
        message = findOrOpen(line);
      }
    } else {
      message = fresh(line); // a filter that was not told the queue id: its line is all there is
      ready.add(message);
    }
    message.touch(line);
    if (message.mta == null) {
      message.mta = "rspamd";
    }
    if (!message.hasClient) {
      takeClient(message, line);
    }
    takeQueueFacts(message, line);
    takeDomain(message, line);
    if (line.has(Field.SASL_USERNAME)) {
      message.take(Text.SASL_USERNAME, line, Field.SASL_USERNAME, false);
      message.submission = true;
    }
    message.take(Text.VERDICT, line, Field.VERDICT, true);
    message.take(Text.FILTER_ACTION, line, Field.ACTION, true);
    message.take(Text.SPF, line, Field.SPF, true);
    message.take(Text.DKIM, line, Field.DKIM, true);
    message.take(Text.DMARC, line, Field.DMARC, true);
    message.take(Text.DIGEST, line, Field.DIGEST, true);
    if (line.has(Field.SCORE)) {
      double score = Decimal.parse(line.bytes(), line.from(Field.SCORE), line.to(Field.SCORE));
      message.hasScore = !Double.isNaN(score);
      message.score = score;
    }
  }

  /** The filter's line names no instance: the id decides among all instances of its host. */
  private OpenMessage findOnHost(LogLine line) {
    for (int sibling : sources.onSameHost(source)) {
      OpenMessage message = messages.find(sibling, line, Field.QUEUE_ID);
      if (message != null) {
        return message;
      }
    }
    return null;
  }

  private void close(OpenMessage message, LogLine line) {
    if (!message.closed) {
      message.closed = true;
      message.closedMicros = line.hasTime() ? line.micros() : 0;
      closed.add(message);
    }
  }

  /** A transaction that its client left before a message came: nothing will tell of its end. */
  void abandon(OpenMessage message, LogLine line) {
    if (!message.queued && !message.has(Text.MESSAGE_ID)) {
      close(message, line);
    }
  }

  /** Ends a message now because its id is taken by another. */
  private void retire(OpenMessage message) {
    if (message.closed) {
      closed.remove(message);
    }
    message.closed = true;
    emitClosed(message);
  }

  private void emitSettled(LogLine line) {
    while (!closed.isEmpty()) {
      OpenMessage first = closed.peek();
      boolean settled =
          !line.hasTime()
              || Math.abs(line.micros() - first.closedMicros) > GRACE_MICROS
              || closed.size() > MAX_CLOSED;
      if (!settled) {
        return;
      }
      closed.poll();
      if (first.closed) {
        emitClosed(first);
      }
    }
  }

  private void emitClosed(OpenMessage message) {
    if (!message.closed || message.inner > 0) {
      return; // opened again, or waiting for what a content filter still holds
    }
    messages.remove(message);
    sessions.forget(message);
    OpenMessage outer = message.outer;
    if (outer == null) {
      ready.add(message);
      return;
    }
    outer.absorb(message);
    outer.inner--;
    if (message.connections > 0) {
      ready.add(asConnection(message)); // the filter's own connection, counted as what it is
    } else {
      pool.push(message);
    }
    if (outer.closed && outer.inner == 0 && !closed.contains(outer)) {
      emitClosed(outer);
    }
  }

  private static OpenMessage asConnection(OpenMessage second) {
    second.kind = OpenMessage.CONNECTION;
    second.sent = 0;
    second.bounced = 0;
    second.deferrals = 0;
    second.rejects = 0;
    second.tempfails = 0;
    second.recipients = 0;
    second.hasSize = false;
    second.hasScore = false;
    second.discarded = false;
    second.clearPending();
    return second;
  }

  /** Too many at once: put out those that were quiet longest as parts, to be merged later. */
  private void spill() {
    long quietSince = Long.MIN_VALUE;
    long newest = Long.MIN_VALUE;
    for (OpenMessage message : messages.slots()) {
      if (message != null) {
        newest = Math.max(newest, message.lastMicros);
        quietSince =
            quietSince == Long.MIN_VALUE
                ? message.lastMicros
                : Math.min(quietSince, message.lastMicros);
      }
    }
    long limit = quietSince + (newest - quietSince) / 2;
    OpenMessage[] all = messages.slots().clone();
    for (OpenMessage message : all) {
      if (message != null
          && message.lastMicros <= limit
          && !message.closed
          && message.inner == 0
          && message.outer == null) {
        messages.remove(message);
        sessions.forget(message);
        message.open = true;
        ready.add(message);
      }
    }
  }
}
