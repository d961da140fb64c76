package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * What all Postfix daemons share: a line speaks of a message ({@code {id}: …}) or of something
 * else. Text of a known daemon that has no queue id and no known beginning is start-up, statistics
 * or debugging and carries nothing (Postfix writes hundreds of such texts, {@code -v} thousands).
 */
abstract class PostfixFormat implements LineFormat {
  static final byte[] WARNING = Bytes.of("warning: ");
  private static final byte[] ERROR = Bytes.of("error: ");
  private static final byte[] FATAL = Bytes.of("fatal: ");
  private static final byte[] PANIC = Bytes.of("panic: ");

  @Override
  public final void read(LogLine line) {
    byte[] b = line.bytes();
    int from = line.text();
    int to = line.end();
    int colon = QueueIds.end(b, from, to);
    if (colon >= 0) {
      line.set(Field.QUEUE_ID, from, colon);
      readMessage(line, colon + 2);
    } else if (Bytes.startsWith(b, from, to, WARNING)) {
      int warning = from + WARNING.length;
      int idEnd = QueueIds.end(b, warning, to);
      if (idEnd >= 0) {
        line.set(Field.QUEUE_ID, warning, idEnd);
        readMessageWarning(line, idEnd + 2);
        if (line.event() == Event.NOTHING) {
          line.clear(Field.QUEUE_ID);
        }
      } else {
        readWarning(line, warning);
      }
    } else if (Bytes.startsWith(b, from, to, ERROR)
        || Bytes.startsWith(b, from, to, FATAL)
        || Bytes.startsWith(b, from, to, PANIC)) {
      line.setEvent(Event.NOTHING);
    } else {
      readOther(line, from);
    }
  }

  /** Returns whether the line's queue id is {@code NOQUEUE}. */
  static boolean hasNoQueue(LogLine line) {
    return QueueIds.isNone(line.bytes(), line.from(Field.QUEUE_ID), line.to(Field.QUEUE_ID));
  }

  /** Reads what follows {@code {id}: }; the queue id is set. */
  abstract void readMessage(LogLine line, int from);

  /** Reads what follows {@code warning: }. */
  void readWarning(LogLine line, int from) {
    line.setEvent(Event.NOTHING);
  }

  /** Reads what follows {@code warning: {id}: }; the queue id is set. */
  void readMessageWarning(LogLine line, int from) {
    line.setEvent(Event.NOTHING);
  }

  /** Reads a line without queue id. */
  void readOther(LogLine line, int from) {
    line.setEvent(Event.NOTHING);
  }
}
