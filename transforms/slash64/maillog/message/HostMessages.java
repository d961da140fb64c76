package slash64.maillog.message;

import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * Finds messages by a queue id that a line names, among all instances of the line's host: filters
 * name no instance, content filters stand between two, and a Postfix service may log under a name
 * of its own. Null where there is no such message.
 */
final class HostMessages {
  private final MessageTable messages;
  private final Sources sources;

  HostMessages(MessageTable messages, Sources sources) {
    this.messages = messages;
    this.sources = sources;
  }

  /**
   * Returns the message that lines of this id go on with. A Postfix service that logs under its own
   * name ({@code -o syslog_name=postfix-192.0.2.9}) shares the queue of others, so that an id that
   * the line's own instance does not know may be another one's.
   */
  OpenMessage inQueue(int source, LogLine line, Field id) {
    OpenMessage message = messages.find(source, line, id);
    if (message != null) {
      return message;
    }
    for (int sibling : sources.onSameHost(source)) {
      OpenMessage other = sibling == source ? null : messages.find(sibling, line, id);
      boolean isUnderWay =
          other != null
              && "postfix".equals(other.mta)
              && (!other.closed || line.event() == Event.DELIVERY);
      if (isUnderWay) {
        return other;
      }
    }
    return null;
  }

  /** Returns the server's own message before what only a filter spoke of. */
  OpenMessage find(int source, LogLine line, Field id) {
    OpenMessage part = null;
    for (int sibling : sources.onSameHost(source)) {
      OpenMessage message = messages.find(sibling, line, id);
      if (message != null && !message.part) {
        return message;
      }
      part = message != null ? message : part;
    }
    return part;
  }

  /**
   * Returns the message that a filter gave back as {@code inner}, by the id that the line names as
   * its first one. Instances may have given the same id to several messages: then it is the one of
   * the same client.
   */
  OpenMessage outer(int source, LogLine line, OpenMessage inner) {
    OpenMessage outer = null;
    for (int sibling : sources.onSameHost(source)) {
      OpenMessage found = messages.find(sibling, line, Field.OTHER_QUEUE_ID);
      if (found == null || found == inner) {
        continue;
      }
      boolean isSame = inner.hasClient && isOfClient(found, inner.clientHigh, inner.clientLow);
      if (isSame && !found.part) {
        return found;
      }
      outer = outer == null || outer.part ? found : outer;
    }
    return outer;
  }

  private static boolean isOfClient(OpenMessage message, long clientHigh, long clientLow) {
    return message.hasClient && message.clientHigh == clientHigh && message.clientLow == clientLow;
  }

  /** Returns the message of this client whose id the line names as the second one. */
  OpenMessage handedOn(int source, LogLine line, long clientHigh, long clientLow) {
    for (int sibling : sources.onSameHost(source)) {
      OpenMessage message = messages.find(sibling, line, Field.OTHER_QUEUE_ID);
      if (message != null && message.hasStart && isOfClient(message, clientHigh, clientLow)) {
        return message;
      }
    }
    return null;
  }
}
