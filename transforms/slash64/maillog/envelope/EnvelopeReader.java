package slash64.maillog.envelope;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Reads what stands before a program's own text: stamp, host, program and process id, in every
 * header form of FORMATS 1.1. The real header is the one at column 0, whatever a client wrote into
 * the text. One object per file; not thread-safe.
 */
public final class EnvelopeReader {
  private static final byte[] BOOT = Bytes.of("-- ");
  private static final int MAX_PRIORITY_DIGITS = 3;

  private final StampClock clock;
  private final Stamp stamp = new Stamp();
  private final Stamp second = new Stamp();
  private final JournalReader journal;
  private final Tags tags = new Tags();
  private final ContainerStamp containers = new ContainerStamp();

  public EnvelopeReader(StampClock clock) {
    this.clock = clock;
    this.journal = new JournalReader();
  }

  /**
   * Reads the header of a line that was just reset. Where a container's runtime wrote it before an
   * object of JSON, the text is that object and the line has no program: the object tells its own
   * time, and whose it is.
   *
   * @return whether text of a program follows; if not, the line is refused or tells of nothing
   */
  public boolean read(LogLine line) {
    byte[] b = line.bytes();
    int from = line.start();
    int to = line.end();
    if (from == to) {
      line.setEvent(Event.NOTHING);
      return false;
    }
    byte first = b[from];
    if (first == '{') {
      return journal.read(line);
    }
    if (first >= '1' && first <= '9') {
      from = skipOctetCount(b, from, to);
      first = b[from];
    }
    if (first == '<') {
      int close = skipPriority(b, from, to);
      if (close < 0) {
        return refuse(line, Refusal.NO_HEADER);
      }
      from = close;
      if (from + 2 < to && b[from] == '1' && b[from + 1] == ' ') {
        return readRfc5424(line, b, from + 2, to);
      }
    }
    return readHeader(line, b, from, to, false);
  }

  private boolean readHeader(LogLine line, byte[] b, int from, int to, boolean isContained) {
    if (to - from < 16) {
      return refuse(line, Refusal.NO_HEADER);
    }
    if (b[from] >= '0' && b[from] <= '9') {
      return b[from + 4] == ' '
          ? readRfc3164(line, b, from, to)
          : readIso(line, b, from, to, isContained);
    }
    if (Bytes.startsWith(b, from, to, BOOT)) {
      line.setEvent(Event.NOTHING);
      return false;
    }
    return readRfc3164(line, b, from, to);
  }

  private static boolean refuse(LogLine line, Refusal reason) {
    line.refuse(reason);
    return false;
  }

  /** RFC 6587: {@code 123 <22>1 ...}. */
  private static int skipOctetCount(byte[] b, int from, int to) {
    int at = Bytes.digits(b, from, to);
    return at - from <= 6 && at + 1 < to && b[at] == ' ' && b[at + 1] == '<' ? at + 1 : from;
  }

  private static int skipPriority(byte[] b, int from, int to) {
    int at = Bytes.digits(b, from + 1, Math.min(to, from + 2 + MAX_PRIORITY_DIGITS));
    return at > from + 1 && at < to && b[at] == '>' ? at + 1 : -1;
  }

  private boolean readRfc3164(LogLine line, byte[] b, int from, int to) {
    if (!stamp.readNamedMonth(b, from, to) && !stamp.readWeekday(b, from, to)) {
      return refuse(line, looksLikeDate(b, from, to) ? Refusal.BAD_STAMP : Refusal.NO_HEADER);
    }
    return readTag(line, b, from, to);
  }

  private boolean readIso(LogLine line, byte[] b, int from, int to, boolean isContained) {
    if (!stamp.readIso(b, from, to)) {
      if (stamp.readEpoch(b, from, to)) {
        return readTag(line, b, from, to);
      }
      return refuse(line, looksLikeDate(b, from, to) ? Refusal.BAD_STAMP : Refusal.NO_HEADER);
    }
    if (b[from + 10] == 'T') {
      int inner = isContained ? ContainerStamp.NONE : contained(b, stamp.end(), to);
      if (inner == ContainerStamp.PIECE) {
        return refuse(line, Refusal.CUT);
      }
      return inner == ContainerStamp.NONE
          ? readTag(line, b, from, to)
          : readContained(line, b, from, inner, to);
    }
    stamp.readSpacedOffset(b, to);
    return isTagged(b, stamp.end() + 1, to)
        ? readTag(line, b, from, to)
        : readOwnFile(line, b, from, to);
  }

  /**
   * Returns whether a host and a program begin at {@code from}: a logger may write a blank for the
   * stamp's T, {@code 2026-11-03 08:05:01 mx1 postfix/smtpd[812]: text}. What Exim and Rspamd write
   * into files of their own begins with no such two words, whatever a client said.
   */
  private static boolean isTagged(byte[] b, int from, int to) {
    int at = from;
    while (at < to && isOfHost(b[at])) {
      at++;
    }
    if (at == from || at >= to || b[at] != ' ' || b[at - 1] == ':') {
      return false;
    }
    int open = Bytes.indexInWord(b, at + 1, to, '[');
    if (open == at + 1 || open >= to || b[open] != '[') {
      return false;
    }
    int close = Bytes.digits(b, open + 1, to);
    return close > open + 1 && close + 1 < to && b[close] == ']' && b[close + 1] == ':';
  }

  private static boolean isOfHost(byte b) {
    return b >= 'a' && b <= 'z'
        || b >= 'A' && b <= 'Z'
        || b >= '0' && b <= '9'
        || b == '.'
        || b == '-'
        || b == '_'
        || b == ':';
  }

  /** A time of day near the start: this was meant to be a stamp. */
  private static boolean looksLikeDate(byte[] b, int from, int to) {
    int colon = Bytes.indexOf(b, from, Math.min(to, from + 24), ':');
    return colon > from + 2
        && colon + 3 < to
        && b[colon + 3] == ':'
        && b[colon - 1] >= '0'
        && b[colon - 1] <= '9';
  }

  /** Exim's and Rspamd's own files: a stamp with a blank, then neither host nor program. */
  private boolean readOwnFile(LogLine line, byte[] b, int from, int to) {
    int at = stamp.end();
    line.set(Field.TIMESTAMP, from, at);
    if (at + 1 >= to || b[at] != ' ') {
      return refuse(line, Refusal.CUT_HEADER);
    }
    clock.useHost(b, from, from);
    setTime(line);
    at = skipSeverity(b, at + 1, to);
    if (b[at] == '#') { // #1001(normal) <a1b2c3>; ...
      int open = Bytes.digits(b, at + 1, to);
      int close = open < to && b[open] == '(' ? Bytes.indexOf(b, open, to, ')') : -1;
      if (close < 0 || close + 2 >= to) {
        return refuse(line, Refusal.CUT_HEADER);
      }
      line.setPid((int) Bytes.number(b, at + 1, Math.min(open, at + 10), -1));
      line.setWord(Field.PROGRAM, "rspamd");
      line.setText(close + 2);
      return true;
    }
    if (b[at] == '[') { // [pid] of Exim's +pid selector
      int close = Bytes.digits(b, at + 1, to);
      if (close < to && b[close] == ']' && close + 2 < to) {
        line.setPid((int) Bytes.number(b, at + 1, Math.min(close, at + 10), -1));
        at = close + 2;
      }
    }
    line.setWord(Field.PROGRAM, "exim");
    line.setText(at);
    return true;
  }

  /** {@code [notice] #1001(normal)}: Rspamd's own file where it logs severities. */
  private static int skipSeverity(byte[] b, int from, int to) {
    int at = from + 1;
    while (b[from] == '[' && at < to && b[at] >= 'a' && b[at] <= 'z') {
      at++;
    }
    boolean isSeverity = at > from + 1 && at + 2 < to && b[at] == ']' && b[at + 2] == '#';
    return isSeverity ? at + 2 : from;
  }

  /** Returns where a container's line begins, as {@link ContainerStamp} does. */
  private int contained(byte[] b, int from, int to) {
    if (from + 1 < to && b[from] == ' ') { // docker logs -t: a header at once, or an object
      if (b[from + 1] == '{') {
        return from + 1;
      }
      if (b[from + 1] <= 'Z') {
        return secondHeader(b, from + 1, to);
      }
    }
    return containers.text(b, from, to);
  }

  /** The line is its first writer's; where that one sets no stamp, the runtime's tells the time. */
  private boolean readContained(LogLine line, byte[] b, int outer, int from, int to) {
    if (b[from] == '{') {
      line.setText(from);
      return true;
    }
    boolean hasHeader =
        to - from >= 16 && (second.readIso(b, from, to) || second.readNamedMonth(b, from, to));
    if (hasHeader) {
      return readHeader(line, b, from, to, true);
    }
    line.set(Field.TIMESTAMP, outer, stamp.end());
    clock.useHost(b, from, from);
    setTime(line);
    return line.hasTime() ? ProgramTag.read(line, b, from, to) : refuse(line, Refusal.BAD_STAMP);
  }

  private boolean readTag(LogLine line, byte[] b, int from, int to) {
    return readTag(line, b, from, to, false);
  }

  /**
   * Returns where a second header begins right behind the host, or -1. A relay may set its own
   * stamp and name before a line as it came: {@code Nov 3 08:05:02 relay Nov 3 08:05:01 mx1
   * postfix/smtpd[812]: text}. No client's text can stand there.
   */
  private int secondHeader(byte[] b, int from, int to) {
    if (to - from < 16 || b[from] > 'Z') { // programs are written small, but for a few
      return -1;
    }
    int at = b[from] == '<' ? skipPriority(b, from, to) : from;
    if (at < 0 || to - at < 16) {
      return -1;
    }
    boolean isIso = b[at] >= '0' && b[at] <= '9' && b[at + 4] != ' ';
    boolean isStamp = isIso ? second.readIso(b, at, to) : second.readNamedMonth(b, at, to);
    return isStamp && !(isIso && b[at + 10] != 'T') ? at : -1;
  }

  /** The line is its first writer's, at the first writer's time. */
  private boolean readSecond(LogLine line, byte[] b, int from, int to) {
    boolean isIso = b[from] >= '0' && b[from] <= '9' && b[from + 4] != ' ';
    if (isIso ? !stamp.readIso(b, from, to) : !stamp.readNamedMonth(b, from, to)) {
      return refuse(line, Refusal.BAD_STAMP);
    }
    return readTag(line, b, from, to, true);
  }

  private boolean readTag(LogLine line, byte[] b, int from, int to, boolean isRelayed) {
    int at = stamp.end();
    line.set(Field.TIMESTAMP, from, at);
    if (at >= to || b[at] != ' ') {
      return refuse(line, Refusal.CUT_HEADER);
    }
    at++;
    if (at < to && b[at] == '<') { // FreeBSD -v: <mail.info>
      int close = Bytes.indexOf(b, at, Math.min(to, at + 24), '>');
      if (close < 0 || close + 1 >= to || b[close + 1] != ' ') {
        return refuse(line, Refusal.CUT_HEADER);
      }
      at = close + 2;
    }
    int bracket = Bytes.indexOf(b, at, Math.min(to, at + Tags.LONGEST), '[');
    int known = bracket < 0 ? -1 : tags.find(b, at, bracket);
    return known < 0
        ? readNewTag(line, b, at, bracket, to, isRelayed)
        : readKnownTag(line, b, at, bracket, to, known);
  }

  private boolean readNewTag(
      LogLine line, byte[] b, int from, int bracket, int to, boolean isRelayed) {
    int at = from;
    int blank = Bytes.indexOf(b, at, to, ' ');
    if (blank < 0) {
      return refuse(line, Refusal.CUT_HEADER);
    }
    boolean hasHost = !Repeats.isOfPrevious(b, at, to) && !ProgramTag.isAt(b, at, blank);
    if (hasHost) {
      line.set(Field.HOST, at, blank);
      clock.useHost(b, at, blank);
      at = blank + 1;
      int inner = isRelayed ? -1 : secondHeader(b, at, to);
      if (inner > 0) {
        return readSecond(line, b, inner, to);
      }
    }
    setTime(line);
    if (!line.hasTime()) {
      return refuse(line, Refusal.BAD_STAMP);
    }
    if (Repeats.isOfPrevious(b, at, to)) { // BSD names no program
      Repeats.readOfPrevious(line, at);
      return false;
    }
    boolean isRead = ProgramTag.read(line, b, at, to);
    if (isRead && hasHost && line.to(Field.PROGRAM) == bracket) {
      line.setTag(tags.add(b, from, blank, bracket));
    }
    return isRead;
  }

  /**
   * The same bytes up to the first bracket read the same again: what is not decided by them is
   * decided by a blank or a colon (a repeat, a second header), and a program has neither.
   */
  private boolean readKnownTag(LogLine line, byte[] b, int from, int bracket, int to, int known) {
    int host = from + tags.hostLength(known);
    line.set(Field.HOST, from, host);
    clock.useHost(b, from, host);
    setTime(line);
    if (!line.hasTime()) {
      return refuse(line, Refusal.BAD_STAMP);
    }
    line.set(Field.PROGRAM, host + 1, bracket);
    line.setTag(tags.number(known));
    return ProgramTag.readPid(line, b, bracket, to);
  }

  private void setTime(LogLine line) {
    long micros = stamp.micros(clock);
    if (micros != Long.MIN_VALUE) {
      line.setTime(micros, stamp.inferred());
      if (stamp.inferred()) {
        line.setTimeAmbiguous(clock.isAmbiguous());
      } else {
        clock.anchor(Math.floorDiv(micros, 1_000_000L));
      }
    }
  }

  /** RFC 5424: {@code STAMP HOST APP PID MSGID SD TEXT}, the version already passed. */
  private boolean readRfc5424(LogLine line, byte[] b, int from, int to) {
    int at = from;
    if (b[at] != '-') {
      if (!stamp.readIso(b, at, to)) {
        return refuse(line, Refusal.BAD_STAMP);
      }
      line.set(Field.TIMESTAMP, at, stamp.end());
      at = stamp.end();
    } else {
      at++;
    }
    for (int i = 0; i < 4; i++) {
      if (at >= to || b[at] != ' ') {
        return refuse(line, Refusal.CUT_HEADER);
      }
      int blank = Bytes.indexOf(b, at + 1, to, ' ');
      if (blank < 0) {
        return refuse(line, Refusal.CUT_HEADER);
      }
      boolean given = b[at + 1] != '-' || blank > at + 2;
      if (given && i == 0) {
        line.set(Field.HOST, at + 1, blank);
      } else if (given && i == 1) {
        line.set(Field.PROGRAM, at + 1, blank);
      } else if (given && i == 2) {
        line.setPid((int) Bytes.number(b, at + 1, Math.min(blank, at + 10), -1));
      }
      at = blank;
    }
    if (line.has(Field.TIMESTAMP)) {
      int host = line.has(Field.HOST) ? line.from(Field.HOST) : from;
      clock.useHost(b, host, line.has(Field.HOST) ? line.to(Field.HOST) : from);
      setTime(line);
    }
    at = skipStructuredData(b, at + 1, to);
    if (at < 0 || !line.has(Field.PROGRAM)) {
      return refuse(line, Refusal.CUT_HEADER);
    }
    if (at < to && b[at] == ' ') {
      at++;
    }
    if (at + 2 < to
        && b[at] == (byte) 0xef
        && b[at + 1] == (byte) 0xbb
        && b[at + 2] == (byte) 0xbf) {
      at += 3;
    }
    line.setText(at);
    return true;
  }

  /** {@code -} or {@code [id k="v" ...]...}, where a value escapes quote, backslash and bracket. */
  private static int skipStructuredData(byte[] b, int from, int to) {
    if (from < to && b[from] == '-') {
      return from + 1;
    }
    int at = from;
    while (at < to && b[at] == '[') {
      boolean quoted = false;
      for (at++; at < to && (quoted || b[at] != ']'); at++) {
        if (b[at] == '\\' && quoted) {
          at++;
        } else if (b[at] == '"') {
          quoted = !quoted;
        }
      }
      at++;
    }
    return at > from && at <= to ? at : -1;
  }
}
