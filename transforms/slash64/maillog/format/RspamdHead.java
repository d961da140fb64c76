package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.net.AddressParser;

/**
 * What stands before the verdict of Rspamd's task line: Message-ID, queue id, address, login and
 * sender, each of which log_format may leave out. Message-ID, login and sender are others' text,
 * the sender without its quotes: what is told of the client stands before the last two. Not for use
 * by several threads.
 */
final class RspamdHead {
  private static final byte[] ID = Bytes.of("id: <");
  private static final byte[] UNDEFINED = Bytes.of("undef");
  private static final byte[] ID_END = Bytes.of(">, ");
  private static final byte[] QID = Bytes.of("qid: <");
  private static final byte[] IP = Bytes.of("ip: ");
  private static final byte[] USER = Bytes.of("user: ");
  private static final byte[] FROM = Bytes.of("from: <");
  private static final byte[] AFTER_FIELD = Bytes.of(", ");

  private static final int LONGEST_ADDRESS = 64;

  private final AddressParser addresses = new AddressParser();

  /**
   * Returns where the login or the sender begins, {@code to} if neither is there. Of a Message-ID
   * no blank is left, so that it imitates neither (rspamd's mime_headers.c).
   */
  static int othersText(byte[] b, int from, int to) {
    int user = field(b, from, to, USER);
    return Math.min(user, field(b, from, user, FROM));
  }

  /** Returns where a field begins, {@code to} if there is none. */
  private static int field(byte[] b, int from, int to, byte[] key) {
    int at = Bytes.indexOf(b, from, to, key);
    while (at > from && !Bytes.endsWith(b, from, at, AFTER_FIELD)) {
      at = Bytes.indexOf(b, at + 1, to, key);
    }
    return at < 0 ? to : at;
  }

  /**
   * Reads the fields in {@code [from, to)}.
   *
   * @param others where others' text begins, as {@link #othersText} tells
   * @param to where the verdict begins
   */
  void read(LogLine line, int from, int others, int to) {
    readMessageId(line, from, to);
    readClient(line, from, others);
    byte[] b = line.bytes();
    int behind = others;
    if (Bytes.startsWith(b, others, to, USER)) {
      int user = others + USER.length;
      int end = Bytes.indexOf(b, user, to, ',');
      behind = end < 0 ? to : end;
      line.set(Field.SASL_USERNAME, user, behind);
    }
    int sender = Bytes.indexOf(b, behind, to, FROM);
    if (sender >= 0) {
      int end = Bytes.indexOf(b, sender + FROM.length, to, ID_END);
      if (end >= 0) {
        line.set(Field.FROM, sender + FROM.length, end);
      }
    }
  }

  private static void readMessageId(LogLine line, int from, int to) {
    byte[] b = line.bytes();
    if (Bytes.startsWith(b, from, to, ID)) {
      int id = from + ID.length;
      int end = Bytes.indexOf(b, id, to, ID_END);
      if (end >= 0 && !Bytes.equal(b, id, end, UNDEFINED)) {
        line.set(Field.MESSAGE_ID, id, end);
      }
    }
  }

  private void readClient(LogLine line, int from, int to) {
    byte[] b = line.bytes();
    int ip = address(b, from, to);
    if (ip >= 0) {
      line.setClient(addresses.high(), addresses.low());
    }
    int qid = behindLast(b, from, ip >= 0 ? ip : to, QID); // it stands before the address
    if (qid >= 0) {
      int end = Bytes.indexOf(b, qid, to, '>');
      if (end > qid) {
        line.set(Field.QUEUE_ID, qid, end);
      }
    }
  }

  /**
   * Returns where the client's address begins, and leaves it parsed; -1 if there is none. The
   * Message-ID before it may imitate it, so the last one counts.
   */
  private int address(byte[] b, int from, int to) {
    int ip = behindLast(b, from, to, IP);
    while (ip >= 0 && !parsesTo(b, ip, to)) {
      ip = behindLast(b, from, ip - IP.length, IP);
    }
    return ip;
  }

  private boolean parsesTo(byte[] b, int from, int to) {
    int end = Bytes.indexOf(b, from, Math.min(to, from + LONGEST_ADDRESS), ',');
    return end > 0 && addresses.parse(b, from, end);
  }

  private static int behindLast(byte[] b, int from, int to, byte[] key) {
    int at = Bytes.lastIndexOf(b, from, to, key);
    return at < 0 ? -1 : at + key.length;
  }
}
