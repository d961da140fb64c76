package slash64.maillog.message;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.net.Address;
import slash64.net.AddressParser;
import slash64.net.Prefix;

/** What a server counted of a client's sessions, taken over from its line. For one thread. */
final class Statistics {
  private static final int WHOLE = 128;
  private static final int IPV4_START = 96;

  private final AddressParser addresses = new AddressParser();

  /** Fills a row from a line that names a client or its network. */
  void read(OpenMessage row, LogLine line) {
    row.kind = OpenMessage.STATISTICS;
    row.hasStart = true;
    row.concurrent = (int) Math.min(Integer.MAX_VALUE, line.number(Field.CONCURRENT, 0));
    if (line.has(Field.NETWORK)) {
      takeNetwork(row, line);
    } else {
      Facts.takeClient(row, line);
    }
  }

  private void takeNetwork(OpenMessage row, LogLine line) {
    byte[] b = line.bytes();
    int from = line.from(Field.NETWORK);
    int to = line.to(Field.NETWORK);
    int slash = Bytes.indexOf(b, from, to, '/');
    int length = (int) Bytes.number(b, slash + 1, to, WHOLE);
    if (!addresses.parse(b, from, slash)) {
      return;
    }
    boolean isIpv4 = Address.isIpv4(addresses.high(), addresses.low());
    int bits = isIpv4 ? Math.min(WHOLE, IPV4_START + length) : length;
    row.hasClient = true;
    row.clientHigh = addresses.high() & Prefix.highMask(bits);
    row.clientLow = addresses.low() & Prefix.lowMask(bits);
    row.clientBits = bits;
  }
}
