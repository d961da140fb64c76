package slash64.maillog.message;

import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/** Refusals of a recipient or of the whole message, once it has a queue id. */
final class Refusals {
  private final WantedColumns columns;
  private final Scans scans;
  private final Endings endings;
  private final InnerRefusals innerRefusals;
  private final LastCounted last;

  Refusals(
      WantedColumns columns,
      Scans scans,
      Endings endings,
      InnerRefusals innerRefusals,
      LastCounted last) {
    this.columns = columns;
    this.scans = scans;
    this.endings = endings;
    this.innerRefusals = innerRefusals;
    this.last = last;
  }

  /** Counts a refusal; one of the whole message ends it. */
  void add(OpenMessage message, LogLine line) {
    boolean endOfMessage = line.is(Field.STAGE, "END-OF-MESSAGE") || line.is(Field.STAGE, "DATA");
    if (endOfMessage && isRefusedWhole(message)) {
      return;
    }
    last.refused(message, Facts.countRefusal(columns, message, line));
    Facts.takeSender(message, line);
    if (!message.isForwarded) { // else it is the greeting of who handed it on
      message.take(Text.HELO, line, Field.HELO, true);
    }
    Facts.takeTls(message, line);
    message.take(Text.SASL_USERNAME, line, Field.SASL_USERNAME, false);
    message.submission |= message.has(Text.SASL_USERNAME);
    Facts.takeDomain(message, line);
    if (!message.hasClient) {
      Facts.takeClient(message, line);
    }
    scans.lend(message);
    if (endOfMessage) {
      message.discarded = false;
      if (!message.hasStart && "exim".equals(message.mta)) {
        message.hasStart = true; // Exim tells of a message's arrival only once it has accepted it
        message.kind = OpenMessage.REFUSED;
      }
      endings.close(message, line); // the queue file is dropped and no further line says so
      if (message.isHandedOn) {
        innerRefusals.add(message);
      }
    }
  }

  /** Counts what the client was told of a message that is delivered all the same. */
  void addTold(OpenMessage message, LogLine line) {
    Facts.countRefusal(columns, message, line);
  }

  /**
   * Sendmail tells it once more for each recipient that would have got the message, and of Postfix
   * both smtpd and cleanup tell of one that is too big.
   */
  private static boolean isRefusedWhole(OpenMessage message) {
    return message.closed
        && message.rejects + message.tempfails > 0
        && ("sendmail".equals(message.mta) || "postfix".equals(message.mta));
  }
}
