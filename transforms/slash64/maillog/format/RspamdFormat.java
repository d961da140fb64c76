package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;
import slash64.maillog.line.WantedFields;
import slash64.net.AddressParser;

/**
 * Rspamd's task line, as the shipped {@code log_format} writes it, with fields left out or added
 * (FORMATS 5). Four stretches of it are others' text: the Message-ID at its start, the sender,
 * whose quotes Rspamd takes off, right before the verdict, the options of symbols behind that, and
 * at the end recipients and the reasons of forced actions. So queue id, address and login count
 * before the sender only, and of several verdicts or tails that could be the true one none that
 * does whoever wrote the others any good.
 */
final class RspamdFormat implements LineFormat {
  private static final byte[] TASK = Bytes.of("rspamd_task_write_log: ");
  private static final byte[] CONTROLLER_WORKER = Bytes.of("(controller) ");
  private static final byte[] CONTROLLER = Bytes.of("; controller; ");
  private static final byte[] CONTROLLER_SESSION = Bytes.of("; csession; ");
  private static final byte[] VERDICT = Bytes.of("(default: ");
  private static final byte[] ID = Bytes.of("id: <");
  private static final byte[] UNDEFINED = Bytes.of("undef");
  private static final byte[] ID_END = Bytes.of(">, ");
  private static final byte[] QID = Bytes.of("qid: <");
  private static final byte[] IP = Bytes.of("ip: ");
  private static final byte[] USER = Bytes.of("user: ");
  private static final byte[] FROM = Bytes.of("from: <");
  private static final byte[] AFTER_FIELD = Bytes.of(", ");
  private static final byte[] AFTER_SYMBOLS = Bytes.of("), len: ");
  private static final byte[] END_OF_SYMBOLS = Bytes.of("]), len: ");
  private static final byte[] REJECT = Bytes.of("reject");
  private static final byte[] ADD_HEADER = Bytes.of("add header");
  private static final byte[] REWRITE_SUBJECT = Bytes.of("rewrite subject");
  private static final byte[] SENDER_END = Bytes.of(">, (");
  private static final byte[] TIME = Bytes.of(", time: ");
  private static final byte[] DNS = Bytes.of(", dns req: ");
  private static final byte[] AFTER_SYMBOLS_BARE = Bytes.of("], len: ");
  private static final byte[] DIGEST = Bytes.of("digest: <");
  private static final byte[] RCPTS = Bytes.of("rcpts: <");
  private static final byte[] SCORES = Bytes.of(": [");

  /** Actions may be anybody's own: {@code quarantine to the spam folder}. */
  private static final int LONGEST_ACTION = 80;

  private static final int LONGEST_ADDRESS = 64;

  /** {@code 120.512ms real, 3.201ms virtual} of old versions. */
  private static final int LONGEST_TIME = 48;

  /** What the symbols tell, and what stands behind them. */
  private static final long IN_SYMBOLS =
      WantedFields.bits(Field.SYMBOLS, Field.SPF, Field.DKIM, Field.DMARC);

  private static final long IN_TAIL = WantedFields.bits(Field.SIZE, Field.DIGEST, Field.TO);

  private static final long BEHIND_ACTION = IN_SYMBOLS | IN_TAIL | WantedFields.bits(Field.SCORE);

  private final AddressParser addresses = new AddressParser();
  private final RspamdSymbols symbols = new RspamdSymbols();
  private final RspamdJson json = new RspamdJson(this);

  @Override
  public void read(LogLine line) {
    byte[] b = line.bytes();
    int to = line.end();
    if (line.text() < to && b[line.text()] == '{') {
      json.read(line);
      return;
    }
    int task = Bytes.indexOf(b, line.text(), Math.min(to, line.text() + 120), TASK);
    if (task < 0 || isOfController(line, task)) {
      line.setEvent(Event.NOTHING);
      return;
    }
    readTask(line, task + TASK.length);
  }

  /**
   * What the controller scans is given to it to learn or to try, and is no mail. Its own file names
   * the worker before the text, {@code #77(controller) <tag>; …}, syslog at most the module.
   */
  private static boolean isOfController(LogLine line, int task) {
    byte[] b = line.bytes();
    int text = line.text();
    int worker = text - CONTROLLER_WORKER.length;
    return worker >= 0 && Bytes.startsWith(b, worker, text, CONTROLLER_WORKER)
        || endsWith(b, text, task, CONTROLLER)
        || endsWith(b, text, task, CONTROLLER_SESSION);
  }

  private static boolean endsWith(byte[] b, int from, int to, byte[] what) {
    int at = to - what.length;
    return at >= from && Bytes.startsWith(b, at, to, what);
  }

  /** Returns whether a module, null if not told, is the controller's. */
  static boolean isOfController(String module) {
    return "controller".equals(module) || "csession".equals(module);
  }

  /** Reads a line of {@code log_json} that stands for itself, without a header. */
  void readJson(LogLine line) {
    json.read(line);
  }

  /** Reads what the function {@code rspamd_task_write_log} wrote. */
  void readTask(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    int verdict = verdictStart(b, from, to);
    if (verdict < 0) {
      line.refuse(Refusal.CUT);
      return;
    }
    line.setEvent(Event.SCAN);
    readHead(line, from, verdict);
    int scores = readAction(line, verdict);
    if (!line.wantsAny(BEHIND_ACTION)) {
      return;
    }
    int tail = tail(b, scores, to);
    boolean isCertain = tail < 0 || !isTail(b, tail, to) || nextTail(b, tail + 1, to) < 0;
    int symbolsTo = tail < 0 ? to : tail;
    int slash = readScore(line, scores, symbolsTo);
    if (slash >= 0 && isCertain && line.wantsAny(IN_SYMBOLS)) {
      readSymbols(line, slash, symbolsTo);
    }
    if (tail >= 0 && isCertain && line.wantsAny(IN_TAIL)) {
      readTail(line, tail + AFTER_SYMBOLS.length);
    }
  }

  /**
   * Returns where {@code (default: F (no action): [} or, without the letter, {@code (no action): [}
   * begins: the first of its kind, since options of symbols come after it, but for one that follows
   * the end of a sender and is harsher, if there is a sender before the first. Then that may lie in
   * the sender, and nobody puts one there to look worse.
   */
  private static int verdictStart(byte[] b, int from, int to) {
    int verdict = firstVerdict(b, from, to);
    boolean isBehindOthersText = verdict >= 0 && ownTo(b, from, verdict) < verdict;
    int end = isBehindOthersText ? Bytes.indexOf(b, verdict, to, SENDER_END) : -1;
    while (end >= 0) {
      int at = end + ID_END.length;
      if (isVerdict(b, at, to) && endsSender(b, from, end) && isHarsher(b, at, verdict, to)) {
        verdict = at;
      }
      end = Bytes.indexOf(b, at, to, SENDER_END);
    }
    return verdict;
  }

  /** Returns whether {@code @domain} stands before: a sender has no other end. */
  private static boolean endsSender(byte[] b, int from, int to) {
    int at = to - 1;
    while (at > from && isInDomain(b[at])) {
      at--;
    }
    return at > from && at < to - 1 && b[at] == '@';
  }

  private static boolean isInDomain(byte c) {
    return c < 0
        || c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '-' && c <= ':' && c != '/'
        || c == '['
        || c == ']'
        || c == '_';
  }

  private static int firstVerdict(byte[] b, int from, int to) {
    int at = Bytes.indexOf(b, from, to, '(');
    while (at >= 0 && !isVerdict(b, at, to)) {
      at = Bytes.indexOf(b, at + 1, to, '(');
    }
    return at;
  }

  /** Returns whether a bracket is followed by an action and scores. */
  private static boolean isVerdict(byte[] b, int at, int to) {
    int inner = Bytes.startsWith(b, at, to, VERDICT) ? at + VERDICT.length + 2 : at;
    if (inner >= to || b[inner] != '(') {
      return false;
    }
    int close = Bytes.indexOf(b, inner, Math.min(to, inner + LONGEST_ACTION), ')');
    return close > 0 && Bytes.startsWith(b, close + 1, to, SCORES) && isNumber(b, close + 4, to);
  }

  private static boolean isHarsher(byte[] b, int one, int other, int to) {
    int byLetter = Integer.compare(rank(b, one, to), rank(b, other, to));
    return byLetter == 0 ? score(b, one, to) > score(b, other, to) : byLetter > 0;
  }

  /** Spam before what was skipped, which is no evidence, before ham. */
  private static int rank(byte[] b, int verdict, int to) {
    if (!Bytes.startsWith(b, verdict, to, VERDICT)) {
      return isSpam(b, verdict + 1, actionTo(b, verdict, to)) ? 2 : 0;
    }
    return switch (b[verdict + VERDICT.length]) {
      case 'T' -> 2;
      case 'S' -> 1;
      default -> 0;
    };
  }

  /** Returns where the bracket closes behind the action of a verdict. */
  private static int actionTo(byte[] b, int verdict, int to) {
    boolean hasLetter = Bytes.startsWith(b, verdict, to, VERDICT);
    return Bytes.indexOf(b, hasLetter ? verdict + VERDICT.length + 2 : verdict, to, ')');
  }

  /** Whether an action that no letter stands before is for spam. */
  private static boolean isSpam(byte[] b, int from, int to) {
    return Bytes.equal(b, from, to, REJECT)
        || Bytes.equal(b, from, to, ADD_HEADER)
        || Bytes.equal(b, from, to, REWRITE_SUBJECT);
  }

  /** Returns the score in hundredths, the least there is of what is no number. */
  private static long score(byte[] b, int verdict, int to) {
    int from = actionTo(b, verdict, to) + 1 + SCORES.length;
    int at = b[from] == '-' ? from + 1 : from;
    int point = Bytes.digits(b, at, to);
    if (point == at) {
      return Long.MIN_VALUE;
    }
    long score = 100 * Bytes.number(b, at, Math.min(point, at + 15), 0);
    if (point + 2 < to && b[point] == '.') {
      score += Bytes.number(b, point + 1, point + 3, 0);
    }
    return at > from ? -score : score;
  }

  /**
   * Returns where the symbols end: before the first stretch that is just as what follows them in
   * the shipped format, else before the last one that begins so. The first, because more than one
   * means that options or recipients imitate it, and what stands behind the first is then symbols
   * or not: none that cannot be told counts.
   */
  private static int tail(byte[] b, int from, int to) {
    int whole = nextTail(b, from, to);
    if (whole >= 0) {
      return whole;
    }
    int last = Bytes.lastIndexOf(b, from, to, AFTER_SYMBOLS);
    return last >= 0 ? last : Bytes.lastIndexOf(b, from, to, AFTER_SYMBOLS_BARE);
  }

  private static int nextTail(byte[] b, int from, int to) {
    int at = Bytes.indexOf(b, from, to, END_OF_SYMBOLS);
    while (at >= 0 && !isTail(b, at + 1, to)) {
      at = Bytes.indexOf(b, at + 1, to, END_OF_SYMBOLS);
    }
    return at < 0 ? -1 : at + 1;
  }

  /** {@code ), len: 2048, time: 120.512ms, dns req: 42}. */
  private static boolean isTail(byte[] b, int at, int to) {
    int size = at + AFTER_SYMBOLS.length;
    int time = Bytes.digits(b, size, to);
    if (time == size || !Bytes.startsWith(b, time, to, TIME)) {
      return false;
    }
    int from = time + TIME.length;
    int dns = Bytes.indexOf(b, from, Math.min(to, from + LONGEST_TIME), DNS);
    return dns > from && b[from] >= '0' && b[from] <= '9';
  }

  private static boolean isNumber(byte[] b, int at, int to) {
    return at < to && (b[at] == '-' || b[at] == 'n' || (b[at] >= '0' && b[at] <= '9'));
  }

  private void readHead(LogLine line, int from, int to) {
    byte[] b = line.bytes();
    if (Bytes.startsWith(b, from, to, ID)) {
      int idFrom = from + ID.length;
      int end = Bytes.indexOf(b, idFrom, to, ID_END);
      if (end >= 0 && !Bytes.equal(b, idFrom, end, UNDEFINED)) {
        line.set(Field.MESSAGE_ID, idFrom, end);
      }
    }
    int own = ownTo(b, from, to);
    int ip = address(b, from, own);
    if (ip >= 0) {
      line.setClient(addresses.high(), addresses.low());
    }
    int qid = last(b, from, ip >= 0 ? ip : own, QID); // it stands before the address
    if (qid >= 0) {
      int end = Bytes.indexOf(b, qid, to, '>');
      if (end > qid) {
        line.set(Field.QUEUE_ID, qid, end);
      }
    }
    int behind = own;
    if (Bytes.startsWith(b, own, to, USER)) {
      int user = own + USER.length;
      int end = Bytes.indexOf(b, user, to, ',');
      behind = end < 0 ? to : end;
      line.set(Field.SASL_USERNAME, user, behind);
    }
    int sender = first(b, behind, to, FROM);
    if (sender >= 0) {
      int end = Bytes.indexOf(b, sender, to, ID_END);
      if (end >= 0) {
        line.set(Field.FROM, sender, end);
      }
    }
  }

  /**
   * Returns where the login or the sender begins, which are others' text: what is told of the
   * client stands before them. Of a Message-ID no blank is left, so that it imitates neither
   * (rspamd's mime_headers.c).
   */
  private static int ownTo(byte[] b, int from, int to) {
    return Math.min(field(b, from, to, USER), field(b, from, to, FROM));
  }

  /** Returns where a field begins, {@code to} if there is none. */
  private static int field(byte[] b, int from, int to, byte[] key) {
    int at = Bytes.indexOf(b, from, to, key);
    while (at > from && !endsWith(b, from, at, AFTER_FIELD)) {
      at = Bytes.indexOf(b, at + 1, to, key);
    }
    return at < 0 ? to : at;
  }

  /**
   * Returns where the client's address begins, and leaves it parsed; -1 if there is none. The
   * Message-ID before it may imitate it, so the last one counts.
   */
  private int address(byte[] b, int from, int to) {
    int ip = last(b, from, to, IP);
    while (ip >= 0 && !parsesTo(b, ip, to)) {
      ip = last(b, from, ip - IP.length, IP);
    }
    return ip;
  }

  private boolean parsesTo(byte[] b, int from, int to) {
    int end = Bytes.indexOf(b, from, Math.min(to, from + LONGEST_ADDRESS), ',');
    return end > 0 && addresses.parse(b, from, end);
  }

  private static int last(byte[] b, int from, int to, byte[] key) {
    int at = Bytes.lastIndexOf(b, from, to, key);
    return at < 0 ? -1 : at + key.length;
  }

  private static int first(byte[] b, int from, int to, byte[] key) {
    int at = Bytes.indexOf(b, from, to, key);
    return at < 0 ? -1 : at + key.length;
  }

  /** Returns the position after the {@code [} that opens the scores. */
  private static int readAction(LogLine line, int verdict) {
    byte[] b = line.bytes();
    int to = line.end();
    int inner = verdict;
    char letter = 0;
    if (Bytes.startsWith(b, verdict, to, VERDICT)) {
      letter = (char) b[verdict + VERDICT.length];
      inner = verdict + VERDICT.length + 2;
    }
    int close = Bytes.indexOf(b, inner, to, ')');
    line.set(Field.ACTION, inner + 1, close);
    line.setWord(Field.VERDICT, verdict(line, letter));
    return close + 1 + SCORES.length;
  }

  /** T is spam, F ham, S skipped; a log_format without the letter leaves the action to tell. */
  private static String verdict(LogLine line, char letter) {
    return switch (letter) {
      case 'T' -> "spam";
      case 'F' -> "ham";
      case 'S' -> "skipped";
      default ->
          isSpam(line.bytes(), line.from(Field.ACTION), line.to(Field.ACTION)) ? "spam" : "ham";
    };
  }

  /** {@code 21.30/15.00] [SYMBOL(5.10){option;},…]}; returns where the slash is, or -1. */
  private static int readScore(LogLine line, int from, int to) {
    int slash = Bytes.indexOf(line.bytes(), from, Math.min(to, from + 24), '/');
    if (slash >= 0) {
      line.set(Field.SCORE, from, slash);
    }
    return slash;
  }

  private void readSymbols(LogLine line, int from, int to) {
    byte[] b = line.bytes();
    int open = Bytes.indexOf(b, from, to, '[');
    if (open >= 0) {
      int end = to > open && b[to - 1] == ']' ? to - 1 : to;
      line.set(Field.SYMBOLS, open + 1, Math.max(end, open + 1));
      symbols.read(line, open + 1, Math.max(end, open + 1));
    }
  }

  private static void readTail(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    int size = Bytes.digits(b, from, to);
    if (size > from && size < to) {
      line.set(Field.SIZE, from, size);
    }
    if (line.wants(Field.DIGEST)) {
      readDigest(line, from);
    }
    if (line.wants(Field.TO)) {
      readRecipient(line, from);
    }
  }

  private static void readDigest(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    int digest = first(b, from, to, DIGEST);
    if (digest >= 0) {
      int end = Bytes.indexOf(b, digest, to, '>');
      if (end > digest) {
        line.set(Field.DIGEST, digest, end);
      }
    }
  }

  private static void readRecipient(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    int recipients = first(b, from, to, RCPTS);
    if (recipients >= 0) {
      int end = recipients;
      while (end < to && b[end] != ',' && b[end] != '>') {
        end++;
      }
      if (end < to) {
        line.set(Field.TO, recipients, end);
      }
    }
  }
}
