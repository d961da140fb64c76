package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Lines of the daemons that own the queue: qmgr(8), pickup(8), postsuper(1), bounce(8) (FORMATS
 * 2.4).
 */
final class PostfixQueue extends PostfixFormat {
  private static final byte[] FROM = Bytes.of("from=<");
  private static final byte[] SIZE = Bytes.of(">, size=");
  private static final byte[] NRCPT = Bytes.of(", nrcpt=");
  private static final byte[] STATUS = Bytes.of(">, status=");
  private static final byte[] REMOVED = Bytes.of("removed");
  private static final byte[] UID = Bytes.of("uid=");
  private static final byte[] PICKUP_FROM = Bytes.of(" from=<");
  private static final byte[] ORIGINAL_ID = Bytes.of("> orig_id=");
  private static final byte[] NOTIFICATION = Bytes.of(" notification: ");

  @Override
  void readMessage(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    if (Bytes.startsWith(b, from, to, FROM)) {
      readQueued(line, from + FROM.length);
    } else if (Bytes.startsWith(b, from, to, REMOVED)) {
      line.setEvent(Event.REMOVED);
      line.setWord(Field.ACTION, "removed");
    } else if (Bytes.startsWith(b, from, to, UID)) {
      readPickup(line, from);
    } else if (PostfixDelivery.isRecipient(line, from)) { // no daemon takes it, or retry(8) is gone
      PostfixDelivery.readRecipient(line, from);
    } else {
      int at = Bytes.indexOf(b, from, to, NOTIFICATION);
      if (at > 0) {
        line.setEvent(Event.NOTIFICATION);
        line.set(Field.ACTION, from, at + NOTIFICATION.length - 2);
        line.set(Field.OTHER_QUEUE_ID, at + NOTIFICATION.length, to);
      } else { // skipped, requeued, placed on hold, released, expired: the message lives on
        line.setEvent(Event.NOTICE);
      }
    }
  }

  /** The sender is the client's text, so what follows it is looked for from the right. */
  private static void readQueued(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    int size = Bytes.lastIndexOf(b, from, to, SIZE);
    if (size >= 0) {
      line.setEvent(Event.QUEUED);
      line.set(Field.FROM, from, size);
      int digits = size + SIZE.length;
      int end = Bytes.digits(b, digits, to);
      int recipients = end + NRCPT.length;
      int recipientsEnd =
          Bytes.startsWith(b, end, to, NRCPT) ? Bytes.digits(b, recipients, to) : to;
      if (recipientsEnd < to) { // " (queue active)" follows, so no number was cut
        line.set(Field.SIZE, digits, end);
        line.set(Field.NRCPT, recipients, recipientsEnd);
      } else {
        line.refuse(Refusal.CUT);
      }
      return;
    }
    int status = Bytes.lastIndexOf(b, from, to, STATUS);
    if (status < 0) {
      line.refuse(Refusal.CUT);
      return;
    }
    line.setEvent(Event.EXPIRED);
    line.set(Field.FROM, from, status);
    int word = status + STATUS.length;
    int comma = Bytes.indexOf(b, word, to, ',');
    line.set(Field.STATUS, word, comma < 0 ? to : comma);
  }

  private static void readPickup(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    line.setEvent(Event.OPEN_LOCAL);
    line.setWord(Field.ACTION, "pickup");
    int sender = Bytes.indexOf(b, from, to, PICKUP_FROM);
    if (sender < 0) {
      line.refuse(Refusal.CUT);
      return;
    }
    int requeue = Bytes.lastIndexOf(b, sender, to, ORIGINAL_ID);
    int end = requeue >= 0 ? requeue : Bytes.lastIndexOf(b, sender, to, '>');
    if (end < 0) {
      line.refuse(Refusal.CUT);
      return;
    }
    line.set(Field.FROM, sender + PICKUP_FROM.length, Math.max(end, sender + PICKUP_FROM.length));
    if (requeue >= 0) {
      line.set(Field.OTHER_QUEUE_ID, requeue + ORIGINAL_ID.length, to);
    }
  }
}
