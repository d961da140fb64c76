package slash64.maillog.format;

import java.util.Arrays;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * What Exim writes to its main log and to its reject log goes to syslog twice, once for each, right
 * behind one another unless other processes come between (spec, "syslog_duplication"): what a
 * client did once must not count twice. Of refusals in Exim's own files there is one in each. Where
 * Exim is told to write no copies, two equal refusals within a second count as one: nothing in them
 * tells. Remembers so many lines and no more. For one thread.
 */
final class SyslogCopies {
  private static final int REMEMBERED = 32;
  private static final long APART_MICROS = 1_000_000;

  /** The text of a line that may yet come again, in a buffer that is used again. */
  private static final class Original {
    String host = "";
    byte[] text = new byte[256];
    int length;
    int pid;
    long micros;
  }

  private final Original[] originals = new Original[REMEMBERED];
  private int oldest;

  /**
   * Takes a line that was read; a copy of one before it carries nothing afterwards. What a logger
   * put together out of several lines is none: how many of these were copies nobody can tell.
   *
   * @param from where the text of the entry begins, behind what numbers its parts
   */
  void take(LogLine line, int from, int to) {
    boolean isCounted = line.event() == Event.REJECT || line.event() == Event.AUTH_FAILURE;
    if (!isCounted || !line.has(Field.HOST) || line.repeats() > 0) {
      return;
    }
    for (Original original : originals) {
      if (original != null && isCopy(original, line, from, to)) {
        original.length = 0; // a third one is another refusal
        line.setEvent(Event.NOTHING);
        line.clear(Field.ACTION);
        return;
      }
    }
    remember(line, from, to);
  }

  private static boolean isCopy(Original original, LogLine line, int from, int to) {
    return original.length == to - from
        && original.pid == line.pid()
        && Math.abs(micros(line) - original.micros) <= APART_MICROS
        && line.is(Field.HOST, original.host)
        && Arrays.equals(original.text, 0, original.length, line.bytes(), from, to);
  }

  private void remember(LogLine line, int from, int to) {
    Original original = originals[oldest];
    if (original == null) {
      original = new Original();
      originals[oldest] = original;
    }
    oldest = (oldest + 1) % REMEMBERED;
    if (!line.is(Field.HOST, original.host)) {
      original.host = line.string(Field.HOST);
    }
    original.length = to - from;
    if (original.text.length < original.length) {
      original.text = new byte[Math.max(original.length, original.text.length * 2)];
    }
    System.arraycopy(line.bytes(), from, original.text, 0, original.length);
    original.pid = line.pid();
    original.micros = micros(line);
  }

  private static long micros(LogLine line) {
    return line.hasTime() ? line.micros() : 0;
  }
}
