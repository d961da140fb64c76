package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.ClientAddress;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * Sendmail's name of a peer: {@code mail.example.org [IPv6:2001:db8::25] (may be forged)}, {@code
 * [192.0.2.1]} or {@code user@localhost}. Where Sendmail asks for the user (RFC 1413), {@code
 * IDENT:user@mail.example.org [192.0.2.1]}; it leaves nothing but harmless characters of the answer
 * (cleanstrcpy() of its util.c). For one thread.
 */
final class SendmailRelay {
  private static final String TAG = "IPv6:";

  private final ClientAddress address = new ClientAddress();

  /** Sets the client from the peer at {@code from}; returns whether there is an address. */
  boolean read(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int at = from;
    int name = at;
    while (at < to && bytes[at] != ' ' && bytes[at] != '[' && bytes[at] != ',') {
      at++;
    }
    int nameTo = at;
    while (at < to && bytes[at] == ' ') {
      at++;
    }
    if (at >= to || bytes[at] != '[') {
      return false;
    }
    int close = Bytes.indexOf(bytes, at, to, ']');
    if (close < 0 || !readAddress(line, at + 1, close)) {
      return false;
    }
    name = Math.max(name, Bytes.lastIndexOf(bytes, name, nameTo, '@') + 1);
    if (nameTo > name) {
      line.set(Field.CLIENT_NAME, name, nameTo);
    }
    return true;
  }

  /** Sets the client from an address that ends at {@code to}; returns whether it is one. */
  boolean readAddress(LogLine line, int from, int to) {
    boolean isTagged = Words.at(line.bytes(), from, to, TAG);
    return address.set(line, isTagged ? from + TAG.length() : from, to);
  }
}
