package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * What Exim's rejectlog holds beside the lines that mainlog has too: the envelope and the headers
 * of a refused message, each header behind a letter or a blank, its continuation behind a blank or
 * tab (spec, "Reject log"), and a line of dashes between entries. So no client can begin a line
 * with a stamp. They carry nothing, and only stand behind a stamped line of Exim's own file.
 */
final class RejectLog {
  private static final byte[][] HEADS = {
    Bytes.of("Envelope-from: "), Bytes.of("Envelope-to: "), Bytes.of("..."),
  };
  private static final int DASHES = 10;

  private boolean isInEntry;

  /** Takes a line that belongs to the entry before it. */
  boolean takes(LogLine line, byte first) {
    if (!isInEntry || first >= '0' && first <= '9' || !isPart(line, first)) {
      return false;
    }
    line.setEvent(Event.NOTHING);
    return true;
  }

  /** Notes whether entries may go on behind this line, which was read. */
  void see(LogLine line) {
    isInEntry = !line.has(Field.HOST) && "exim".equals(line.word(Field.PROGRAM));
  }

  private static boolean isPart(LogLine line, byte first) {
    byte[] b = line.bytes();
    int from = line.start();
    int to = line.end();
    if (from == to || first == ' ' || first == '\t') {
      return true;
    }
    if (first == '-') {
      return to - from >= DASHES && Bytes.isOnly(b, from, to, '-');
    }
    boolean isHeader = (first == '*' || first >= 'A' && first <= 'Z') && to - from > 2;
    if (isHeader && b[from + 1] == ' ') {
      return true;
    }
    for (byte[] head : HEADS) {
      if (Bytes.startsWith(b, from, to, head)) {
        return true;
      }
    }
    return false;
  }
}
