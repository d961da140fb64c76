package slash64.maillog.message;

import java.io.Closeable;
import java.io.IOException;
import slash64.maillog.archive.DamagedArchiveException;
import slash64.maillog.archive.LineScanner;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.format.LineParser;
import slash64.maillog.line.Event;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Reads the lines of one archive, or of one split of it, and keeps the books: every line counts as
 * used, as empty of meaning, or as refused with its reason.
 */
public final class LogReader implements Closeable {
  private final LineScanner lines;
  private final LineParser parser;
  private final LogLine line = new LogLine();
  private final SplitReport report;

  public LogReader(LineScanner lines, StampClock clock, SplitReport report) {
    this.lines = lines;
    this.parser = new LineParser(clock);
    this.report = report;
  }

  /** Takes the first line of the archive, of which only a later part is read. */
  public void prime(LineScanner head) {
    parser.prime(head.bytes(), head.start(), head.end());
  }

  /**
   * Moves on to the next line and reads it.
   *
   * @return the line, the same object every time, or null at the end; damage to the archive ends it
   *     and is noted in the report
   */
  public LogLine next() throws IOException {
    try {
      if (!lines.next()) {
        return null;
      }
    } catch (DamagedArchiveException e) {
      report.damaged(e.getMessage());
      return null;
    }
    line.reset(lines.bytes(), lines.start(), lines.end());
    parser.parse(line);
    if (lines.isCut()) {
      line.refuse(Refusal.TOO_LONG);
    }
    count();
    return line;
  }

  private void count() {
    report.line(lines.end() - lines.start());
    if (line.refusal() != null) {
      report.refused(line.refusal(), lines.number(), lines.bytes(), lines.start(), lines.end());
    } else if (line.event() == Event.NOTHING) {
      report.empty();
    } else {
      report.used();
    }
    if (line.hasTime()) {
      report.at(line.micros());
    }
  }

  /** Returns the number of the current line, from 1, counted within the split. */
  public long number() {
    return lines.number();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
