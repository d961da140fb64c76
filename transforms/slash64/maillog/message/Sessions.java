package slash64.maillog.message;

import java.util.ArrayDeque;
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
  private static final int MAX_SCREENED = 200_000;

  private final Joiner joiner;
  private final LongMap<Session> byProcess = new LongMap<>();
  private final LongMap<Session> byPeer = new LongMap<>();
  private final ArrayDeque<Session> pool = new ArrayDeque<>();

  Sessions(Joiner joiner) {
    this.joiner = joiner;
  }

  /** Takes a line that speaks of a connection and of no queued message. */
  void add(int source, LogLine line) {
    boolean screen = isScreen(line);
    LongMap<Session> map = screen ? byPeer : byProcess;
    if (!screen && line.pid() < 0) {
      addAlone(line);
      return;
    }
    long key = screen ? peerKey(source, line) : processKey(source, line);
    Session session = map.get(key);
    switch (line.event()) {
      case CONNECT -> {
        if (session != null) {
          finish(session, line);
          map.remove(key);
        }
        if (screen && byPeer.size() >= MAX_SCREENED) {
          end(byPeer);
        }
        session = start(map, key, line);
        session.facts.connections = 1;
      }
      case DISCONNECT -> {
        if (session != null) {
          session.see(line);
          finish(session, line);
          map.remove(key);
          pool.push(session);
        }
      }
      case SCREENED -> {
        if (session != null) { // smtpd counts it from here
          session.facts.connections = 0;
          finish(session, line);
          map.remove(key);
          pool.push(session);
        }
      }
      case REJECT -> refuse(session != null ? session : start(map, key, line), line);
      default -> {
        if (session == null) {
          session = start(map, key, line);
        } else {
          session.see(line);
        }
        if (line.event() == Event.AUTH_FAILURE) {
          session.facts.authFailures++;
        }
      }
    }
  }

  private Session start(LongMap<Session> map, long key, LogLine line) {
    Session session = pool.isEmpty() ? new Session() : pool.pop();
    session.reset();
    map.add(key, session);
    OpenMessage facts = session.facts;
    OpenMessage header = joiner.fresh(line);
    facts.mta = header.mta;
    facts.submission = header.submission;
    facts.copy(Text.HOST, header, false);
    facts.copy(Text.INSTANCE, header, false);
    joiner.recycle(header);
    session.see(line);
    return session;
  }

  /** A message was opened by the process of this line. */
  void opened(int source, LogLine line, OpenMessage message) {
    if (line.pid() < 0) {
      return;
    }
    long key = processKey(source, line);
    Session session = byProcess.get(key);
    if (session == null) {
      session = start(byProcess, key, line);
      session.lines = 0;
    }
    flushRefused(session);
    if (session.unqueued != null) {
      joiner.abandon(session.unqueued, line);
    }
    session.unqueued = message;
    message.session = session;
    session.lend(message);
  }

  /** One refused attempt is one row, however many of its recipients were refused. */
  private void refuse(Session session, LogLine line) {
    if (session.refused != null && !sameSender(session.refused, line)) {
      flushRefused(session);
    }
    OpenMessage row = session.refused;
    if (row == null) {
      row = joiner.fresh(line);
      row.kind = OpenMessage.REFUSED;
      row.hasStart = true;
      session.refused = row;
      session.see(line);
      session.lend(row);
      row.lines--; // touch() counts this line
    }
    fill(row, line);
  }

  private static void fill(OpenMessage row, LogLine line) {
    row.touch(line);
    if (line.hasClient()) {
      row.hasClient = true;
      row.clientHigh = line.clientHigh();
      row.clientLow = line.clientLow();
    }
    row.takeName(line, false);
    row.take(Text.SENDER, line, Field.FROM, false);
    row.take(Text.HELO, line, Field.HELO, true);
    row.take(Text.SASL_USERNAME, line, Field.SASL_USERNAME, false);
    row.submission |= row.has(Text.SASL_USERNAME);
    Joiner.countRefusal(row, line);
    Joiner.takeDomain(row, line);
  }

  private static boolean sameSender(OpenMessage row, LogLine line) {
    if (!line.has(Field.FROM) || !row.has(Text.SENDER)) {
      return line.has(Field.FROM) == row.has(Text.SENDER);
    }
    return java.util.Arrays.equals(
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
      case CONNECT, AUTH_FAILURE -> {
        row.kind = OpenMessage.CONNECTION;
        row.touch(line);
        row.hasClient = line.hasClient();
        row.clientHigh = line.clientHigh();
        row.clientLow = line.clientLow();
        row.takeName(line, false);
        row.connections = line.event() == Event.CONNECT ? 1 : 0;
        row.authFailures = line.event() == Event.AUTH_FAILURE ? 1 : 0;
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
      joiner.abandon(session.unqueued, line);
    }
    session.unqueued = null;
    if (session.hasUncounted()) {
      OpenMessage row = joiner.fresh();
      OpenMessage facts = session.facts;
      row.kind = OpenMessage.CONNECTION;
      row.hasStart = true;
      row.mta = facts.mta;
      row.submission = facts.submission;
      row.firstMicros = facts.firstMicros;
      row.lastMicros = facts.lastMicros;
      row.timeInferred = facts.timeInferred;
      row.copy(Text.HOST, facts, false);
      row.copy(Text.INSTANCE, facts, false);
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
  }

  private void end(LongMap<Session> map) {
    map.forEach(session -> finish(session, null));
    map.clear();
  }

  private static boolean isScreen(LogLine line) {
    int to = line.to(Field.PROGRAM);
    return line.word(Field.PROGRAM) == null
        ? Bytes.startsWith(line.bytes(), to - SCREEN.length, to, SCREEN)
        : line.word(Field.PROGRAM).endsWith("/postscreen");
  }

  private static long processKey(int source, LogLine line) {
    return (long) source << 32 | line.pid();
  }

  private static long peerKey(int source, LogLine line) {
    long port = line.number(Field.CLIENT_PORT, 0);
    long key = line.hasClient() ? line.clientHigh() * 31 + line.clientLow() : 0;
    return (key * 0x9E3779B97F4A7C15L ^ key >>> 31) + port * 0xC2B2AE3D27D4EB4FL + source;
  }
}
