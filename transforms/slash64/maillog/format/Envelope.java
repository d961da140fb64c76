package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * Reads the tail of a refusal, where Postfix writes the envelope: {@code from=<…> to=<…> proto=…
 * helo=<…> sasl_…=…}, each field optional, in this order, after the last semicolon that an unbroken
 * run of them follows. smtpd puts blanks between fields, postscreen commas. All of it is chosen by
 * the client: a tail that imitates a tail can spoil these fields, nothing else.
 */
final class Envelope {
  private static final byte[] FROM = Bytes.of(" from=<");
  private static final byte[] TO = Bytes.of(" to=<");
  private static final byte[] PROTO = Bytes.of(" proto=");
  private static final byte[] HELO = Bytes.of(" helo=<");
  private static final byte[] SASL_METHOD = Bytes.of(" sasl_method=");
  private static final byte[] SASL_USERNAME = Bytes.of(" sasl_username=");
  private static final byte[] SASL_SENDER = Bytes.of(" sasl_sender=");
  private static final byte[] SASL = Bytes.of("> sasl_");

  /**
   * Three fields of at most 512 bytes and what stands between them (RFC 5321, 4.5.3.1) are far less
   * than this; without a bound a long line of semicolons would cost the square of its length.
   */
  private static final int LONGEST = 4_096;

  private Envelope() {}

  /**
   * Finds and reads the tail of {@code [from, line.end())}.
   *
   * @return the position of the semicolon before it, or the end of the line if there is no tail
   */
  static int read(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    for (int at = to - 1, first = Math.max(from, to - LONGEST); at >= first; at--) {
      if (b[at] == ';' && (at + 1 == to || run(line, at + 1, to))) {
        return at;
      }
    }
    return to;
  }

  private static boolean run(LogLine line, int from, int to) {
    byte[] b = line.bytes();
    if (b[from] != ' ') {
      return false;
    }
    int at = from;
    int senderFrom = -1;
    int senderTo = -1;
    if (Bytes.startsWith(b, at, to, FROM)) {
      senderFrom = at + FROM.length;
      at = address(b, senderFrom, to);
      if (at < 0) {
        return false;
      }
      senderTo = at - 1;
      at = comma(b, at, to);
    }
    int recipientFrom = -1;
    int recipientTo = -1;
    if (Bytes.startsWith(b, at, to, TO)) {
      recipientFrom = at + TO.length;
      at = address(b, recipientFrom, to);
      if (at < 0) {
        return false;
      }
      recipientTo = at - 1;
      at = comma(b, at, to);
    }
    if (Bytes.startsWith(b, at, to, PROTO)) {
      at = word(b, at + PROTO.length, to);
      at = comma(b, at, to);
    }
    int heloFrom = -1;
    int heloTo = -1;
    if (Bytes.startsWith(b, at, to, HELO)) {
      heloFrom = at + HELO.length;
      int sasl = Bytes.lastIndexOf(b, heloFrom, to, SASL);
      heloTo = sasl >= 0 ? sasl : Bytes.lastIndexOf(b, heloFrom, to, '>');
      if (heloTo < 0) {
        return false;
      }
      at = comma(b, heloTo + 1, to);
    }
    if (Bytes.startsWith(b, at, to, SASL_METHOD)) {
      at = comma(b, word(b, at + SASL_METHOD.length, to), to);
    }
    int userFrom = -1;
    int userTo = -1;
    if (Bytes.startsWith(b, at, to, SASL_USERNAME)) {
      userFrom = at + SASL_USERNAME.length;
      int sender = Bytes.indexOf(b, userFrom, to, SASL_SENDER);
      userTo = sender >= 0 ? sender : to;
      at = sender >= 0 ? sender : to;
    }
    if (Bytes.startsWith(b, at, to, SASL_SENDER)) {
      at = to;
    }
    // cleanup may add ": text" after the helo; anything else means the run is broken.
    if (at == from || (at != to && b[at] != ':')) {
      return false;
    }
    set(line, Field.FROM, senderFrom, senderTo);
    set(line, Field.TO, recipientFrom, recipientTo);
    set(line, Field.HELO, heloFrom, heloTo);
    if (userFrom >= 0 && userFrom + 1 < userTo && b[userFrom] == '<' && b[userTo - 1] == '>') {
      line.set(Field.SASL_USERNAME, userFrom + 1, userTo - 1); // milter lines bracket the name
    } else {
      set(line, Field.SASL_USERNAME, userFrom, userTo);
    }
    return true;
  }

  private static void set(LogLine line, Field field, int from, int to) {
    if (from >= 0) {
      line.set(field, from, to);
    }
  }

  private static int comma(byte[] b, int at, int to) {
    return at < to && b[at] == ',' ? at + 1 : at;
  }

  private static int word(byte[] b, int from, int to) {
    int at = from;
    while (at < to && b[at] != ' ' && b[at] != ',' && b[at] != ':') {
      at++;
    }
    return at;
  }

  /**
   * Returns the position after the bracket that closes an address: one a field or the end follows.
   */
  private static int address(byte[] b, int from, int to) {
    for (int at = from; at < to; at++) {
      if (b[at] == '>') {
        int next = comma(b, at + 1, to);
        if (next == to
            || b[next] == ':'
            || Bytes.startsWith(b, next, to, TO)
            || Bytes.startsWith(b, next, to, PROTO)
            || Bytes.startsWith(b, next, to, HELO)
            || Bytes.startsWith(b, next, to, SASL_METHOD)
            || Bytes.startsWith(b, next, to, SASL_USERNAME)) {
          return at + 1;
        }
      }
    }
    return -1;
  }
}
