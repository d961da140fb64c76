package slash64.synth;

/**
 * Who may use which documentation addresses: 2001:db8::/32 is ours, 3fff::/20 (RFC 9637) everyone
 * else's; IPv4 comes from the three documentation networks (RFC 5737), then from 198.18.0.0/15 (RFC
 * 2544), and for infected households from 100.64.0.0/10 (RFC 6598).
 */
final class AddressPlan {
  private static final int NETWORKS = 4096;
  private static final int[] DOCUMENTATION_IPV4 = {0xc000_0200, 0xc633_6400, 0xcb00_7100};
  private static final int BENCHMARK_IPV4 = 0xc612_0000;
  private static final int SHARED_IPV4 = 0x6440_0000;

  private final Network ours = Network.ours();
  private final Network[] business;
  private final Network[] access;
  private final Network[] hosting;
  private int nextNetwork;
  private int nextServer;
  private int nextHousehold;
  private int nextDelegation;

  AddressPlan(double scale) {
    double root = StrictMath.sqrt(StrictMath.max(1, scale));
    business = networks((int) StrictMath.min(900, 8 * root));
    access = networks((int) StrictMath.min(900, 8 * root));
    hosting = networks((int) StrictMath.min(900, 5 * root));
  }

  private Network[] networks(int count) {
    Network[] networks = new Network[count];
    for (int i = 0; i < count; i++) {
      networks[i] = newNetwork();
    }
    return networks;
  }

  Network ours() {
    return ours;
  }

  /** Returns a /32 of its own; after 4,096 they come again. */
  Network newNetwork() {
    return new Network(nextNetwork++ % NETWORKS);
  }

  Network business(Draws draws) {
    return draws.oneOf(business);
  }

  Network access(Draws draws) {
    return draws.oneOf(access);
  }

  Network hosting(Draws draws) {
    return draws.oneOf(hosting);
  }

  /** Returns the IPv4 address of one more server. */
  int newServerIpv4() {
    int server = nextServer++;
    int documentation = server / 200;
    if (documentation < DOCUMENTATION_IPV4.length) {
      return DOCUMENTATION_IPV4[documentation] + 10 + server % 200;
    }
    return BENCHMARK_IPV4 + (server - 600) % (1 << 17);
  }

  /** Returns the IPv4 address of one more household, far from that of the one before. */
  int newHouseholdIpv4() {
    // An odd factor visits each of the 2^22 addresses once before the first comes again.
    return SHARED_IPV4 + (nextHousehold++ * 0x9e37_79b1 & (1 << 22) - 1);
  }

  /**
   * Returns bits 0 to 63 of the next free /56 for a customer of ours, in 2001:db8:4000::/34. Every
   * third stays free, as in any real plan.
   */
  long newDelegation() {
    int delegation = nextDelegation++;
    return 0x2001_0db8_4000_0000L | (long) (delegation + delegation / 2) << 8 & 0x3fff_ff00L;
  }
}
