package slash64.maillog.message;

import java.io.Closeable;
import java.io.IOException;
import slash64.maillog.line.LogLine;

/** Reads an archive message by message: lines in, joined rows out, one at a time. */
public final class MessageReader implements Closeable {
  private final LogReader lines;
  private final Joiner joiner;
  private OpenMessage current;
  private boolean ended;

  /** Reads every column. */
  public MessageReader(LogReader lines) {
    this(lines, WantedColumns.ALL);
  }

  /**
   * Reads these columns; the others of its rows are not to be looked at.
   *
   * @param lines keeps the fields that the columns need
   */
  public MessageReader(LogReader lines, WantedColumns columns) {
    this(lines, new Joiner(columns));
  }

  /** For tests of what happens when many messages are open. */
  MessageReader(LogReader lines, Joiner joiner) {
    this.lines = lines;
    this.joiner = joiner;
  }

  /** Returns the next row, valid until the next call, or null at the end. */
  public OpenMessage next() throws IOException {
    if (current != null) {
      joiner.recycle(current);
    }
    current = joiner.poll();
    while (current == null && !ended) {
      LogLine line = lines.next();
      if (line == null) {
        joiner.end();
        ended = true;
      } else if (line.repeatsPrevious()) {
        joiner.repeat(line.repeats());
      } else if (line.refusal() == null) {
        for (int i = line.repeats(); i > 1; i--) {
          joiner.add(line);
        }
        joiner.add(line);
      }
      current = joiner.poll();
    }
    return current;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
