package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.LogLine;

/**
 * Lines of tlsproxy(8), which does TLS for postscreen. Its connects are postscreen's: not counted.
 */
final class PostfixTlsproxy extends PostfixFormat {
  private static final byte[] CONNECT = Bytes.of("CONNECT from ");
  private static final byte[] DISCONNECT = Bytes.of("DISCONNECT ");

  private final Peer peer = new Peer();
  private final TlsLine tls = new TlsLine(peer);

  @Override
  void readMessage(LogLine line, int from) {
    line.setEvent(Event.NOTICE);
  }

  @Override
  void readOther(LogLine line, int from) {
    if (tls.read(line, from)) {
      return;
    }
    line.setEvent(Event.NOTHING);
    if (Bytes.startsWith(line.bytes(), from, line.end(), CONNECT)) {
      peer.read(line, from + CONNECT.length);
    } else if (Bytes.startsWith(line.bytes(), from, line.end(), DISCONNECT)) {
      peer.read(line, from + DISCONNECT.length);
    }
  }
}
