package slash64.maillog.message;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import slash64.maillog.archive.DamagedArchiveException;
import slash64.maillog.archive.LineScanner;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.format.LineParser;
import slash64.maillog.format.LogFormat;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;
import slash64.maillog.line.WantedFields;

/**
 * Reads the lines of one archive, or of one split of it, and keeps the books: every line counts as
 * used, as empty of meaning, or as refused with its reason.
 */
public final class LogReader implements Closeable {
  /** More than a logger puts together; so no line makes us count for hours. */
  private static final int MOST_REPEATS = 1 << 16;

  private final LineScanner lines;
  private final LineParser parser;
  private final LogLine line;
  private final SplitReport report;

  /** The one format whose lines are wanted, or null for all. */
  private final LogFormat only;

  /** What the line before said, and the hash of its host if that may be repeated. */
  private Event previous = Event.NOTHING;

  private int previousHost;
  private boolean hasBegun;

  /** Reads every field. */
  public LogReader(LineScanner lines, StampClock clock, SplitReport report) {
    this(lines, clock, report, WantedFields.ALL, Optional.empty());
  }

  /** Reads these fields; a line is the same event or refusal, whatever is asked for. */
  public LogReader(LineScanner lines, StampClock clock, SplitReport report, WantedFields fields) {
    this(lines, clock, report, fields, Optional.empty());
  }

  /**
   * Reads every field of one format's lines.
   *
   * @param only whose lines say anything; those of others count as empty of meaning unless they are
   *     refused, and are not {@link #isWanted}
   */
  public LogReader(
      LineScanner lines, StampClock clock, SplitReport report, Optional<LogFormat> only) {
    this(lines, clock, report, WantedFields.ALL, only);
  }

  private LogReader(
      LineScanner lines,
      StampClock clock,
      SplitReport report,
      WantedFields fields,
      Optional<LogFormat> only) {
    this.only = only.orElse(null);
    this.lines = lines;
    this.line = new LogLine(fields);
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
    if (!hasBegun) {
      hasBegun = true;
      int end = lines.peek();
      parser.lookAhead(lines.bytes(), lines.ahead(), end);
    }
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
    if (!isWanted() && line.refusal() == null) {
      line.setEvent(Event.NOTHING);
    }
    count();
    return line;
  }

  /** Returns whether the current line is of the format that was asked for, if one was. */
  public boolean isWanted() {
    return only == null || parser.format(line) == only;
  }

  /** A repeat stands for its lines only where what it repeats is certain and can happen again. */
  private void countRepeats() {
    boolean isRepeatable = line.repeatsPrevious() ? previous.isRepeatable() : isRepeatable(line);
    boolean isNothing = line.repeatsPrevious() ? previous == Event.NOTHING : isNothing(line);
    boolean isCertain = !line.repeatsPrevious() || hostOf(line) == previousHost;
    if (isRepeatable && isCertain && line.repeats() <= MOST_REPEATS) {
      report.repeated(line.repeats());
    } else {
      report.lost(isNothing ? 0 : line.repeats());
      line.setRepeats(0, line.repeatsPrevious());
      line.setEvent(Event.NOTHING); // what is quoted was counted when it was first said
    }
  }

  private static boolean isRepeatable(LogLine line) {
    return line.refusal() == null && line.event().isRepeatable();
  }

  private static boolean isNothing(LogLine line) {
    return line.refusal() == null && line.event() == Event.NOTHING;
  }

  private static int hostOf(LogLine line) {
    int hash = 1;
    if (line.has(Field.HOST) && line.word(Field.HOST) == null) {
      for (int i = line.from(Field.HOST), to = line.to(Field.HOST); i < to; i++) {
        hash = hash * 31 + line.bytes()[i];
      }
    }
    return hash;
  }

  private void count() {
    if (line.repeats() > 0) {
      countRepeats();
    }
    report.lost(line.lost());
    previous = line.refusal() == null ? line.event() : Event.SCAN; // SCAN is never repeatable
    previousHost = previous.isRepeatable() ? hostOf(line) : 0;
    report.line(lines.end() - lines.start());
    if (line.refusal() != null) {
      report.refused(line.refusal(), lines.number(), lines.bytes(), lines.start(), lines.end());
    } else if (line.event() == Event.NOTHING && line.repeats() == 0) {
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
