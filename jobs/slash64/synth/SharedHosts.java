package slash64.synth;

import slash64.net.Prefix;

/** Providers that put many customers, clean and bad ones, side by side under one prefix. */
final class SharedHosts {
  private static final int IN_ONE_SLASH64 = 14;
  private static final int IN_ONE_SLASH48 = 28;

  private final Population population;
  private final Draws draws;
  private final AddressPlan plan;

  private SharedHosts(Population population) {
    this.population = population;
    this.draws = population.draws();
    this.plan = population.plan();
  }

  static void addTo(Population population) {
    SharedHosts hosts = new SharedHosts(population);
    hosts.addSharedSlash64();
    hosts.addSlash64Each(SenderKind.VPS_CLEAN, SenderKind.VPS_BAD, "vps");
    hosts.addSlash64Each(SenderKind.TUNNEL_CLEAN, SenderKind.TUNNEL_BAD, "tunnel");
  }

  /** A host that gives each customer one address of a single /64. */
  private void addSharedSlash64() {
    int clean = SenderKind.SHARED_SLASH64_CLEAN.count(population.config());
    int bad = SenderKind.SHARED_SLASH64_BAD.count(population.config());
    Network network = plan.hosting(draws);
    long high = 0;
    for (int i = 0; i < clean + bad; i++) {
      if (i % IN_ONE_SLASH64 == 0) {
        network = plan.hosting(draws);
        high = network.next48();
      }
      Client client = new Client(high, 0x1000 + i, Ascii.of("vm" + i + ".shared.example"));
      boolean isBad = isBad(i, clean, bad);
      SenderKind kind = isBad ? SenderKind.SHARED_SLASH64_BAD : SenderKind.SHARED_SLASH64_CLEAN;
      addServer(kind, client, 128, network, "tenant" + i + ".example");
    }
  }

  /** Servers with a /64 each, in one /48. */
  private void addSlash64Each(SenderKind cleanKind, SenderKind badKind, String name) {
    int clean = cleanKind.count(population.config());
    int bad = badKind.count(population.config());
    Network network = plan.hosting(draws);
    long high = 0;
    for (int i = 0; i < clean + bad; i++) {
      if (i % IN_ONE_SLASH48 == 0) {
        network = plan.hosting(draws);
        high = network.next48();
      }
      long slash64 = high | 0x100 + 3 * i & 0xffff;
      Client client = new Client(slash64, 1, Ascii.of(name + i + ".hosted.example"));
      SenderKind kind = isBad(i, clean, bad) ? badKind : cleanKind;
      addServer(kind, client, 64, network, name + i + ".example");
    }
  }

  /** Spreads the bad ones evenly among all. */
  private static boolean isBad(int i, int clean, int bad) {
    return i * (long) bad % (clean + bad) < bad;
  }

  private void addServer(
      SenderKind kind, Client client, int length, Network network, String domain) {
    Prefix prefix = Prefix.of(client.high(), client.low(), length);
    ClientAddresses one = ClientAddresses.Fixed.one(client);
    population.add(
        kind.isBad()
            ? SenderDraft.spammer(population, kind, domain, prefix, one, network)
                .authenticated(0.7, 0.8)
                .listed(0.1)
            : new SenderDraft(kind, domain, prefix, one, network, population.perDay(kind))
                .rhythm(Rhythm.HUMAN, 0.5)
                .authenticated(0.9, 0.9));
  }
}
