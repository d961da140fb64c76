package slash64.maillog.format;

import slash64.maillog.line.Event;
import slash64.maillog.line.LogLine;

/**
 * Lines of tlsproxy(8), which does TLS for postscreen. Its connects are postscreen's: not counted.
 */
final class PostfixTlsproxy extends PostfixFormat {
  private final TlsLine tls = new TlsLine(new Peer());

  @Override
  void readMessage(LogLine line, int from) {
    line.setEvent(Event.NOTICE);
  }

  @Override
  void readOther(LogLine line, int from) {
    if (!tls.read(line, from)) {
      line.setEvent(Event.NOTHING);
    }
  }
}
