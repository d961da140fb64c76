package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.LogLine;
import slash64.net.AddressParser;

/**
 * Lines of the Postfix daemons and commands that tell neither of a client nor of a message's way:
 * master, dnsblog, tlsmgr, scache, verify, postfix-script, ...
 */
final class PostfixOther extends PostfixFormat {
  private static final byte[] LISTED = Bytes.of("addr ");

  private final AddressParser addresses = new AddressParser();

  /** {@code addr 2001:db8::5 listed by domain …} of dnsblog names a client, but is no event. */
  @Override
  void readOther(LogLine line, int from) {
    byte[] b = line.bytes();
    line.setEvent(Event.NOTHING);
    if (Bytes.startsWith(b, from, line.end(), LISTED)) {
      int address = from + LISTED.length;
      int blank = Bytes.indexOf(b, address, line.end(), ' ');
      if (blank > 0 && addresses.parse(b, address, blank)) {
        line.setClient(addresses.high(), addresses.low());
      }
    }
  }

  @Override
  void readMessage(LogLine line, int from) {
    line.setEvent(Event.NOTICE);
  }
}
