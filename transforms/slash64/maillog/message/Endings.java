package slash64.maillog.message;

import java.util.ArrayDeque;
import java.util.Arrays;
import slash64.maillog.line.LogLine;

/** How messages end: they wait some seconds for lines that come late, then come out as rows. */
final class Endings {
  /** How long after its end a message still takes lines, in microseconds. */
  static final long GRACE_MICROS = 5_000_000;

  private static final int MAX_CLOSED = 1 << 16;

  private final Rows rows;
  private final MessageTable messages;
  private final ArrayDeque<OpenMessage> closed = new ArrayDeque<>();

  Endings(Rows rows, MessageTable messages) {
    this.rows = rows;
    this.messages = messages;
  }

  void close(OpenMessage message, LogLine line) {
    if (!message.closed) {
      message.closed = true;
      message.closedMicros = line.hasTime() ? line.micros() : 0;
    }
    if (!message.settling) {
      message.settling = true;
      closed.add(message);
    }
  }

  /** Ends a message that nothing but the outcome of its recipients ends, once that is known. */
  void closeIfSettled(OpenMessage message, LogLine line) {
    if (message.endsWithItsRecipients() && message.hasSettledAll()) {
      close(message, line);
    }
  }

  /**
   * A transaction that its client left before a message came, or whose message is thrown away:
   * nothing will tell of its end.
   */
  void abandon(OpenMessage message, LogLine line, boolean whileSending) {
    if (!message.queued && (whileSending || message.discarded || !message.has(Text.MESSAGE_ID))) {
      close(message, line);
    }
  }

  /** Ends a message now because its id is taken by another. */
  void retire(OpenMessage message) {
    if (message.settling) {
      closed.remove(message);
      message.settling = false;
    }
    if (message.inner > 0) {
      FilterHops.cut(messages, message); // its second ids end on their own
    }
    message.closed = true;
    emitClosed(message);
  }

  /** Forgets a part that another message has taken over. */
  void drop(OpenMessage part) {
    closed.remove(part);
    leaveTable(part);
    part.out = true;
    rows.recycle(part);
  }

  void emitSettled(LogLine line) {
    while (!closed.isEmpty()) {
      OpenMessage first = closed.peek();
      boolean settled =
          !line.hasTime()
              || Math.abs(line.micros() - first.closedMicros) > GRACE_MICROS
              || closed.size() > MAX_CLOSED;
      if (!settled) {
        return;
      }
      settle(closed.poll());
    }
  }

  private void settle(OpenMessage message) {
    message.settling = false;
    emitClosed(message);
  }

  private void emitClosed(OpenMessage message) {
    if (!message.closed || message.inner > 0) {
      return; // opened again, or waiting for what a content filter still holds
    }
    leaveTable(message);
    OpenMessage outer = message.outer;
    if (outer == null) {
      if (message.isLeftInside()) {
        emitConnectionOf(message);
        rows.recycle(message);
        return;
      }
      message.open = message.part;
      rows.emit(message);
      return;
    }
    outer.absorb(message);
    outer.inner--;
    emitConnectionOf(message);
    rows.recycle(message);
    if (outer.closed && outer.inner == 0 && !outer.settling) {
      emitClosed(outer);
    }
  }

  /** From here on its object may be another message's: nothing must speak of it any more. */
  private void leaveTable(OpenMessage message) {
    messages.remove(message);
    Session session = message.session;
    if (session != null && session.unqueued == message) {
      session.unqueued = null;
    }
  }

  /** The filter's own connection, counted as what it is. */
  private void emitConnectionOf(OpenMessage second) {
    if (second.connections + second.authFailures == 0) {
      return;
    }
    OpenMessage row = rows.fresh();
    row.becomeConnection(second);
    row.connections = second.connections;
    row.authFailures = second.authFailures;
    rows.emit(row);
  }

  /** Puts out every message that has ended. */
  void emitAll() {
    while (!closed.isEmpty()) {
      settle(closed.poll());
    }
  }

  /** Too many at once: put out the half that was quiet longest as parts, to be merged later. */
  void spill() {
    long[] times = new long[messages.size()];
    int count = 0;
    for (OpenMessage message : messages.slots()) {
      if (message != null) {
        times[count++] = message.lastMicros;
      }
    }
    Arrays.sort(times);
    long limit = times[times.length / 2];
    for (OpenMessage message : messages.slots().clone()) {
      boolean leaves =
          message != null
              && message.lastMicros <= limit
              && !message.closed
              && !message.settling // opened again; once put out, its object is another message's
              && message.inner == 0
              && message.outer == null;
      if (leaves) {
        leaveTable(message);
        message.open = true;
        rows.emit(message);
      }
    }
  }
}
