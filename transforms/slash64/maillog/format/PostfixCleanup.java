package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/** Lines of cleanup(8): Message-ID, header and body checks, milters at the end of a message. */
final class PostfixCleanup extends PostfixFormat {
  private static final byte[] MESSAGE_ID = Bytes.of("message-id=");
  private static final byte[] RESENT = Bytes.of("resent-");
  private static final byte[] REMOVED = Bytes.of("removed");
  private static final byte[] MILTER = Bytes.of("milter-");
  private static final byte[] MILTER_HEADER = Bytes.of("milter-header-");
  private static final byte[] MILTER_BODY = Bytes.of("milter-body-");
  private static final byte[] REJECT = Bytes.of("reject");
  private static final byte[] BEHIND_ENVELOPE = Bytes.of(">: ");
  private static final byte[] DISCARD = Bytes.of("discard");

  private final PostfixRejects rejects = new PostfixRejects(new Peer());

  @Override
  void readMessage(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    int at = Bytes.startsWith(b, from, to, RESENT) ? from + RESENT.length : from;
    if (Bytes.startsWith(b, at, to, MESSAGE_ID)) {
      line.setEvent(Event.MESSAGE_ID);
      readMessageId(line, at + MESSAGE_ID.length);
    } else if (Bytes.startsWith(b, from, to, REMOVED)) {
      line.setEvent(Event.DISCARDED);
      line.setWord(Field.ACTION, "discard");
    } else if (Bytes.startsWith(b, from, to, MILTER)
        && !Bytes.startsWith(b, from, to, MILTER_HEADER)
        && !Bytes.startsWith(b, from, to, MILTER_BODY)) {
      rejects.read(line, from);
    } else if (PostfixDelivery.isRecipient(line, from)) { // what it bounces itself
      PostfixDelivery.readRecipient(line, from);
    } else {
      readCheck(line, from);
    }
  }

  @Override
  void readMessageWarning(LogLine line, int from) {
    PostfixFailures.read(line, from);
  }

  private static void readMessageId(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    boolean bracketed = to > from + 1 && b[from] == '<' && b[to - 1] == '>';
    line.set(Field.MESSAGE_ID, bracketed ? from + 1 : from, bracketed ? to - 1 : to);
  }

  /**
   * {@code {action}: {header|body|content} {tainted} from {peer}; {envelope}}: here the client's
   * text stands before the peer, so the peer is not believed; the message's own client is.
   */
  private static void readCheck(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    int colon = Bytes.indexOf(b, from, Math.min(to, from + 32), ':');
    if (colon < 0 || colon + 1 >= to || b[colon + 1] != ' ') {
      line.refuse(Refusal.UNKNOWN_KIND);
      return;
    }
    line.set(Field.ACTION, from, colon);
    line.setWord(Field.STAGE, "DATA");
    if (Bytes.equal(b, from, colon, REJECT)) {
      line.setEvent(Event.REJECT);
    } else if (Bytes.equal(b, from, colon, DISCARD)) {
      line.setEvent(Event.DISCARDED);
    } else {
      line.setEvent(Event.NOTICE);
    }
    int envelope = Envelope.read(line, colon + 2);
    line.set(Field.REJECT_TEXT, colon + 2, envelope);
    if (line.event() == Event.REJECT) {
      readStatus(line, envelope);
    }
  }

  /** {@code >: 4.7.1 text} behind the envelope: the operator's own words, begun by a status. */
  private static void readStatus(LogLine line, int envelope) {
    byte[] b = line.bytes();
    int to = line.end();
    int at = Bytes.lastIndexOf(b, envelope, to, BEHIND_ENVELOPE);
    int status = at + BEHIND_ENVELOPE.length;
    int length = at < 0 ? 0 : ReplyCode.enhanced(b, status, to);
    if (length > 0) {
      line.set(Field.DSN, status, status + length);
    }
  }
}
