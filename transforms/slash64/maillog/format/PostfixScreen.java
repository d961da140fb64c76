package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Lines of postscreen(8), which screens clients before smtpd sees them (FORMATS 2.3). A client that
 * passes is handed on, and smtpd logs its own connect: one connection, not two.
 */
final class PostfixScreen extends PostfixFormat {
  private static final byte[] CONNECT = Bytes.of("CONNECT from ");
  private static final byte[] DISCONNECT = Bytes.of("DISCONNECT ");
  private static final byte[] PASS = Bytes.of("PASS ");
  private static final byte[] RANK = Bytes.of("DNSBL rank ");
  private static final byte[] FOR = Bytes.of(" for ");
  private static final byte[] REJECT = Bytes.of("reject: ");
  private static final byte[] FROM = Bytes.of(" from ");
  private static final byte[] LISTED = Bytes.of("LISTED ");
  private static final byte[] VETO = Bytes.of("LIST VETO ");
  private static final byte[][] COMPLAINTS = {
    Bytes.of("PREGREET "),
    Bytes.of("HANGUP "),
    Bytes.of("BARE NEWLINE "),
    Bytes.of("COMMAND "),
    Bytes.of("NON-SMTP COMMAND "),
    Bytes.of("DATA without "),
    Bytes.of("BDAT without "),
  };

  private static final byte[] TOO_MANY = Bytes.of(": too many connections");

  private final Peer peer = new Peer();
  private final PostfixRejects rejects = new PostfixRejects(peer);

  @Override
  void readMessage(LogLine line, int from) {
    readReject(line, from);
  }

  /**
   * Where postscreen is too busy it logs no reply; what it says is 421, with 4.7.0 to a client of
   * too many connections (postscreen.c).
   */
  private void readReject(LogLine line, int from) {
    rejects.read(line, from);
    if (line.event() == Event.REJECT && !line.has(Field.REJECT_CODE) && !line.has(Field.DSN)) {
      boolean isClients = Bytes.indexOf(line.bytes(), from, line.end(), TOO_MANY) >= 0;
      line.setWord(Field.DSN, isClients ? "4.7.0" : "4.3.2");
    }
  }

  @Override
  void readOther(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    line.setEvent(Event.NOTHING);
    if (Bytes.startsWith(b, from, to, CONNECT)) {
      line.setWord(Field.ACTION, "connect");
      readPeer(line, from + CONNECT.length, Event.CONNECT);
    } else if (Bytes.startsWith(b, from, to, DISCONNECT)) {
      line.setWord(Field.ACTION, "disconnect");
      readPeer(line, from + DISCONNECT.length, Event.DISCONNECT);
    } else if (Bytes.startsWith(b, from, to, PASS)) {
      int blank = Bytes.indexOf(b, from + PASS.length, to, ' ');
      line.setWord(Field.ACTION, "pass");
      readPeer(line, blank < 0 ? to : blank + 1, Event.SCREENED);
    } else if (Bytes.startsWith(b, from, to, RANK)) {
      line.setWord(Field.ACTION, "dnsbl");
      int at = Bytes.indexOf(b, from, to, FOR);
      readPeer(line, at < 0 ? to : at + FOR.length, Event.COMPLAINT);
    } else if (Bytes.startsWith(b, from, to, REJECT)) {
      readReject(line, from);
    } else {
      readVerdict(line, from);
    }
  }

  private void readVerdict(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    int listed = Bytes.indexOf(b, from, Math.min(to, from + 16), LISTED);
    if (listed > 0) { // ALLOWLISTED, WHITELISTED, DENYLISTED, BLACKLISTED
      line.set(Field.ACTION, from, listed + LISTED.length - 1);
      boolean allowed = b[from] == 'A' || b[from] == 'W';
      readPeer(line, listed + LISTED.length, allowed ? Event.SCREENED : Event.COMPLAINT);
      return;
    }
    int veto = Bytes.indexOf(b, from, Math.min(to, from + 20), VETO);
    if (veto > 0) {
      line.set(Field.ACTION, from, veto + VETO.length - 1);
      readPeer(line, veto + VETO.length, Event.COMPLAINT);
      return;
    }
    for (byte[] complaint : COMPLAINTS) {
      if (Bytes.startsWith(b, from, to, complaint)) {
        int at = Bytes.indexOf(b, from, to, FROM);
        line.set(Field.ACTION, from, capitals(b, from, to));
        readPeer(line, at < 0 ? to : at + FROM.length, Event.COMPLAINT);
        return;
      }
    }
  }

  /** Returns the end of the run of words in capitals: {@code COMMAND TIME LIMIT}. */
  private static int capitals(byte[] b, int from, int to) {
    int at = from;
    while (at + 1 < to
        && ((b[at] >= 'A' && b[at] <= 'Z')
            || b[at] == '-'
            || (b[at] == ' ' && b[at + 1] >= 'A' && b[at + 1] <= 'Z'))) {
      at++;
    }
    return at;
  }

  private void readPeer(LogLine line, int from, Event event) {
    line.setEvent(event);
    if (peer.read(line, from) < 0) {
      line.refuse(Refusal.CUT);
    }
  }
}
