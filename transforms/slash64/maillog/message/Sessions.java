package slash64.maillog.message;

import java.util.ArrayDeque;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/** What lines tell of connections, and of the messages and refused attempts that came by them. */
final class Sessions {
  private final WantedColumns columns;
  private final Rows rows;
  private final Endings endings;
  private final HostMessages onHost;
  private final InnerRefusals innerRefusals;
  private final LastCounted last;
  private final RefusedAttempts attempts;
  private final SessionTable table = new SessionTable();
  private final ArrayDeque<Session> pool = new ArrayDeque<>();

  Sessions(
      WantedColumns columns,
      Rows rows,
      Endings endings,
      HostMessages onHost,
      InnerRefusals innerRefusals,
      Scans scans,
      LastCounted last) {
    this.columns = columns;
    this.rows = rows;
    this.endings = endings;
    this.onHost = onHost;
    this.innerRefusals = innerRefusals;
    this.last = last;
    this.attempts = new RefusedAttempts(columns, rows, scans, last);
  }

  /** Takes a line that speaks of a connection and of no queued message. */
  void add(int source, LogLine line) {
    if (!table.seek(source, line)) {
      addAlone(line);
      return;
    }
    Session session = table.found();
    if (session != null && table.isOver(session, line)) {
      leave(session, line);
      session = null;
    }
    switch (line.event()) {
      case CONNECT, CONNECT_LOCAL -> {
        if (session != null) {
          leave(session, line);
        }
        session = start(line);
        session.facts.connections = 1;
        session.facts.local = line.event() == Event.CONNECT_LOCAL;
        last.connected(session.facts);
      }
      case DISCONNECT -> {
        if (session != null) {
          session.see(line);
          leave(session, line);
        }
      }
      case SCREENED -> {
        if (session != null) { // smtpd counts it from here
          session.facts.connections = 0;
          leave(session, line);
        }
      }
      case REJECT -> {
        if (session != null) {
          if (!isRefusedInside(source, session, line)) {
            attempts.refuse(session, line, false);
          }
        } else {
          attempts.refuse(start(line), line, true);
        }
      }
      default -> {
        if (session == null) {
          session = start(line);
        } else {
          session.see(line);
        }
        if (line.event() == Event.AUTH_FAILURE) {
          session.facts.authFailures++;
          last.failed(session.facts);
        } else if (line.event() == Event.AUTHENTICATED) {
          session.facts.take(Text.SASL_USERNAME, line, Field.SASL_USERNAME, true);
          session.facts.submission = true;
        } else if (line.has(Field.OTHER_QUEUE_ID)) {
          lendHandedOn(source, session, line);
        } else if (line.event() == Event.DISCARDED) {
          session.discards = isOfTransaction(line);
          session.facts.take(Text.SENDER, line, Field.FROM, true);
        } else if (line.event() == Event.TLS) {
          session.discards = false; // STARTTLS forgets the transaction
        } else if (session.unqueued != null && isWhileSending(line)) {
          endings.abandon(session.unqueued, line, true);
        }
      }
    }
  }

  private void leave(Session session, LogLine line) {
    finish(session, line);
    table.remove();
    pool.push(session);
  }

  /** Starts a session at the place that the table looked for last. */
  private Session start(LogLine line) {
    if (table.isFull()) {
      table.clearSought(session -> finish(session, null));
    }
    Session session = pool.isEmpty() ? new Session(columns) : pool.pop();
    session.reset();
    session.isAnyOfClient = table.isByPeer() && !line.has(Field.CLIENT_PORT);
    table.add(session);
    Server.describe(session.facts, line);
    session.see(line);
    return session;
  }

  /** A message was opened by the process of this line. */
  void opened(int source, LogLine line, OpenMessage message) {
    if (!table.seek(source, line)) {
      return;
    }
    Session session = table.found();
    if (session != null && table.isByProcess() && table.isOver(session, line)) {
      leave(session, line);
      session = null;
    }
    if (session == null && table.isByPeer()) {
      return;
    }
    if (session == null) {
      session = start(line);
      session.lines = 0;
    }
    attempts.flush(session);
    if (session.unqueued != null) {
      endings.abandon(session.unqueued, line, false);
    }
    if (session.discards) {
      message.discarded = true;
      message.copy(Text.SENDER, session.facts, false);
    }
    session.discards = false;
    if ("postfix".equals(message.mta)) { // others tell of a message once they have it
      session.unqueued = message;
      message.session = session;
    }
    session.lend(message);
  }

  /**
   * {@code proxy-accept: … queued as {id}}: a before-queue filter gave the session's message to
   * another smtpd of this host. That one knows the client (XFORWARD), but not who logged in nor
   * how. The reply is the filter's text: it counts only where it names a message of this client.
   */
  private void lendHandedOn(int source, Session session, LogLine line) {
    OpenMessage facts = session.facts;
    OpenMessage message =
        facts.hasClient ? onHost.handedOn(source, line, facts.clientHigh, facts.clientLow) : null;
    if (message != null) {
      message.see(line);
      session.lend(message);
    }
  }

  /** Whether a filter passed on a refusal that the smtpd behind it has told of: it counts once. */
  private boolean isRefusedInside(int source, Session session, LogLine line) {
    OpenMessage message =
        line.is(Field.ACTION, "proxy-reject")
            ? innerRefusals.take(source, session.facts, line)
            : null;
    if (message == null) {
      return false;
    }
    session.see(line);
    message.see(line);
    session.lend(message);
    return true;
  }

  /** A line without process id: nothing ties it to others. */
  private void addAlone(LogLine line) {
    OpenMessage row = rows.fresh(line);
    row.hasStart = true;
    switch (line.event()) {
      case REJECT -> {
        row.kind = OpenMessage.REFUSED;
        attempts.fill(row, line);
      }
      case CONNECT, CONNECT_LOCAL, AUTH_FAILURE -> {
        row.kind = OpenMessage.CONNECTION;
        row.touch(line);
        row.hasClient = line.hasClient();
        row.clientHigh = line.clientHigh();
        row.clientLow = line.clientLow();
        row.takeName(line, false);
        row.local = line.event() == Event.CONNECT_LOCAL;
        row.authFailures = line.event() == Event.AUTH_FAILURE ? 1 : 0;
        row.connections = 1 - row.authFailures;
      }
      default -> {
        rows.recycle(row);
        return;
      }
    }
    rows.emit(row);
  }

  private void finish(Session session, LogLine line) {
    attempts.flush(session);
    if (session.unqueued != null && line != null) {
      endings.abandon(session.unqueued, line, false);
    }
    session.unqueued = null;
    if (session.hasUncounted()) {
      OpenMessage row = rows.fresh();
      row.becomeConnection(session.facts);
      session.lend(row);
      rows.emit(row);
    }
  }

  /** Ends every connection: the input has ended. */
  void end() {
    table.clear(session -> finish(session, null));
  }

  /**
   * Whether {@code NOQUEUE: discard: RCPT from …} is of the message that the session opens next.
   * Postfix keeps a discard for one transaction (smtpd.c, mail_reset) and says nothing more of it:
   * the message gets its queue id and ends without a further line. What smtpd decides while a
   * client connects or greets, it forgets at the greeting. RSET leaves no line, so that after it
   * the next message of the session is taken for the discarded one; if it then shows in the queue,
   * or is refused at its end, that is taken back.
   */
  private static boolean isOfTransaction(LogLine line) {
    return line.is(Field.STAGE, "RCPT") || line.is(Field.STAGE, "MAIL");
  }

  /** {@code lost connection after DATA (1234 bytes)}: what came of the message is thrown away. */
  private static boolean isWhileSending(LogLine line) {
    return line.event() == Event.COMPLAINT
        && (line.is(Field.STAGE, "DATA") || line.is(Field.STAGE, "BDAT"));
  }
}
