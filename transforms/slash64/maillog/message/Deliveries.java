package slash64.maillog.message;

import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/** What became of a message's recipients: sent, bounced, or put off. */
final class Deliveries {
  private final MessageTable messages;
  private final Sources sources;
  private final Openings openings;
  private final Endings endings;
  private final Recipients recipients = new Recipients();

  Deliveries(MessageTable messages, Sources sources, Openings openings, Endings endings) {
    this.messages = messages;
    this.sources = sources;
    this.openings = openings;
    this.endings = endings;
  }

  /** Counts a delivery attempt by the recipients that its line names. */
  void add(int source, OpenMessage message, LogLine line) {
    Facts.takeDomain(message, line);
    Facts.takeOrigin(message, line);
    recipients.start(message, line);
    if (line.is(Field.STATUS, "sent")) {
      if (FilterHops.isThrownAway(line)) {
        while (recipients.hasNext()) {
          message.settle(recipients.next());
        }
        message.discarded = true;
        return;
      }
      OpenMessage second = FilterHops.second(messages, sources, source, message, line);
      while (recipients.hasNext()) {
        message.settle(recipients.next());
        message.sent += second == null ? 1 : 0;
      }
      if (second != null) {
        FilterHops.link(message, second);
        return;
      }
      if (line.is(Field.RELAY, "local")) {
        openings.openMadeHere(source, line);
      }
    } else if (line.is(Field.STATUS, "bounced")) {
      while (recipients.hasNext()) {
        message.settle(recipients.next());
        message.bounced++;
      }
    } else if (line.is(Field.STATUS, "deferred") || line.is(Field.STATUS, "SOFTBOUNCE")) {
      if (message.endsWithItsRecipients() && message.hasSettledAll() && !message.removed) {
        message.closed = false; // there are more of them than were told
      }
      while (recipients.hasNext()) {
        message.addPending(recipients.next());
        message.deferrals++;
      }
    }
    message.take(Text.STATUS_DSN, line, Field.DSN, true);
    if (!"postfix".equals(message.mta)) { // which tells the number behind aliases itself
      int seen = message.sent + message.bounced + message.pending().size();
      boolean isFinal = "kumomta".equals(message.mta) && message.hasStart && message.recipients > 0;
      message.recipients = isFinal ? message.recipients : Math.max(message.recipients, seen);
      endings.closeIfSettled(message, line);
    }
  }

  /** Settles all recipients of the line: another server or queue has the message now. */
  void transfer(OpenMessage message, LogLine line) {
    Facts.takeOrigin(message, line);
    recipients.start(message, line);
    while (recipients.hasNext()) {
      message.settle(recipients.next());
    }
    message.removed = true;
    endings.close(message, line);
  }
}
