package slash64.maillog.format;

import slash64.maillog.envelope.EnvelopeReader;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * Reads one line of any known form: envelope first, then the text by its program. One object per
 * file being read, since stamps lean on their neighbours; not thread-safe.
 */
public final class LineParser {
  private final StampClock clock;
  private final EnvelopeReader envelopes;
  private final Programs programs = new Programs();

  public LineParser(StampClock clock) {
    this.clock = clock;
    this.envelopes = new EnvelopeReader(clock);
  }

  /** Reads a line that was just reset: afterwards it has an event or a refusal. */
  public void parse(LogLine line) {
    if (!envelopes.read(line)) {
      return;
    }
    programs.read(line);
    if (line.timeInferred() && line.has(Field.QUEUE_ID) && line.word(Field.QUEUE_ID) == null) {
      settleYear(line);
    }
  }

  /** A long queue id tells the second it was made, and so the year that RFC 3164 leaves out. */
  private void settleYear(LogLine line) {
    long second =
        QueueIds.epochSecond(line.bytes(), line.from(Field.QUEUE_ID), line.to(Field.QUEUE_ID));
    if (second < 0) {
      return;
    }
    long micros = second * 1_000_000L;
    if (Math.abs(line.micros() - micros) > HALF_YEAR_MICROS && line.has(Field.HOST)) {
      clock.anchor(second);
      long settled = clock.again();
      if (settled != Long.MIN_VALUE) {
        line.setTime(settled, true);
      }
    }
  }

  private static final long HALF_YEAR_MICROS = 183L * 86_400 * 1_000_000;
}
