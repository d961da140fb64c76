package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Reads the action lines of smtpd, postscreen and milters: {@code {action}: {stage} from {peer}:
 * {code} {dsn} {text}; {envelope}} (smtpd_check.c, postscreen_smtpd.c). Action, stage, client and
 * codes stand before anything a client may choose.
 */
final class PostfixRejects {
  private static final byte[] FROM = Bytes.of(" from ");
  private static final byte[] REJECT = Bytes.of("reject");
  private static final byte[] MILTER_REJECT = Bytes.of("milter-reject");
  private static final byte[] HANGUP = Bytes.of("hangup");
  private static final byte[] DISCARD = Bytes.of("discard");
  private static final byte[] MILTER_DISCARD = Bytes.of("milter-discard");

  private final Peer peer;

  PostfixRejects(Peer peer) {
    this.peer = peer;
  }

  /** Reads an action line from the action's first byte on. */
  void read(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    int colon = Bytes.indexOf(b, from, Math.min(to, from + 32), ':');
    if (colon < 0 || colon + 2 >= to || b[colon + 1] != ' ') {
      line.refuse(to - from < 32 ? Refusal.CUT : Refusal.UNKNOWN_KIND);
      return;
    }
    line.set(Field.ACTION, from, colon);
    line.setEvent(event(b, from, colon));
    int stageFrom = colon + 2;
    int stageTo = Bytes.indexOf(b, stageFrom, to, FROM);
    if (stageTo < 0) {
      line.refuse(Refusal.CUT);
      return;
    }
    line.set(Field.STAGE, stageFrom, stageTo);
    int at = peer.read(line, stageTo + FROM.length);
    if (at < 0 || at >= to || b[at] != ':') {
      line.clearClient();
      line.refuse(Refusal.CUT);
      return;
    }
    readReply(line, Math.min(at + 2, to));
  }

  private static Event event(byte[] b, int from, int to) {
    if (Bytes.equal(b, from, to, REJECT)
        || Bytes.equal(b, from, to, MILTER_REJECT)
        || Bytes.equal(b, from, to, HANGUP)) {
      return Event.REJECT;
    }
    if (Bytes.equal(b, from, to, DISCARD) || Bytes.equal(b, from, to, MILTER_DISCARD)) {
      return Event.DISCARDED;
    }
    return Event.NOTICE;
  }

  /** {@code {code} {dsn} {text}}, each of the codes optional in milter lines. */
  static void readReply(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    int textTo = Envelope.read(line, from);
    int at = from;
    if (at + 3 <= textTo
        && (b[at] == '4' || b[at] == '5')
        && Bytes.digits(b, at, textTo) == at + 3) {
      line.set(Field.REJECT_CODE, at, at + 3);
      at = Math.min(at + 4, textTo);
    }
    if (at + 5 <= textTo && b[at + 1] == '.' && b[at] >= '2' && b[at] <= '5') {
      int end = at + 2;
      while (end < textTo && (b[end] == '.' || (b[end] >= '0' && b[end] <= '9'))) {
        end++;
      }
      line.set(Field.DSN, at, end);
      at = Math.min(end + 1, textTo);
    }
    line.set(Field.REJECT_TEXT, Math.min(at, to), textTo);
  }
}
