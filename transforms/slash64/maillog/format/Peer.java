package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * Reads a client as a Postfix daemon writes it: {@code name[addr]}, {@code name[addr]:port}, {@code
 * [addr]:port}. The address is the server's own bracket, never the name; a bracket that is not
 * closed, or holds no address, gives no client.
 */
final class Peer {
  /**
   * Reads the client that begins at {@code from} into the line.
   *
   * @return the position after it, or -1 if there is none
   */
  int read(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    int open = Bytes.indexInWord(b, from, to, '[');
    if (open >= to || b[open] != '[') {
      return -1;
    }
    int close = Bytes.indexOf(b, open + 1, Math.min(to, open + 64), ']');
    if (close < 0) {
      return -1;
    }
    if (open > from) {
      line.set(Field.CLIENT_NAME, from, open);
    }
    if (line.wantsClient()) {
      line.setClientText(open + 1, close);
    } else {
      line.clearClient();
    }
    int at = close + 1;
    if (at + 1 < to && b[at] == ':') {
      int digits = Bytes.digits(b, at + 1, to);
      if (digits > at + 1) {
        line.set(Field.CLIENT_PORT, at + 1, digits);
        return digits;
      }
    }
    return at;
  }
}
