package slash64.maillog.message;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.net.AddressParser;
import slash64.net.OwnAddresses;

/**
 * A message may have a second queue id on the server's own host: a content filter takes it and
 * gives it back, or an operator queues it anew. Two ids, one message, counted once with the outer
 * one's client.
 */
final class FilterHops {
  private static final byte[] LOOPBACK4 = Bytes.of("[127.");
  private static final byte[] LOOPBACK6 = Bytes.of("[::1]");

  private static final byte[] THROWN_AWAY = Bytes.of("Ok, discarded, ");

  private FilterHops() {}

  /**
   * Returns the second queue id that a delivery to a filter names: {@code
   * relay=127.0.0.1[127.0.0.1]:10024, … status=sent (250 2.0.0 … queued as ID2)}; null if it is
   * none, or belongs elsewhere. Of several filters in a row each hands on the id that the message
   * had first (XFORWARD IDENT), so that all their ids may belong to one outer message.
   *
   * <p>Any server can answer with an id that it was told by ours. So a relay elsewhere is believed
   * only where the second message was handed on by somebody who may (XFORWARD), or came from the
   * relay itself, in a private network.
   */
  static OpenMessage second(
      MessageTable messages, Sources sources, int source, OpenMessage message, LogLine line) {
    if (!line.has(Field.OTHER_QUEUE_ID)
        || !line.has(Field.RELAY)
        || line.word(Field.OTHER_QUEUE_ID) != null) {
      return null;
    }
    boolean isHere = isLoopbackRelay(line);
    OpenMessage second = null;
    for (int sibling : sources.onSameHost(source)) { // it may come back to another instance
      OpenMessage found = messages.find(sibling, line, Field.OTHER_QUEUE_ID);
      if (found == null || found.part || found == message) { // each instance has ids of its own
        continue;
      }
      if (found.outer == message) {
        return message.outer == found ? null : found;
      }
      if (isHere || isGivenBack(found, message, line)) {
        second = second != null && sibling != source ? second : found;
      }
    }
    boolean links =
        second != null
            && (second.outer == null || second.outer == message || message.isBehind(second.outer));
    return links && message.outer != second ? second : null;
  }

  /**
   * Returns whether amavis on this host took a message and threw it away: {@code
   * relay=127.0.0.1[127.0.0.1]:10024, … status=sent (250 2.7.0 Ok, discarded, id=01003-05 - spam)}.
   */
  static boolean isThrownAway(LogLine line) {
    return line.has(Field.RELAY)
        && line.has(Field.STATUS_TEXT)
        && line.word(Field.STATUS_TEXT) == null
        && isThrownAway(line.bytes(), line.from(Field.STATUS_TEXT), line.to(Field.STATUS_TEXT))
        && isLoopbackRelay(line);
  }

  private static boolean isThrownAway(byte[] b, int from, int to) {
    int digits = Bytes.digits(b, from, to);
    int words = digits + 7; // behind " 2.7.0 "
    return digits == from + 3 && words < to && Bytes.startsWith(b, words, to, THROWN_AWAY);
  }

  private static boolean isLoopbackRelay(LogLine line) {
    byte[] b = line.bytes();
    int from = line.from(Field.RELAY);
    int to = line.to(Field.RELAY);
    int open = Bytes.indexOf(b, from, to, '[');
    return open >= 0
        && (Bytes.startsWith(b, open, to, LOOPBACK4) || Bytes.startsWith(b, open, to, LOOPBACK6));
  }

  private static boolean isGivenBack(OpenMessage second, OpenMessage message, LogLine line) {
    if (!second.hasClient) {
      return false;
    }
    if (second.isForwarded) {
      return message.hasClient
          && message.clientHigh == second.clientHigh
          && message.clientLow == second.clientLow;
    }
    if (!OwnAddresses.contains(second.clientHigh, second.clientLow)) {
      return false;
    }
    byte[] b = line.bytes();
    int open = Bytes.indexOf(b, line.from(Field.RELAY), line.to(Field.RELAY), '[');
    int close = Bytes.indexOf(b, open + 1, line.to(Field.RELAY), ']');
    AddressParser relay = new AddressParser();
    return open >= 0
        && close >= 0
        && relay.parse(b, open + 1, close)
        && relay.high() == second.clientHigh
        && relay.low() == second.clientLow;
  }

  /**
   * Makes {@code second} count as part of {@code outer}, which is null if its lines are lost.
   *
   * @return whether it does now, and did not before
   */
  static boolean link(OpenMessage outer, OpenMessage second) {
    if (outer == null || second.outer != null || outer == second || outer.isBehind(second)) {
      return false;
    }
    second.outer = outer;
    outer.inner++;
    return true;
  }

  /** Cuts a message off from what is behind a content filter. */
  static void cut(MessageTable messages, OpenMessage outer) {
    for (OpenMessage message : messages.slots()) {
      if (message != null && message.outer == outer) {
        message.outer = null;
      }
    }
    outer.inner = 0;
  }
}
