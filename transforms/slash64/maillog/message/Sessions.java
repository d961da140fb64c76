package slash64.maillog.message;

import java.util.ArrayDeque;
import java.util.Arrays;
import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * The connections that are open, by server process; postscreen serves many clients in one process,
 * so its connections go by client address and port.
 */
final class Sessions {
  private static final byte[] SCREEN = Bytes.of("/postscreen");
  private static final byte[] TLS_PROXY = Bytes.of("/tlsproxy");

  /** So many connections at once are half-remembered ones, whose ends were lost. */
  private static final int MAX_SESSIONS = 100_000;

  private static final long STALE_MICROS = 300_000_000;

  private final WantedColumns columns;
  private final Joiner joiner;
  private final Scans scans;
  private final LastCounted last;
  private final LongMap<Session> byProcess = new LongMap<>();
  private final LongMap<Session> byPeer = new LongMap<>();
  private final LongMap<Session> byName = new LongMap<>();
  private final ArrayDeque<Session> pool = new ArrayDeque<>();

  Sessions(WantedColumns columns, Joiner joiner, Scans scans, LastCounted last) {
    this.columns = columns;
    this.joiner = joiner;
    this.scans = scans;
    this.last = last;
  }

  /** Takes a line that speaks of a connection and of no queued message. */
  void add(int source, LogLine line) {
    LongMap<Session> map = map(line);
    if (map == null) {
      addAlone(line);
      return;
    }
    long key = key(map, source, line);
    Session session = map.get(key);
    if (session != null && isOver(session, map, line)) {
      leave(session, map, key, line);
      session = null;
    }
    switch (line.event()) {
      case CONNECT, CONNECT_LOCAL -> {
        if (session != null) {
          leave(session, map, key, line);
        }
        session = start(map, key, line);
        session.facts.connections = 1;
        session.facts.local = line.event() == Event.CONNECT_LOCAL;
        last.connected(session.facts);
      }
      case DISCONNECT -> {
        if (session != null) {
          session.see(line);
          leave(session, map, key, line);
        }
      }
      case SCREENED -> {
        if (session != null) { // smtpd counts it from here
          session.facts.connections = 0;
          leave(session, map, key, line);
        }
      }
      case REJECT -> {
        if (session != null) {
          if (!isRefusedInside(session, line)) {
            refuse(session, line, false);
          }
        } else {
          refuse(start(map, key, line), line, true);
        }
      }
      default -> {
        if (session == null) {
          session = start(map, key, line);
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
          lendHandedOn(session, line);
        } else if (line.event() == Event.DISCARDED) {
          session.discards = isOfTransaction(line);
          session.facts.take(Text.SENDER, line, Field.FROM, true);
        } else if (line.event() == Event.TLS) {
          session.discards = false; // STARTTLS forgets the transaction
        } else if (session.unqueued != null && isWhileSending(line)) {
          joiner.abandon(session.unqueued, line, true);
        }
      }
    }
  }

  /**
   * How connections are told apart: by the server's own name of them, by client where one process
   * serves many or none is named, else by process; null if nothing tells.
   */
  private LongMap<Session> map(LogLine line) {
    if (line.has(Field.SESSION)) {
      return byName;
    }
    if (isScreen(line)) {
      return byPeer;
    }
    if (line.pid() >= 0) {
      return byProcess;
    }
    return line.hasClient() ? byPeer : null;
  }

  private long key(LongMap<Session> map, int source, LogLine line) {
    if (map == byProcess) {
      return processKey(source, line);
    }
    return map == byPeer ? peerKey(source, line) : nameKey(source, line);
  }

  /**
   * Nothing need tell the end of a connection to Exim or Sendmail: then it is over when a client
   * was quiet for long, or when the process id, used again, serves another client. A Postfix
   * process serves several clients and says so, and XCLIENT changes whom it speaks of.
   */
  private boolean isOver(Session session, LongMap<Session> map, LogLine line) {
    OpenMessage facts = session.facts;
    if (map == byPeer) {
      return line.hasTime() && line.micros() - facts.lastMicros > STALE_MICROS;
    }
    return map == byProcess
        && Server.hasProcessPerClient(facts.mta) // first: Postfix's addresses are read when needed
        && facts.hasClient
        && line.hasClient()
        && (line.clientHigh() != facts.clientHigh || line.clientLow() != facts.clientLow);
  }

  private void leave(Session session, LongMap<Session> map, long key, LogLine line) {
    finish(session, line);
    map.remove(key);
    pool.push(session);
  }

  private Session start(LongMap<Session> map, long key, LogLine line) {
    if (map.size() >= MAX_SESSIONS) {
      end(map);
    }
    Session session = pool.isEmpty() ? new Session(columns) : pool.pop();
    session.reset();
    session.isAnyOfClient = map == byPeer && !line.has(Field.CLIENT_PORT);
    map.add(key, session);
    Server.describe(session.facts, line);
    session.see(line);
    return session;
  }

  /** A message was opened by the process of this line. */
  void opened(int source, LogLine line, OpenMessage message) {
    LongMap<Session> map = map(line);
    if (map == null) {
      return;
    }
    long key = key(map, source, line);
    Session session = map.get(key);
    if (session != null && map == byProcess && isOver(session, map, line)) {
      leave(session, map, key, line);
      session = null;
    }
    if (session == null && map == byPeer) {
      return;
    }
    if (session == null) {
      session = start(map, key, line);
      session.lines = 0;
    }
    flushRefused(session);
    if (session.unqueued != null) {
      joiner.abandon(session.unqueued, line, false);
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
  private void lendHandedOn(Session session, LogLine line) {
    OpenMessage facts = session.facts;
    OpenMessage message =
        facts.hasClient ? joiner.handedOn(line, facts.clientHigh, facts.clientLow) : null;
    if (message != null) {
      message.see(line);
      session.lend(message);
    }
  }

  /** Whether a filter passed on a refusal that the smtpd behind it has told of: it counts once. */
  private boolean isRefusedInside(Session session, LogLine line) {
    OpenMessage message =
        line.is(Field.ACTION, "proxy-reject") ? joiner.refusedInside(session.facts, line) : null;
    if (message == null) {
      return false;
    }
    session.see(line);
    message.see(line);
    session.lend(message);
    return true;
  }

  /** One refused attempt is one row, however many of its recipients were refused. */
  private void refuse(Session session, LogLine line, boolean isSeen) {
    session.discards &= !line.is(Field.STAGE, "MAIL"); // another transaction, or none
    boolean continues =
        session.refused != null
            && (sameSender(session.refused, line) || isStillOfGreeting(session, line));
    if (!continues) {
      flushRefused(session);
    }
    session.isGreetingRefused = isOfGreeting(line);
    OpenMessage row = session.refused;
    if (row == null) {
      row = joiner.fresh(line);
      row.kind = OpenMessage.REFUSED;
      row.hasStart = true;
      session.refused = row;
      if (!isSeen) {
        session.see(line);
      }
      session.lend(row);
      row.lines--; // touch() counts this line
    }
    fill(row, line);
    scans.lend(row);
  }

  /**
   * A milter that refuses a client as it connects or greets has smtpd refuse each command after
   * that, and log each: one attempt.
   */
  private static boolean isStillOfGreeting(Session session, LogLine line) {
    return session.isGreetingRefused && !session.refused.has(Text.SENDER) && line.has(Field.FROM);
  }

  private static boolean isOfGreeting(LogLine line) {
    return line.is(Field.STAGE, "CONNECT")
        || line.is(Field.STAGE, "EHLO")
        || line.is(Field.STAGE, "HELO");
  }

  private void fill(OpenMessage row, LogLine line) {
    row.touch(line);
    if (line.hasClient()) {
      row.hasClient = true;
      row.clientHigh = line.clientHigh();
      row.clientLow = line.clientLow();
    }
    row.takeName(line, false);
    row.take(Text.SENDER, line, Field.FROM, false);
    row.take(Text.HELO, line, Field.HELO, true);
    Facts.takeTls(row, line);
    row.take(Text.SASL_USERNAME, line, Field.SASL_USERNAME, false);
    row.submission |= row.has(Text.SASL_USERNAME);
    last.refused(row, Facts.countRefusal(columns, row, line));
    Facts.takeDomain(row, line);
  }

  private static boolean sameSender(OpenMessage row, LogLine line) {
    if (!line.has(Field.FROM) || !row.has(Text.SENDER)) {
      return line.has(Field.FROM) == row.has(Text.SENDER);
    }
    return Arrays.equals(
        row.text(),
        row.from(Text.SENDER),
        row.to(Text.SENDER),
        line.bytes(),
        line.from(Field.FROM),
        line.to(Field.FROM));
  }

  /** A line without process id: nothing ties it to others. */
  private void addAlone(LogLine line) {
    OpenMessage row = joiner.fresh(line);
    row.hasStart = true;
    switch (line.event()) {
      case REJECT -> {
        row.kind = OpenMessage.REFUSED;
        fill(row, line);
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
        joiner.recycle(row);
        return;
      }
    }
    joiner.emit(row);
  }

  private void flushRefused(Session session) {
    if (session.refused != null) {
      joiner.emit(session.refused);
      session.refused = null;
    }
  }

  private void finish(Session session, LogLine line) {
    flushRefused(session);
    if (session.unqueued != null && line != null) {
      joiner.abandon(session.unqueued, line, false);
    }
    session.unqueued = null;
    if (session.hasUncounted()) {
      OpenMessage row = joiner.fresh();
      row.becomeConnection(session.facts);
      session.lend(row);
      joiner.emit(row);
    }
  }

  /** The message left the table: its session must not speak of it any more. */
  void forget(OpenMessage message) {
    if (message.session != null && message.session.unqueued == message) {
      message.session.unqueued = null;
    }
  }

  void end() {
    end(byProcess);
    end(byPeer);
    end(byName);
  }

  private void end(LongMap<Session> map) {
    map.forEach(session -> finish(session, null));
    map.clear();
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

  /** The programs that serve many clients at once: postscreen, and tlsproxy on its behalf. */
  private static boolean isScreen(LogLine line) {
    String word = line.word(Field.PROGRAM);
    if (word != null) {
      return word.endsWith("/postscreen") || word.endsWith("/tlsproxy");
    }
    int from = line.from(Field.PROGRAM);
    int to = line.to(Field.PROGRAM);
    int screen = to - SCREEN.length;
    int proxy = to - TLS_PROXY.length;
    return (screen >= from && Bytes.startsWith(line.bytes(), screen, to, SCREEN))
        || (proxy >= from && Bytes.startsWith(line.bytes(), proxy, to, TLS_PROXY));
  }

  private static long processKey(int source, LogLine line) {
    return (long) source << 32 | line.pid();
  }

  private static long nameKey(int source, LogLine line) {
    byte[] b = line.bytes();
    long key = source;
    for (int i = line.from(Field.SESSION), to = line.to(Field.SESSION); i < to; i++) {
      key = (key ^ b[i]) * 0x100000001B3L;
    }
    return key * 0x9E3779B97F4A7C15L ^ key >>> 31;
  }

  private static long peerKey(int source, LogLine line) {
    long port = line.number(Field.CLIENT_PORT, 0);
    long key = line.hasClient() ? line.clientHigh() * 31 + line.clientLow() : 0;
    return (key * 0x9E3779B97F4A7C15L ^ key >>> 31) + port * 0xC2B2AE3D27D4EB4FL + source;
  }
}
