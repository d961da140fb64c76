package slash64.maillog.message;

import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * How messages open: at the line that gives them their queue id, or at the first line seen if that
 * one is lost. More of them at once than the limit, and those that were quiet longest are put out.
 */
final class Openings {
  private final Rows rows;
  private final MessageTable messages;
  private final Sources sources;
  private final HostMessages onHost;
  private final Endings endings;
  private final int maxOpen;
  private int spillAt;

  Openings(
      Rows rows,
      MessageTable messages,
      Sources sources,
      HostMessages onHost,
      Endings endings,
      int maxOpen) {
    this.rows = rows;
    this.messages = messages;
    this.sources = sources;
    this.onHost = onHost;
    this.endings = endings;
    this.maxOpen = maxOpen;
    this.spillAt = maxOpen;
  }

  /**
   * Opens the message of an opening line; an older one with its id has ended, or lost its end. Only
   * Postfix uses ids again: elsewhere lines of the message stand before the one that opens it, such
   * as refused recipients or Exim's cutthrough delivery.
   */
  OpenMessage renew(int source, LogLine line) {
    OpenMessage old = messages.find(source, line, Field.QUEUE_ID);
    if (old != null && !"postfix".equals(old.mta)) {
      old.hasStart = true;
      return old;
    }
    if (old != null) {
      endings.retire(old);
    }
    OpenMessage message = open(source, line, Field.QUEUE_ID);
    message.hasStart = true;
    return message;
  }

  /**
   * What a filter said of the message before it opened was kept as a part of it. Postfix opens
   * before it asks; there it is an older message of the same id.
   */
  void adopt(int source, OpenMessage message, LogLine line) {
    if ("postfix".equals(message.mta)) {
      return;
    }
    for (int other : sources.onSameHost(source)) {
      OpenMessage part = other == source ? null : messages.find(other, line, Field.QUEUE_ID);
      if (part != null && part.part) {
        message.takeVerdict(part);
        endings.drop(part);
      }
    }
  }

  /** Opens a message of the id that this field of the line names, at the line's server. */
  OpenMessage open(int source, LogLine line, Field id) {
    OpenMessage message = rows.fresh(line);
    message.take(Text.QUEUE_ID, line, id, false);
    if (messages.size() >= spillAt) {
      endings.spill();
      spillAt = Math.max(maxOpen, messages.size() * 2);
    }
    messages.find(source, line, id); // leaves the key of this id ready for add
    messages.add(source, message);
    return message;
  }

  private OpenMessage findOrOpen(int source, LogLine line, Field id) {
    OpenMessage message = onHost.inQueue(source, line, id);
    return message != null ? message : open(source, line, id);
  }

  /**
   * {@code {id}: sender non-delivery notification: {id2}}, or {@code {id}: to=…, relay=local, …
   * status=sent (forwarded as {id2})}: nothing else tells that the second message was made here and
   * has no client. Its Message-ID line comes before this one.
   */
  void openMadeHere(int source, LogLine line) {
    if (line.has(Field.OTHER_QUEUE_ID) && line.word(Field.OTHER_QUEUE_ID) == null) {
      OpenMessage made = findOrOpen(source, line, Field.OTHER_QUEUE_ID);
      if (!made.hasClient) {
        made.hasStart = true;
        made.local = true;
        made.see(line);
      }
    }
  }
}
