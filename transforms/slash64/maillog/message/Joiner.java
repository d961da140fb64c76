package slash64.maillog.message;

import java.util.ArrayDeque;
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
 * open rows, which merge later.
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
  private final ArrayDeque<OpenMessage> ready = new ArrayDeque<>();
  private final ArrayDeque<OpenMessage> pool = new ArrayDeque<>();
  private final Endings endings;
  private final Sources sources = new Sources();
  private final HostMessages onHost = new HostMessages(messages, sources);
  private final InnerRefusals innerRefusals = new InnerRefusals();
  private final Recipients recipients = new Recipients();
  private final Statistics statistics = new Statistics();
  private final WantedColumns columns;
  private final int maxOpen;

  private int source;
  private int spillAt;

  /** A joiner of rows with these columns. */
  public Joiner(WantedColumns columns) {
    this(columns, MAX_OPEN);
  }

  /** For tests of what happens beyond the limit. */
  Joiner(WantedColumns columns, int maxOpen) {
    this.columns = columns;
    this.sessions = new Sessions(columns, this, scans, last);
    this.endings = new Endings(this, messages, sessions);
    this.maxOpen = maxOpen;
    this.spillAt = maxOpen;
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
    return ready.poll();
  }

  /** Takes back a row that has been written out. */
  public void recycle(OpenMessage row) {
    pool.push(row);
  }

  /** Puts out everything: the input has ended. */
  public void end() {
    sessions.end();
    endings.emitAll();
    for (OpenMessage message : messages.slots()) {
      if (message != null) {
        message.open = !message.closed;
        emit(message);
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

  /** Returns an empty row. */
  OpenMessage fresh() {
    OpenMessage row = pool.poll();
    if (row == null) {
      row = new OpenMessage(columns);
    }
    row.reset();
    return row;
  }

  /** Returns an empty row with the host, server and instance of this line. */
  OpenMessage fresh(LogLine line) {
    OpenMessage row = fresh();
    Server.describe(row, line);
    return row;
  }

  void emit(OpenMessage row) {
    row.out = true;
    ready.add(row);
  }

  /**
   * A transaction that its client left before a message came, or whose message is thrown away:
   * nothing will tell of its end.
   */
  void abandon(OpenMessage message, LogLine line, boolean whileSending) {
    if (!message.queued && (whileSending || message.discarded || !message.has(Text.MESSAGE_ID))) {
      endings.close(message, line);
    }
  }

  /** Returns the message of this client that the line names by its second id, or null. */
  OpenMessage handedOn(LogLine line, long clientHigh, long clientLow) {
    return onHost.handedOn(source, line, clientHigh, clientLow);
  }

  /** Returns the message of this session's client that was refused behind a filter, or null. */
  OpenMessage refusedInside(OpenMessage outer, LogLine line) {
    return innerRefusals.take(sources.onSameHost(source), outer, line);
  }

  private void open(LogLine line) {
    if (!isQueued(line)) {
      alone(line);
      return;
    }
    OpenMessage message = renew(line);
    Facts.takeStart(message, line);
    message.isForwarded = line.clientIsForwarded();
    message.touch(line);
    if (line.has(Field.REJECT_CODE)) { // taken for delivery, and its client told otherwise
      Facts.countRefusal(columns, message, line);
    }
    adopt(message, line);
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
        closeIfSettled(message, line);
      }
    }
  }

  /** A line without any id that other lines could share, as PowerMTA's: one row. */
  private OpenMessage alone(LogLine line) {
    OpenMessage row = fresh(line);
    row.hasStart = true;
    row.touch(line);
    Facts.takeStart(row, line);
    row.recipients = Math.max(1, row.recipients);
    if (line.event() == Event.DELIVERY) {
      deliver(row, line);
    }
    emit(row);
    return row;
  }

  /** What a server counted of a client: no event, so a row of its own that counts as none. */
  private void addStatistics(LogLine line) {
    OpenMessage row = fresh(line);
    row.touch(line);
    statistics.read(row, line);
    emit(row);
  }

  /**
   * Opens the message of an opening line; an older one with its id has ended, or lost its end. Only
   * Postfix uses ids again: elsewhere lines of the message stand before the one that opens it, such
   * as refused recipients or Exim's cutthrough delivery.
   */
  private OpenMessage renew(LogLine line) {
    OpenMessage old = messages.find(source, line, Field.QUEUE_ID);
    if (old != null && !"postfix".equals(old.mta)) {
      old.hasStart = true;
      return old;
    }
    if (old != null) {
      endings.retire(old);
    }
    OpenMessage message = openMessage(line, Field.QUEUE_ID);
    message.hasStart = true;
    return message;
  }

  /**
   * What a filter said of the message before it opened was kept as a part of it. Postfix opens
   * before it asks; there it is an older message of the same id.
   */
  private void adopt(OpenMessage message, LogLine line) {
    if ("postfix".equals(message.mta)) {
      return;
    }
    for (int other : sources.onSameHost(source)) {
      OpenMessage part = other == source ? null : messages.find(other, line, Field.QUEUE_ID);
      if (part != null && part.part) {
        message.takeVerdict(part);
        endings.drop(part);
      }
    }
  }

  private void closeIfSettled(OpenMessage message, LogLine line) {
    if (message.endsWithItsRecipients() && message.hasSettledAll()) {
      endings.close(message, line);
    }
  }

  private OpenMessage openMessage(LogLine line, Field id) {
    OpenMessage message = fresh(line);
    message.take(Text.QUEUE_ID, line, id, false);
    if (messages.size() >= spillAt) {
      endings.spill();
      spillAt = Math.max(maxOpen, messages.size() * 2);
    }
    messages.find(source, line, id); // leaves the key of this id ready for add
    messages.add(source, message);
    return message;
  }

  private OpenMessage findOrOpen(LogLine line, Field id) {
    OpenMessage message = onHost.inQueue(source, line, id);
    return message != null ? message : openMessage(line, id);
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
        }
        openMadeHere(line);
      }
      case OPEN_LOCAL -> {
        OpenMessage message = renew(line);
        message.local = true;
        message.touch(line);
        Facts.takeStart(message, line);
        adopt(message, line);
        requeue(message, line);
        closeIfSettled(message, line);
      }
      default -> {
        OpenMessage message = onHost.inQueue(source, line, Field.QUEUE_ID);
        if (message != null && isOfNext(message, line)) {
          endings.retire(message);
          message = null;
        }
        if (message == null) {
          message = openMessage(line, Field.QUEUE_ID);
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
      case REJECT -> refuse(message, line);
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
      case DELIVERY -> deliver(message, line);
      case EXPIRED -> {
        Facts.takeQueueFacts(message, line);
        message.expirePending();
        closeIfSettled(message, line);
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
      case TRANSFERRED -> {
        Facts.takeOrigin(message, line);
        recipients.start(message, line);
        while (recipients.hasNext()) {
          message.settle(recipients.next());
        }
        message.removed = true;
        endings.close(message, line);
      }
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

  /**
   * {@code {id}: sender non-delivery notification: {id2}}, or {@code {id}: to=…, relay=local, …
   * status=sent (forwarded as {id2})}: nothing else tells that the second message was made here and
   * has no client. Its Message-ID line comes before this one.
   */
  private void openMadeHere(LogLine line) {
    if (line.has(Field.OTHER_QUEUE_ID) && line.word(Field.OTHER_QUEUE_ID) == null) {
      OpenMessage made = findOrOpen(line, Field.OTHER_QUEUE_ID);
      if (!made.hasClient) {
        made.hasStart = true;
        made.local = true;
        made.see(line);
      }
    }
  }

  private void refuse(OpenMessage message, LogLine line) {
    boolean endOfMessage = line.is(Field.STAGE, "END-OF-MESSAGE") || line.is(Field.STAGE, "DATA");
    if (endOfMessage && isRefusedWhole(message)) {
      return;
    }
    last.refused(message, Facts.countRefusal(columns, message, line));
    Facts.takeSender(message, line);
    if (!message.isForwarded) { // else it is the greeting of who handed it on
      message.take(Text.HELO, line, Field.HELO, true);
    }
    Facts.takeTls(message, line);
    message.take(Text.SASL_USERNAME, line, Field.SASL_USERNAME, false);
    message.submission |= message.has(Text.SASL_USERNAME);
    Facts.takeDomain(message, line);
    if (!message.hasClient) {
      Facts.takeClient(message, line);
    }
    scans.lend(message);
    if (endOfMessage) {
      message.discarded = false;
      if (!message.hasStart && "exim".equals(message.mta)) {
        message.hasStart = true; // Exim tells of a message's arrival only once it has accepted it
        message.kind = OpenMessage.REFUSED;
      }
      endings.close(message, line); // the queue file is dropped and no further line says so
      if (message.isHandedOn) {
        innerRefusals.add(message);
      }
    }
  }

  /**
   * Sendmail tells it once more for each recipient that would have got the message, and of Postfix
   * both smtpd and cleanup tell of one that is too big.
   */
  private static boolean isRefusedWhole(OpenMessage message) {
    return message.closed
        && message.rejects + message.tempfails > 0
        && ("sendmail".equals(message.mta) || "postfix".equals(message.mta));
  }

  private void deliver(OpenMessage message, LogLine line) {
    Facts.takeDomain(message, line);
    Facts.takeOrigin(message, line);
    recipients.start(message, line);
    if (line.is(Field.STATUS, "sent")) {
      OpenMessage second = FilterHops.second(messages, sources, source, message, line);
      while (recipients.hasNext()) {
        message.settle(recipients.next());
        message.sent += second == null ? 1 : 0;
      }
      if (second != null) {
        FilterHops.link(message, second);
        return;
      }
      if (line.is(Field.RELAY, "local")) {
        openMadeHere(line);
      }
    } else if (line.is(Field.STATUS, "bounced")) {
      while (recipients.hasNext()) {
        message.settle(recipients.next());
        message.bounced++;
      }
    } else if (line.is(Field.STATUS, "deferred") || line.is(Field.STATUS, "SOFTBOUNCE")) {
      if (message.endsWithItsRecipients() && message.hasSettledAll() && !message.removed) {
        message.closed = false; // there are more of them than were told
      }
      while (recipients.hasNext()) {
        message.addPending(recipients.next());
        message.deferrals++;
      }
    }
    message.take(Text.STATUS_DSN, line, Field.DSN, true);
    if (!"postfix".equals(message.mta)) { // Postfix tells the number itself
      boolean isTold = message.recipients > 0 && isTold(message);
      int seen = message.sent + message.bounced + message.pending().size();
      message.recipients = isTold ? message.recipients : Math.max(message.recipients, seen);
      closeIfSettled(message, line);
    }
  }

  /** Returns whether the number of recipients is the server's own, rather than counted here. */
  private static boolean isTold(OpenMessage message) {
    return "kumomta".equals(message.mta) ? message.hasStart : message.endsWithItsRecipients();
  }

  private void scan(LogLine line) {
    OpenMessage message;
    if (isQueued(line) && line.word(Field.QUEUE_ID) == null) {
      message = onHost.find(source, line, Field.QUEUE_ID);
      if (message == null) {
        message = openMessage(line, Field.QUEUE_ID);
        if (Server.isFilter(message.mta)) { // the server's lines are elsewhere: the parts merge
          message.part = true;
          endings.close(message, line);
        }
      }
    } else if (line.has(Field.VERDICT)) {
      message = scans.byMessageId(line);
      if (message == null) { // a filter that was not told the queue id: its line is all there is
        message = fresh(line);
        emit(message);
      }
    } else {
      scans.keep(line);
      return;
    }
    message.touch(line);
    Facts.takeVerdict(message, line);
  }
}
