package slash64.maillog.message;

import java.util.function.Consumer;
import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * The connections that are open, by server process; postscreen serves many clients in one process,
 * so its connections go by client address and port.
 *
 * <p>{@link #seek} looks for the connection of a line; what else is asked is of the place it found.
 */
final class SessionTable {
  private static final byte[] SCREEN = Bytes.of("/postscreen");
  private static final byte[] TLS_PROXY = Bytes.of("/tlsproxy");

  /** So many connections at once are half-remembered ones, whose ends were lost. */
  private static final int MAX_SESSIONS = 100_000;

  /** How long a client that nothing else tells apart may be quiet, in microseconds. */
  private static final long STALE_MICROS = 300_000_000;

  private final LongMap<Session> byProcess = new LongMap<>();
  private final LongMap<Session> byPeer = new LongMap<>();
  private final LongMap<Session> byName = new LongMap<>();

  private LongMap<Session> sought;
  private long key;

  /** Looks for the connection of a line; returns whether anything tells it from others. */
  boolean seek(int source, LogLine line) {
    sought = map(line);
    if (sought == null) {
      return false;
    }
    key = key(source, line);
    return true;
  }

  /** Returns the session of the line, or null if it has none yet. */
  Session found() {
    return sought.get(key);
  }

  /** Returns whether the line's connection is told from others by its server process. */
  boolean isByProcess() {
    return sought == byProcess;
  }

  /** Returns whether the line's connection is told from others by its client. */
  boolean isByPeer() {
    return sought == byPeer;
  }

  /** Returns whether there are too many sessions of the line's kind for another one. */
  boolean isFull() {
    return sought.size() >= MAX_SESSIONS;
  }

  /** Makes this the session of the line, which has none. */
  void add(Session session) {
    sought.add(key, session);
  }

  /** Forgets the session of the line. */
  void remove() {
    sought.remove(key);
  }

  /** Forgets all sessions of the line's kind, after telling somebody of each. */
  void clearSought(Consumer<Session> action) {
    clear(sought, action);
  }

  /** Forgets all sessions, after telling somebody of each. */
  void clear(Consumer<Session> action) {
    clear(byProcess, action);
    clear(byPeer, action);
    clear(byName, action);
  }

  private static void clear(LongMap<Session> map, Consumer<Session> action) {
    map.forEach(action);
    map.clear();
  }

  /**
   * Nothing need tell the end of a connection to Exim or Sendmail: then it is over when a client
   * was quiet for long, or when the process id, used again, serves another client. A Postfix
   * process serves several clients and says so, and XCLIENT changes whom it speaks of.
   */
  boolean isOver(Session session, LogLine line) {
    OpenMessage facts = session.facts;
    if (sought == byPeer) {
      return line.hasTime() && line.micros() - facts.lastMicros > STALE_MICROS;
    }
    return sought == byProcess
        && Server.hasProcessPerClient(facts.mta) // first: Postfix's addresses are read when needed
        && facts.hasClient
        && line.hasClient()
        && (line.clientHigh() != facts.clientHigh || line.clientLow() != facts.clientLow);
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

  private long key(int source, LogLine line) {
    if (sought == byProcess) {
      return processKey(source, line);
    }
    return sought == byPeer ? peerKey(source, line) : nameKey(source, line);
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
