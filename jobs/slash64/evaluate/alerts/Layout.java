package slash64.evaluate.alerts;

import slash64.net.Prefix;

/**
 * Where the senders of a simulated world live: providers with a /32 each under 3fff::/20 (RFC 9637,
 * for documentation), and IPv4 networks under 198.18.0.0/15 (RFC 2544, for benchmarks).
 */
final class Layout {
  private static final long FIRST = 0x3fff_0000_0000_0000L;
  private static final long FIRST_IPV4 = 0xffff_c612_0000L;

  private Layout() {}

  /** Returns the n-th network of a host: four /64 in each /56, twelve /56 in each /48. */
  static Prefix hosted(int provider, int n) {
    return network(provider, n / 48, n / 4 % 12, n % 4);
  }

  /** Returns the n-th network of an access provider: one or two /64 for each customer's /56. */
  static Prefix household(int provider, int n) {
    return network(provider, n / 200, n % 200, n % 7 == 0 ? 1 : 0);
  }

  /** Returns the n-th network of a provider that gives each firm a /48. */
  static Prefix site(int provider, int n) {
    return network(provider, n / 2, 0, n % 2);
  }

  static Prefix network(int provider, long site, long delegation, long subnet) {
    return Prefix.of(FIRST | (long) provider << 32 | site << 16 | delegation << 8 | subnet, 0, 64);
  }

  /** Returns the n-th IPv4 address: a dozen in each /24. */
  static Prefix ipv4(int n) {
    return Prefix.of(0, FIRST_IPV4 + (n / 12 << 8) + 10 + n % 12, 128);
  }
}
