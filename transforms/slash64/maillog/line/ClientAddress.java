package slash64.maillog.line;

import slash64.net.AddressParser;

/**
 * The client address of a line. What is no address ({@code unknown}, a name, a zone id) and the
 * unspecified addresses set no client. For one thread.
 */
public final class ClientAddress {
  private static final long UNSPECIFIED_IPV4 = 0xffff_0000_0000L;

  private final AddressParser parser = new AddressParser();

  /** Returns whether {@code bytes[from, to)} is an address somebody can have. */
  public boolean read(byte[] bytes, int from, int to) {
    return parser.parse(bytes, from, to)
        && (parser.high() != 0 || parser.low() != 0 && parser.low() != UNSPECIFIED_IPV4);
  }

  /** Returns bits 0 to 63 of the address last read; meaningful if {@link #read} found one. */
  public long high() {
    return parser.high();
  }

  /** Returns bits 64 to 127 of it, an IPv4 address in its mapped form (RFC 4291, 2.5.5.2). */
  public long low() {
    return parser.low();
  }

  /**
   * Sets the client to {@code line.bytes()[from, to)} if that is an address somebody can have.
   *
   * @return whether it is; if not, the line's client is left as it was
   */
  public boolean set(LogLine line, int from, int to) {
    if (!read(line.bytes(), from, to)) {
      return false;
    }
    line.setClient(parser.high(), parser.low());
    return true;
  }
}
