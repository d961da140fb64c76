package slash64.maillog.message;

import java.util.Arrays;
import java.util.List;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * Messages that an smtpd behind a before-queue filter refused at their end. The filter passes the
 * refusal on, and the smtpd before it logs {@code proxy-reject} for the same message, without an
 * id. Client and sender tell which it is; where one client sends several at once they may be taken
 * for each other, but each is taken once, so that the count is right.
 */
final class InnerRefusals {
  /** So many may be refused in the moment between the two lines. */
  private static final int RECENT = 64;

  private final OpenMessage[] recent = new OpenMessage[RECENT];
  private final Sources sources;
  private int oldest;

  InnerRefusals(Sources sources) {
    this.sources = sources;
  }

  /** Keeps a message that was handed on for its client and has just been refused. */
  void add(OpenMessage message) {
    for (int i = 0; i < RECENT; i++) {
      recent[i] = recent[i] == message ? null : recent[i]; // its object was another message's
    }
    recent[oldest] = message;
    oldest = (oldest + 1) % RECENT;
  }

  /**
   * Returns the message that the refusal of this line was passed on from, and forgets it; null if
   * there is none.
   *
   * @param source the line's
   * @param outer what is known of the session of the line
   */
  OpenMessage take(int source, OpenMessage outer, LogLine line) {
    List<Integer> onHost = sources.onSameHost(source);
    for (int i = 0; i < RECENT; i++) {
      OpenMessage message = recent[i];
      if (message != null && isOf(message, outer, line) && onHost.contains(message.source)) {
        recent[i] = null;
        return message;
      }
    }
    return null;
  }

  private static boolean isOf(OpenMessage message, OpenMessage outer, LogLine line) {
    return !message.out
        && message.isHandedOn
        && message.closed
        && message.rejects + message.tempfails > 0
        && outer.hasClient
        && message.hasClient
        && message.clientHigh == outer.clientHigh
        && message.clientLow == outer.clientLow
        && line.hasTime()
        && Math.abs(line.micros() - message.closedMicros) <= Endings.GRACE_MICROS
        && message.has(Text.SENDER)
        && line.has(Field.FROM)
        && Arrays.equals(
            message.text(),
            message.from(Text.SENDER),
            message.to(Text.SENDER),
            line.bytes(),
            line.from(Field.FROM),
            line.to(Field.FROM));
  }
}
