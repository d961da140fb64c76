package slash64.maillog.envelope;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.LogLine;

/**
 * Lines in which a logger put several equal ones (FORMATS 1.4): {@code last message repeated 3
 * times} of BSD, Solaris and Rspamd, which speaks of the line before it, and {@code message
 * repeated 3 times: [ text]} of rsyslog, which quotes it.
 */
public final class Repeats {
  private static final byte[] LAST = Bytes.of("ast message repeated ");
  private static final byte[] QUOTED = Bytes.of("message repeated ");
  private static final byte[] TIMES = Bytes.of(" time");
  private static final byte[] OPEN = Bytes.of(" times: [");

  private Repeats() {}

  static boolean isOfPrevious(byte[] b, int from, int to) {
    return from < to
        && (b[from] == 'l' || b[from] == 'L')
        && Bytes.startsWith(b, from + 1, to, LAST);
  }

  static void readOfPrevious(LogLine line, int from) {
    byte[] b = line.bytes();
    int number = from + 1 + LAST.length;
    int end = Bytes.digits(b, number, line.end());
    line.setEvent(Event.NOTHING);
    if (Bytes.startsWith(b, end, line.end(), TIMES)) {
      line.setRepeats(count(b, number, end), true);
    }
  }

  /**
   * Reads the text of a line behind its header: a repeat of the line before is done with, of one
   * that quotes its text the text remains to be read.
   *
   * @return whether text remains
   */
  public static boolean unwrap(LogLine line) {
    byte[] b = line.bytes();
    int from = line.text();
    int to = line.end();
    if (isOfPrevious(b, from, to)) {
      readOfPrevious(line, from);
      return false;
    }
    if (!Bytes.startsWith(b, from, to, QUOTED)) {
      return true;
    }
    int number = from + QUOTED.length;
    int end = Bytes.digits(b, number, to);
    if (!Bytes.startsWith(b, end, to, OPEN) || b[to - 1] != ']') {
      return true;
    }
    int text = end + OPEN.length;
    line.setRepeats(count(b, number, end), false);
    line.setText(text < to && b[text] == ' ' ? text + 1 : text);
    line.setEnd(Math.max(to - 1, line.text()));
    return true;
  }

  private static int count(byte[] b, int from, int to) {
    return (int) Math.min(Integer.MAX_VALUE, Bytes.number(b, from, to, 0));
  }
}
