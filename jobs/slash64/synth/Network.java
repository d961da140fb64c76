package slash64.synth;

import slash64.net.Prefix;

/**
 * One /32 of a provider, from which /48 are handed out in turn and /56 at random.
 *
 * <p>The documentation prefix 3fff::/20 (RFC 9637) holds 4,096 of them.
 */
final class Network {
  private static final int FIRST_ASN = 64496; // documentation, RFC 5398
  private static final int ASNS = 16;

  private final long high;
  private final byte[] asnAndPrefix;
  private int next48 = 1;

  /** Makes the network {@code 3fff:number::/32}; numbers from 0 to 4095. */
  Network(int number) {
    this(0x3fff_0000_0000_0000L | (long) number << 32, FIRST_ASN + 1 + number % (ASNS - 1));
  }

  private Network(long high, int asn) {
    this.high = high;
    this.asnAndPrefix = Ascii.of("asn:" + asn + ", ipnet:" + prefix(high) + ", country:ZZ");
  }

  /** Returns our own network, 2001:db8::/32. */
  static Network ours() {
    return new Network(0x2001_0db8_0000_0000L, FIRST_ASN);
  }

  private static Prefix prefix(long high) {
    return Prefix.of(high, 0, 32);
  }

  /** Returns the options a filter logs for this network: {@code asn:64500, ipnet:…, country:ZZ}. */
  byte[] asnAndPrefix() {
    return asnAndPrefix;
  }

  /** Returns bits 0 to 63 of a /48 not given out before; after 65,535 they come again. */
  long next48() {
    return high | (long) (next48++ & 0xffff) << 16;
  }

  /** Returns bits 0 to 63 of a /56 in the upper half of the /32, where no /48 is given out soon. */
  long random56(Draws draws) {
    return high | 0x8000_0000L | (long) draws.below(1 << 23) << 8;
  }
}
