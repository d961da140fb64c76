package slash64.net;

import java.util.List;

/**
 * Addresses that are no client's of the internet: this host, this link, private networks. They are
 * content filters, monitors and web servers of our own, and are never scored.
 */
public final class OwnAddresses {
  /**
   * RFC 6890 and its registries: what can be the source of a packet here but not of one from afar.
   */
  public static final List<Prefix> PREFIXES =
      List.of(
          Prefix.parse("::/96"), // unspecified, loopback, IPv4-compatible (RFC 4291, 2.5.5.1)
          Prefix.parse("fe80::/10"),
          Prefix.parse("fc00::/7"),
          Prefix.parse("0.0.0.0/8"),
          Prefix.parse("10.0.0.0/8"),
          Prefix.parse("127.0.0.0/8"),
          Prefix.parse("169.254.0.0/16"),
          Prefix.parse("172.16.0.0/12"),
          Prefix.parse("192.168.0.0/16"));

  private OwnAddresses() {}

  public static boolean contains(long high, long low) {
    return PREFIXES.stream().anyMatch(prefix -> prefix.contains(high, low));
  }
}
