package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * amavis (amavisd-new 2.6 and later): {@code (01003-01) Passed CLEAN {RelayedInbound},
 * [192.0.2.10]:40112 [192.0.2.10] <a@example.org> -> <b@example.com>, Queue-ID: 4jXz4s0sf8z6v2L,
 * Message-ID: <x@example.org>, mail_id: abc, Hits: -1.9, size: 1234, queued_as: 4jXz4t1CnWz5kQm,
 * 512 ms}, as its $log_templ writes it unless told otherwise. A {@link Event#SCAN} with the
 * verdict; everything else that amavis logs carries nothing.
 *
 * <p>No client is taken from it: the server's own line names it, and the address in the second
 * brackets is from a header of the message. Addresses are quoted where they need to be; the names
 * of banned parts and the Message-ID are the sender's, so that of a banned message nothing is read,
 * and what stands behind a Message-ID only at the end of the line.
 */
public final class AmavisFormat implements LineFormat {
  private static final byte[] PASSED = Bytes.of("Passed ");
  private static final byte[] BLOCKED = Bytes.of("Blocked ");
  private static final String[] BEHIND_NAMES = {") {", "), "};
  private static final byte[] NEXT = Bytes.of(", ");
  private static final byte[] ARROW = Bytes.of(" -> ");
  private static final byte[] QUARANTINE = Bytes.of("quarantine: ");
  private static final byte[] QUEUE_ID = Bytes.of("Queue-ID: ");
  private static final byte[] MESSAGE_ID = Bytes.of("Message-ID: <");
  private static final byte[] MESSAGE_ID_END = Bytes.of(">, ");
  private static final byte[] HITS = Bytes.of(", Hits: ");
  private static final byte[] SIZE = Bytes.of(", size: ");

  /** Categories of mail that is unwanted, and of mail that is judged by its score alone. */
  private static final String[] UNWANTED = {"SPAMMY", "SPAM", "INFECTED"};

  private static final String[] WANTED = {"CLEAN", "BAD-HEADER", "UNCHECKED"};

  @Override
  public void read(LogLine line) {
    byte[] b = line.bytes();
    int to = line.end();
    if (line.text() == to) {
      line.refuse(Refusal.CUT);
      return;
    }
    line.setEvent(Event.NOTHING);
    int at = behindTask(b, line.text(), to);
    int category =
        Bytes.startsWith(b, at, to, PASSED)
            ? at + PASSED.length
            : Bytes.startsWith(b, at, to, BLOCKED) ? at + BLOCKED.length : -1;
    if (category < 0) {
      return;
    }
    boolean isUnwanted = Words.anyAt(b, category, to, UNWANTED);
    if (!isUnwanted && !Words.anyAt(b, category, to, WANTED)) {
      return;
    }
    int end = category;
    while (end < to && b[end] != ' ' && b[end] != ',') {
      end++;
    }
    int tail = envelope(line, end, to);
    if (tail < 0) {
      line.refuse(Refusal.CUT);
      return;
    }
    ids(line, tail, to);
    if (line.has(Field.QUEUE_ID) || line.has(Field.MESSAGE_ID)) {
      line.setEvent(Event.SCAN);
      line.set(Field.ACTION, at, end);
      line.setWord(Field.VERDICT, verdict(line, tail, to, isUnwanted));
    }
  }

  /** Returns where the text begins behind {@code (01003-01) }, {@code (01003-01-2) }. */
  private static int behindTask(byte[] b, int from, int to) {
    int at = from;
    if (at < to && b[at] == '(') {
      at++;
      while (at < to && (b[at] >= '0' && b[at] <= '9' || b[at] == '-')) {
        at++;
      }
      if (at + 1 < to && b[at] == ')' && b[at + 1] == ' ') {
        return at + 2;
      }
    }
    return from;
  }

  /**
   * Reads sender and recipients.
   *
   * @param from behind the category
   * @return where the fields behind them begin, at a comma; -1 if the line is cut before
   */
  private static int envelope(LogLine line, int from, int to) {
    byte[] b = line.bytes();
    int at = from;
    if (at + 1 < to && b[at] == ' ' && b[at + 1] == '(') { // of viruses, by whoever found them
      int names = Bytes.indexOf(b, at, to, ')');
      while (names >= 0 && !Words.anyAt(b, names, to, BEHIND_NAMES)) {
        names = Bytes.indexOf(b, names + 1, to, ')');
      }
      at = names < 0 ? to : names + 1;
    }
    if (at + 1 < to && b[at] == ' ' && b[at + 1] == '{') {
      int close = Bytes.indexOf(b, at, to, '}');
      at = close < 0 ? to : close + 1;
    }
    if (!Bytes.startsWith(b, at, to, NEXT)) {
      return -1;
    }
    at += NEXT.length;
    while (at < to && b[at] != '<') { // names of policies, [address]:port, [address]
      int blank = EximFields.blank(b, at, to);
      at = Math.min(blank + 1, to);
    }
    int sender = EximAddress.end(b, at, to);
    if (sender < 0 || !Bytes.startsWith(b, sender, to, ARROW)) {
      return -1;
    }
    line.set(Field.FROM, at + 1, sender - 1);
    int first = sender + ARROW.length;
    int end = EximAddress.end(b, first, to);
    if (end < 0) {
      return -1;
    }
    line.set(Field.TO, first + 1, end - 1);
    while (end + 1 < to && b[end] == ',' && b[end + 1] == '<') {
      end = EximAddress.end(b, end + 1, to);
      if (end < 0) {
        return -1;
      }
    }
    return end;
  }

  /** {@code , quarantine: q, Queue-ID: id, Message-ID: <id>, …}, each of which may lack. */
  private static void ids(LogLine line, int from, int to) {
    byte[] b = line.bytes();
    int at = from;
    while (Bytes.startsWith(b, at, to, NEXT)) {
      at += NEXT.length;
      int end = Bytes.indexOf(b, at, to, ',');
      if (Bytes.startsWith(b, at, to, MESSAGE_ID)) {
        int close = Bytes.indexOf(b, at, to, MESSAGE_ID_END);
        if (close > 0) {
          line.set(Field.MESSAGE_ID, at + MESSAGE_ID.length, close);
        }
        return;
      }
      if (end < 0) {
        return; // cut within this value
      }
      if (Bytes.startsWith(b, at, to, QUEUE_ID)) {
        line.set(Field.QUEUE_ID, at + QUEUE_ID.length, end);
      } else if (!Bytes.startsWith(b, at, to, QUARANTINE)) {
        return;
      }
      at = end;
    }
  }

  /** A hyphen in place of the score says that nobody asked what the mail is like. */
  private static String verdict(LogLine line, int from, int to, boolean isUnwanted) {
    byte[] b = line.bytes();
    int hits = Bytes.lastIndexOf(b, from, to, HITS);
    int value = hits + HITS.length;
    int end = hits < 0 ? -1 : Bytes.indexOf(b, value, to, ',');
    boolean isTold = end > value && Bytes.startsWith(b, end, to, SIZE);
    boolean isScored = isTold && (b[end - 1] != '-');
    if (isScored) {
      line.set(Field.SCORE, value, end);
    }
    return isUnwanted ? "spam" : isTold && !isScored ? "skipped" : "ham";
  }
}
