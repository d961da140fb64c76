package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;
import slash64.maillog.line.WantedFields;
import slash64.net.AddressParser;

/**
 * Rspamd's task line, as the shipped {@code log_format} writes it and with its fields in any order
 * (FORMATS 5). The Message-ID comes first and is the client's, so {@code ip:} is the last one
 * before the verdict; the options of symbols are tainted too, so what follows them is looked for
 * from the right.
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
  private static final byte[] AFTER_SYMBOLS = Bytes.of("), len: ");
  private static final byte[] AFTER_SYMBOLS_BARE = Bytes.of("], len: ");
  private static final byte[] DIGEST = Bytes.of("digest: <");
  private static final byte[] RCPTS = Bytes.of("rcpts: <");
  private static final byte[] SCORES = Bytes.of(": [");

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
    int tail = Bytes.lastIndexOf(b, scores, to, AFTER_SYMBOLS);
    if (tail < 0) {
      tail = Bytes.lastIndexOf(b, scores, to, AFTER_SYMBOLS_BARE);
    }
    int symbolsTo = tail < 0 ? to : tail;
    int slash = readScore(line, scores, symbolsTo);
    if (slash >= 0 && line.wantsAny(IN_SYMBOLS)) {
      readSymbols(line, slash, symbolsTo);
    }
    if (tail >= 0 && line.wantsAny(IN_TAIL)) {
      readTail(line, tail + AFTER_SYMBOLS.length);
    }
  }

  /**
   * Returns where {@code (default: F (no action): [} or, without the verdict, {@code (no action):
   * [} begins: the first bracket that is followed by an action and scores.
   */
  private static int verdictStart(byte[] b, int from, int to) {
    int at = from;
    while ((at = Bytes.indexOf(b, at, to, '(')) >= 0) {
      int inner = Bytes.startsWith(b, at, to, VERDICT) ? at + VERDICT.length + 2 : at;
      if (inner < to && b[inner] == '(') {
        int close = Bytes.indexOf(b, inner, Math.min(to, inner + 24), ')');
        if (close > 0 && Bytes.startsWith(b, close + 1, to, SCORES) && isNumber(b, close + 4, to)) {
          return at;
        }
      }
      at++;
    }
    return -1;
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
    int ip = address(b, from, to);
    if (ip >= 0) {
      line.setClient(addresses.high(), addresses.low());
    }
    int bound = ip >= 0 ? ip : to; // the queue id stands before the address
    int qid = last(b, from, bound, QID);
    if (qid >= 0) {
      int end = Bytes.indexOf(b, qid, to, '>');
      if (end > qid) {
        line.set(Field.QUEUE_ID, qid, end);
      }
    }
    int after = ip >= 0 ? ip : from;
    int user = first(b, after, to, USER);
    if (user >= 0) {
      int end = Bytes.indexOf(b, user, to, ',');
      line.set(Field.SASL_USERNAME, user, end < 0 ? to : end);
    }
    int sender = first(b, after, to, FROM);
    if (sender >= 0) {
      int end = Bytes.indexOf(b, sender, to, ID_END);
      if (end >= 0) {
        line.set(Field.FROM, sender, end);
      }
    }
  }

  /**
   * Returns where the client's address begins, and leaves it parsed. The Message-ID before it may
   * imitate it, so the last one counts; but the sender after it may too, so where another address
   * has a sender or user between itself and the last one nobody can tell which is true, and there
   * is none.
   */
  private int address(byte[] b, int from, int to) {
    int ip = last(b, from, to, IP);
    while (ip >= 0 && !parsesTo(b, ip, to)) {
      ip = last(b, from, ip - IP.length, IP);
    }
    if (ip < 0) {
      return -1;
    }
    int other = first(b, from, ip - IP.length, IP);
    if (other < 0) {
      return ip;
    }
    while (other >= 0 && !parsesTo(b, other, to)) {
      other = first(b, other, ip - IP.length, IP);
    }
    if (other >= 0
        && (Bytes.indexOf(b, other, ip, FROM) >= 0 || Bytes.indexOf(b, other, ip, USER) >= 0)) {
      return -1;
    }
    return parsesTo(b, ip, to) ? ip : -1;
  }

  private boolean parsesTo(byte[] b, int from, int to) {
    int end = Bytes.indexOf(b, from, to, ',');
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
          line.is(Field.ACTION, "reject")
                  || line.is(Field.ACTION, "add header")
                  || line.is(Field.ACTION, "rewrite subject")
              ? "spam"
              : "ham";
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
