package slash64.maillog.message;

import java.util.ArrayDeque;
import slash64.maillog.line.LogLine;

/**
 * The rows of one file or split: empty ones to fill, and finished ones that wait to be written out.
 * They are used again, so that a row costs no garbage.
 */
final class Rows {
  private final ArrayDeque<OpenMessage> ready = new ArrayDeque<>();
  private final ArrayDeque<OpenMessage> pool = new ArrayDeque<>();
  private final WantedColumns columns;

  Rows(WantedColumns columns) {
    this.columns = columns;
  }

  /** Returns an empty row. */
  OpenMessage fresh() {
    OpenMessage row = pool.poll();
    if (row == null) {
      row = new OpenMessage(columns);
    }
    row.reset();
    return row;
  }

  /** Returns an empty row with the host, server and instance of this line. */
  OpenMessage fresh(LogLine line) {
    OpenMessage row = fresh();
    Server.describe(row, line);
    return row;
  }

  /** Puts out a finished row. */
  void emit(OpenMessage row) {
    row.out = true;
    ready.add(row);
  }

  /** Returns the row that was put out first, or null if there is none. */
  OpenMessage poll() {
    return ready.poll();
  }

  /** Takes back a row that nobody needs any more. */
  void recycle(OpenMessage row) {
    pool.push(row);
  }
}
