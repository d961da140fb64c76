package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;
import slash64.maillog.line.WantedFields;

/**
 * Rspamd's task line, as the shipped {@code log_format} writes it, with fields left out or added
 * (FORMATS 5). Four stretches of it are others' text: the Message-ID at its start, the sender,
 * whose quotes Rspamd takes off, right before the verdict, the options of symbols behind that, and
 * at the end recipients and the reasons of forced actions. So queue id, address and login count
 * before the sender only ({@link RspamdHead}), and of several verdicts or tails that could be the
 * true one none that does whoever wrote the others any good ({@link RspamdEnds}).
 */
final class RspamdFormat implements LineFormat {
  private static final byte[] TASK = Bytes.of("rspamd_task_write_log: ");
  private static final byte[] CONTROLLER_WORKER = Bytes.of("(controller) ");
  private static final byte[] CONTROLLER = Bytes.of("; controller; ");
  private static final byte[] CONTROLLER_SESSION = Bytes.of("; csession; ");
  private static final byte[] DIGEST = Bytes.of("digest: <");
  private static final byte[] RCPTS = Bytes.of("rcpts: <");

  private static final int LONGEST_SCORE = 24;

  /** What the symbols tell, and what stands behind them. */
  private static final long IN_SYMBOLS =
      WantedFields.bits(Field.SYMBOLS, Field.SPF, Field.DKIM, Field.DMARC);

  private static final long IN_TAIL = WantedFields.bits(Field.SIZE, Field.DIGEST, Field.TO);

  private final RspamdHead head = new RspamdHead();
  private final RspamdEnds ends = new RspamdEnds();
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
        || Bytes.endsWith(b, text, task, CONTROLLER)
        || Bytes.endsWith(b, text, task, CONTROLLER_SESSION);
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
    int first = RspamdVerdict.first(b, from, to);
    if (first < 0) {
      line.refuse(Refusal.CUT);
      return;
    }
    line.setEvent(Event.SCAN);
    int others = RspamdHead.othersText(b, from, first);
    ends.find(b, from, others, first, to);
    head.read(line, from, others, ends.verdict());
    int scores = readAction(line, ends.verdict());
    int symbolsTo = ends.symbolsTo() < 0 ? to : ends.symbolsTo();
    int slash = readScore(line, scores, symbolsTo);
    if (slash >= 0 && ends.isCertain() && line.wantsAny(IN_SYMBOLS)) {
      readSymbols(line, slash, symbolsTo);
    }
    if (ends.symbolsTo() >= 0 && ends.isCertain() && line.wantsAny(IN_TAIL)) {
      readTail(line, ends.tail());
    }
  }

  /** Returns where the scores begin. */
  private static int readAction(LogLine line, int verdict) {
    byte[] b = line.bytes();
    int from = RspamdVerdict.actionFrom(b, verdict, line.end());
    int to = RspamdVerdict.actionTo(b, from, line.end());
    line.set(Field.ACTION, from, to);
    String word =
        switch (RspamdVerdict.letter(b, verdict, line.end())) {
          case 'T' -> "spam";
          case 'F' -> "ham";
          case 'S' -> "skipped";
          default -> RspamdVerdict.isSpam(b, from, to) ? "spam" : "ham";
        };
    line.setWord(Field.VERDICT, word);
    return RspamdVerdict.scoreFrom(b, verdict, line.end());
  }

  /** {@code 21.30/15.00] [SYMBOL(5.10){option;},…]}; returns where the slash is, or -1. */
  private static int readScore(LogLine line, int from, int to) {
    int slash = Bytes.indexOf(line.bytes(), from, Math.min(to, from + LONGEST_SCORE), '/');
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
    int key = Bytes.indexOf(b, from, to, DIGEST);
    if (key >= 0) {
      int digest = key + DIGEST.length;
      int end = Bytes.indexOf(b, digest, to, '>');
      if (end > digest) {
        line.set(Field.DIGEST, digest, end);
      }
    }
  }

  private static void readRecipient(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    int key = Bytes.indexOf(b, from, to, RCPTS);
    if (key >= 0) {
      int recipients = key + RCPTS.length;
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
