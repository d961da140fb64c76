package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.ClientAddress;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.net.AddressParser;

/**
 * Lines of Postfix's anvil, which counts sessions and from time to time tells of the client with
 * most since the last time (anvil(8)):
 *
 * <pre>
 * statistics: max connection count 5 for (smtp:192.0.2.1) at Nov 23 08:05:01
 * statistics: max connection count 5 for (smtp:2001:db8:1:2::/84) at Nov 23 08:05:01
 * </pre>
 *
 * <p>The count is of sessions open at once. Since Postfix 3.8 clients of IPv6 are counted by
 * network ({@code smtpd_client_ipv6_prefix_length}, 84 by default), which is no address. All other
 * lines (rates, size of the cache) are samples that nothing is counted from.
 */
final class PostfixAnvil extends PostfixFormat {
  private static final byte[] COUNT = Bytes.of("statistics: max connection count ");
  private static final byte[] FOR = Bytes.of(" for (");
  private static final byte[] AT = Bytes.of(") at ");
  private static final byte[] LOCALHOST = Bytes.of("localhost");
  private static final long WHOLE = 128;

  private final AddressParser addresses = new AddressParser();
  private final ClientAddress client = new ClientAddress();

  @Override
  void readOther(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    line.setEvent(Event.NOTHING);
    if (!Bytes.startsWith(b, from, to, COUNT)) {
      return;
    }
    int count = from + COUNT.length;
    int countEnd = Bytes.digits(b, count, to);
    int ident = countEnd + FOR.length;
    if (Bytes.number(b, count, countEnd, 0) == 0 || !Bytes.startsWith(b, countEnd, to, FOR)) {
      return;
    }
    int close = Bytes.indexOf(b, ident, to, ')');
    if (close > 0 && Bytes.startsWith(b, close, to, AT) && setClient(line, ident, close)) {
      line.set(Field.CONCURRENT, count, countEnd);
      line.setEvent(Event.STATISTICS);
    }
  }

  @Override
  void readMessage(LogLine line, int from) {
    line.setEvent(Event.NOTHING);
  }

  /** Sets the client of {@code service:client}: an address, or the network it was counted with. */
  private boolean setClient(LogLine line, int from, int to) {
    byte[] b = line.bytes();
    int slash = Bytes.indexOf(b, from, to, '/');
    int end = slash < 0 ? to : slash;
    for (int at = endOfHost(b, from, end); at < end; at++) {
      if (b[at] == ':' && addresses.parse(b, at + 1, end)) {
        if (slash < 0) {
          return client.set(line, at + 1, end);
        }
        if (Bytes.number(b, slash + 1, to, WHOLE + 1) > WHOLE) {
          return false;
        }
        line.set(Field.NETWORK, at + 1, to);
        return true;
      }
    }
    return false;
  }

  /**
   * A service is a port, or a host and a port (master(5)); its port could pass for the first group
   * of the address that follows, so the colon between host and port is passed over.
   */
  private static int endOfHost(byte[] b, int from, int to) {
    if (from < to && b[from] == '[') {
      int bracket = Bytes.indexOf(b, from, to, ']');
      return bracket < 0 ? to : bracket + 2;
    }
    int colon = Bytes.indexOf(b, from, to, ':');
    boolean isHost =
        colon > 0
            && (Bytes.indexOf(b, from, colon, '.') >= 0 || Bytes.equal(b, from, colon, LOCALHOST));
    return isHost ? colon + 1 : from;
  }
}
