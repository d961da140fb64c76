package slash64.maillog.message;

import java.util.Arrays;
import slash64.maillog.line.Event;
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
 * messages, and that by {@link #MAX_OPEN}: beyond it those that were quiet longest are put out as
 * open rows, which merge later. Only messages that stand behind a content filter, or before one,
 * are kept until they end, for their rows would not find each other: a site that hands all its mail
 * to a filter may have twice as many open, and more where the filter stands still.
 *
 * <p>One object per file or split; not thread-safe.
 */
public final class Joiner {
  /** About 0.7 KB each, so under 200 MB. */
  private static final int MAX_OPEN = 250_000;

  private final MessageTable messages = new MessageTable();
  private final Scans scans = new Scans();
  private final LastCounted last = new LastCounted();
  private final Sessions sessions;
  private final Rows rows;
  private final Endings endings;
  private final Sources sources = new Sources();
  private final HostMessages onHost = new HostMessages(messages, sources);
  private final Openings openings;
  private final Refusals refusals;
  private final Deliveries deliveries;
  private final Statistics statistics = new Statistics();

  private int source;

  /** A joiner of rows with these columns. */
  public Joiner(WantedColumns columns) {
    this(columns, MAX_OPEN);
  }

  /** For tests of what happens beyond the limit. */
  Joiner(WantedColumns columns, int maxOpen) {
    InnerRefusals innerRefusals = new InnerRefusals(sources);
    this.rows = new Rows(columns);
    this.endings = new Endings(rows, messages);
    this.sessions = new Sessions(columns, rows, endings, onHost, innerRefusals, scans, last);
    this.openings = new Openings(rows, messages, sources, onHost, endings, maxOpen);
    this.refusals = new Refusals(columns, scans, endings, innerRefusals, last);
    this.deliveries = new Deliveries(messages, sources, openings, endings);
  }

  /** Takes one line that has an event. */
  public void add(LogLine line) {
    source = sources.of(line);
    last.forget();
    switch (line.event()) {
      case NOTHING -> {}
      case CONNECT, CONNECT_LOCAL, DISCONNECT, SCREENED, TLS, AUTH_FAILURE, COMPLAINT ->
          sessions.add(source, line);
      case REJECT, DISCARDED, NOTICE, AUTHENTICATED -> {
        if (isQueued(line) && !isOfConnection(line)) {
          addToMessage(line);
        } else {
          sessions.add(source, line);
        }
      }
      case OPEN -> open(line);
      case SCAN -> scan(line);
      case STATISTICS -> addStatistics(line);
      default -> {
        if (isQueued(line)) {
          addToMessage(line);
        } else if (line.event() == Event.DELIVERY) {
          alone(line).local = true;
        }
      }
    }
    endings.emitSettled(line);
  }

  /** What the last line said happened so many times more. */
  public void repeat(int count) {
    last.repeat(count);
  }

  /** Returns the next finished row, or null if there is none yet. Give it back with recycle. */
  public OpenMessage poll() {
    return rows.poll();
  }

  /** Takes back a row that has been written out. */
  public void recycle(OpenMessage row) {
    rows.recycle(row);
  }

  /** Puts out everything: the input has ended. */
  public void end() {
    sessions.end();
    endings.emitAll();
    for (OpenMessage message : messages.slots()) {
      if (message != null) {
        message.open = !message.closed;
        rows.emit(message);
      }
    }
    Arrays.fill(messages.slots(), null);
  }

  /**
   * A client refused before it sent a message, or with a command of no message. Sendmail names the
   * id that its next message would have.
   */
  private static boolean isOfConnection(LogLine line) {
    String stage = line.word(Field.STAGE);
    return stage != null
        && switch (stage) {
          case "CONNECT", "EHLO", "HELO", "VRFY", "EXPN", "ETRN" -> true;
          default -> false;
        };
  }

  private static boolean isQueued(LogLine line) {
    return line.has(Field.QUEUE_ID) && !line.is(Field.QUEUE_ID, "NOQUEUE");
  }

  private void open(LogLine line) {
    if (!isQueued(line)) {
      alone(line);
      return;
    }
    OpenMessage message = openings.renew(source, line);
    Facts.takeStart(message, line);
    message.isForwarded = line.clientIsForwarded();
    message.touch(line);
    if (line.has(Field.REJECT_CODE)) { // taken for delivery, and its client told otherwise
      refusals.addTold(message, line);
    }
    openings.adopt(source, message, line);
    sessions.opened(source, line, message);
    if (line.has(Field.OTHER_QUEUE_ID) && line.word(Field.OTHER_QUEUE_ID) == null) {
      FilterHops.link(onHost.outer(source, line, message), message);
    }
    if (message.endsWithItsRecipients()) {
      message.queued = true;
      scans.lend(message);
      if (line.has(Field.NRCPT) && message.recipients == 0) {
        message.kind = message.rejects + message.tempfails > 0 ? OpenMessage.REFUSED : message.kind;
        endings.close(message, line); // no recipient was accepted
      } else {
        endings.closeIfSettled(message, line);
      }
    }
  }

  /** A line without any id that other lines could share, as PowerMTA's: one row. */
  private OpenMessage alone(LogLine line) {
    OpenMessage row = rows.fresh(line);
    row.hasStart = true;
    row.touch(line);
    Facts.takeStart(row, line);
    row.recipients = Math.max(1, row.recipients);
    if (line.event() == Event.DELIVERY) {
      deliveries.add(source, row, line);
    }
    rows.emit(row);
    return row;
  }

  /** What a server counted of a client: no event, so a row of its own that counts as none. */
  private void addStatistics(LogLine line) {
    OpenMessage row = rows.fresh(line);
    row.touch(line);
    statistics.read(row, line);
    rows.emit(row);
  }

  private void addToMessage(LogLine line) {
    switch (line.event()) {
      case NOTICE, PROBE -> {
        OpenMessage message = onHost.inQueue(source, line, Field.QUEUE_ID);
        if (message != null) {
          message.touch(line);
          message.local |= line.event() == Event.PROBE; // no client can have it asked
        }
      }
      case NOTIFICATION -> {
        OpenMessage message = onHost.inQueue(source, line, Field.QUEUE_ID);
        if (message != null) {
          message.touch(line);
          if (line.is(Field.STATUS, "expired")) {
            message.expirePending();
            endings.closeIfSettled(message, line);
          }
        }
        openings.openMadeHere(source, line);
      }
      case OPEN_LOCAL -> {
        OpenMessage message = openings.renew(source, line);
        message.local = true;
        message.touch(line);
        Facts.takeStart(message, line);
        openings.adopt(source, message, line);
        requeue(message, line);
        endings.closeIfSettled(message, line);
      }
      default -> {
        OpenMessage message = onHost.inQueue(source, line, Field.QUEUE_ID);
        if (message != null && isOfNext(message, line)) {
          endings.retire(message);
          message = null;
        }
        if (message == null) {
          message = openings.open(source, line, Field.QUEUE_ID);
        }
        message.touch(line);
        addTo(message, line);
      }
    }
  }

  /**
   * After the end only delivery lines come late; others are the first ones of a message that no
   * line opens (a bounce), or whose opening line is lost.
   */
  private static boolean isOfNext(OpenMessage message, LogLine line) {
    if (!message.closed) {
      return false;
    }
    return switch (line.event()) {
      case MESSAGE_ID -> message.removed || message.has(Text.MESSAGE_ID);
      case QUEUED, EXPIRED -> message.removed;
      default -> false;
    };
  }

  private void addTo(OpenMessage message, LogLine line) {
    switch (line.event()) {
      case REJECT -> refusals.add(message, line);
      case QUEUED -> {
        message.queued = true;
        message.closed = false;
        Facts.takeSender(message, line);
        message.discarded = false;
        Facts.takeNotice(message, line);
        message.recipients = Math.max(message.recipients, (int) line.number(Field.NRCPT, 0));
        message.hasSize &= !line.has(Field.SIZE); // the queue's own size rather than a filter's
        Facts.takeQueueFacts(message, line);
        Facts.takeDomain(message, line);
        scans.lend(message);
      }
      case DELIVERY -> deliveries.add(source, message, line);
      case EXPIRED -> {
        Facts.takeQueueFacts(message, line);
        message.expirePending();
        endings.closeIfSettled(message, line);
      }
      case AUTHENTICATED -> {
        message.take(Text.SASL_USERNAME, line, Field.SASL_USERNAME, false);
        message.submission = true;
      }
      case MESSAGE_ID -> {
        Facts.takeQueueFacts(message, line);
        scans.see(message);
      }
      case DISCARDED -> {
        Facts.takeSender(message, line);
        Facts.takeDomain(message, line);
        message.discarded = true;
        message.removed = !line.has(Field.STAGE); // smtpd says it before the message has come
        endings.close(message, line);
      }
      case TRANSFERRED -> deliveries.transfer(message, line);
      case REMOVED -> {
        message.removed = true;
        endings.close(message, line);
      }
      default -> Facts.takeQueueFacts(message, line);
    }
  }

  /**
   * {@code {id}: uid=… from=<…> orig_id={old}}: a message that the operator queued anew. It is the
   * old one, with its client; only recipients that the old one put off are left for this one.
   */
  private void requeue(OpenMessage message, LogLine line) {
    OpenMessage old =
        line.has(Field.OTHER_QUEUE_ID) ? onHost.find(source, line, Field.OTHER_QUEUE_ID) : null;
    if (old != null && FilterHops.link(old, message)) {
      message.isRequeued = true;
      endings.close(old, line);
    }
  }

  private void scan(LogLine line) {
    OpenMessage message;
    if (isQueued(line) && line.word(Field.QUEUE_ID) == null) {
      message = onHost.find(source, line, Field.QUEUE_ID);
      if (message == null) {
        message = openings.open(source, line, Field.QUEUE_ID);
        if (Server.isFilter(message.mta)) { // the server's lines are elsewhere: the parts merge
          message.part = true;
          endings.close(message, line);
        }
      }
    } else if (line.has(Field.VERDICT)) {
      message = scans.byMessageId(line);
      if (message == null) { // a filter that was not told the queue id: its line is all there is
        message = rows.fresh(line);
        if ("amavis".equals(message.mta)) { // always behind a server, which logs the message
          rows.recycle(message);
          return;
        }
        rows.emit(message);
      }
    } else {
      scans.keep(line);
      return;
    }
    message.touch(line);
    Facts.takeVerdict(message, line);
  }
}
