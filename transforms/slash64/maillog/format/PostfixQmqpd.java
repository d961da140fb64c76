package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Lines of qmqpd(8), which takes mail from mailing lists' servers: {@code connect from {peer}},
 * {@code {id}: client={peer}}, {@code disconnect from {peer}}; each connection is one message. What
 * it answers is {@code {id}: {peer}: {text}}, and the text does not tell a refusal for good from
 * one for now.
 */
final class PostfixQmqpd extends PostfixFormat {
  private static final byte[] CONNECT = Bytes.of("connect from ");
  private static final byte[] DISCONNECT = Bytes.of("disconnect from ");
  private static final byte[] CLIENT = Bytes.of("client=");

  private final Peer peer = new Peer();

  @Override
  void readMessage(LogLine line, int from) {
    if (Bytes.startsWith(line.bytes(), from, line.end(), CLIENT)) {
      readPeer(line, from + CLIENT.length, Event.OPEN, "client");
    } else {
      line.setEvent(Event.NOTICE);
    }
  }

  @Override
  void readOther(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    if (Bytes.startsWith(b, from, to, CONNECT)) {
      readPeer(line, from + CONNECT.length, Event.CONNECT, "connect");
    } else if (Bytes.startsWith(b, from, to, DISCONNECT)) {
      readPeer(line, from + DISCONNECT.length, Event.DISCONNECT, "disconnect");
    } else {
      line.setEvent(Event.NOTHING);
    }
  }

  private void readPeer(LogLine line, int from, Event event, String action) {
    line.setEvent(event);
    line.setWord(Field.ACTION, action);
    if (peer.read(line, from) < 0) {
      line.refuse(Refusal.CUT);
    }
  }
}
