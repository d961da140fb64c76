package slash64.synth;

import java.util.List;
import slash64.net.Prefix;

/** The bad senders from outside, and the clean ones that share a prefix with some of them. */
final class BadSenders {
  private static final int SHARED_IN_ONE_SLASH64 = 14;
  private static final int SERVERS_IN_ONE_SLASH48 = 28;

  private final Population population;
  private final Draws draws;
  private final AddressPlan plan;

  private BadSenders(Population population) {
    this.population = population;
    this.draws = population.draws();
    this.plan = population.plan();
  }

  static void addTo(Population population) {
    BadSenders bad = new BadSenders(population);
    WorldConfig config = population.config();
    for (int i = 0; i < SenderKind.ROTATING_SLASH64.count(config); i++) {
      bad.addRotating(i);
    }
    for (int i = 0; i < SenderKind.SNOWSHOE_SLASH48.count(config); i++) {
      bad.addSnowshoe(i);
    }
    bad.addBotnets();
    bad.addSharedSlash64();
    bad.addVirtualServers();
    for (int i = 0; i < SenderKind.LOW_AND_SLOW.count(config); i++) {
      bad.addLowAndSlow(i);
    }
    for (int i = 0; i < SenderKind.DUAL_STACK_SPAMMER.count(config); i++) {
      bad.addDualStack(i);
    }
    for (int i = 0; i < SenderKind.PASSWORD_GUESSER.count(config); i++) {
      bad.addPasswordGuesser(i);
    }
    for (int i = 0; i < SenderKind.TAKEN_OVER_SERVER.count(config); i++) {
      bad.addTurning(SenderKind.TAKEN_OVER_SERVER, "once-good" + i, "server_takeover", 6);
    }
    int shifts = SenderKind.CONTENT_SHIFT.count(config) + config.contentShifts();
    for (int i = 0; i < shifts; i++) {
      bad.addTurning(SenderKind.CONTENT_SHIFT, "shifting" + i, "content_shift", 1);
    }
  }

  private void add(SenderDraft draft, int day, String event, double factor) {
    population.add(draft);
    Sender added = population.senders().get(population.senders().size() - 1);
    population.add(new Event(day, event, added.prefix(), added.id(), factor));
  }

  private void addRotating(int i) {
    Network network = plan.hosting(draws);
    long high = network.next48() | draws.below(1 << 16);
    int since = i % 2 == 0 ? 0 : population.config().days() / 3;
    add(
        spammer(
                SenderKind.ROTATING_SLASH64,
                "deal" + i + ".example",
                Prefix.of(high, 0, 64),
                new ClientAddresses.Rotating(high),
                network)
            .active(since, Span.OPEN)
            .perSession(1)
            .listed(0.08),
        since,
        "rotation",
        1);
  }

  private void addSnowshoe(int i) {
    String domain = "snow" + i + ".example";
    Network network = plan.hosting(draws);
    long high = network.next48();
    int since = i % 2 == 0 ? population.config().days() / 7 : 0;
    ClientAddresses spread = new ClientAddresses.Spread(high, 400, Ascii.of(domain));
    Prefix prefix = Prefix.of(high, 0, 48);
    add(
        spammer(SenderKind.SNOWSHOE_SLASH48, domain, prefix, spread, network)
            .active(since, Span.OPEN)
            .authenticated(0.9, 0.9)
            .sly(0.3)
            .listed(0.05),
        since,
        "snowshoe",
        1);
  }

  /** Bots of one net send the same campaign; each is infected for some days only. */
  private void addBotnets() {
    int days = population.config().days();
    long[] campaigns = {draws.bits(), draws.bits()};
    int[] starts = {0, days / 2};
    for (int net = 0; net < campaigns.length; net++) {
      population.add(new Event(starts[net], "campaign", Prefix.ALL, Event.NO_SENDER, 1));
    }
    for (SenderKind kind : List.of(SenderKind.BOT_IPV6, SenderKind.BOT_IPV4)) {
      for (int i = 0; i < kind.count(population.config()); i++) {
        int net = i % campaigns.length;
        Network network = plan.access(draws);
        Client ipv4 = Client.ipv4(plan.newHouseholdIpv4(), Client.UNKNOWN);
        long high = network.random56(draws);
        boolean overIpv6 = kind == SenderKind.BOT_IPV6;
        int since = starts[net] + draws.below(StrictMath.max(1, (days - starts[net]) / 2));
        population.add(
            spammer(
                    kind,
                    "pills" + net + ".example",
                    overIpv6 ? Prefix.of(high, 0, 64) : Prefix.of(ipv4.high(), ipv4.low(), 128),
                    overIpv6
                        ? new ClientAddresses.Temporary(high)
                        : ClientAddresses.Fixed.one(ipv4),
                    network)
                .active(since, since + 4 + draws.below(days))
                .bulk(campaigns[net])
                .authenticated(0.02, 0.2)
                .listed(overIpv6 ? 0.15 : 0.5)
                .unknownUsers(0.35)
                .neverRetries());
      }
    }
  }

  /** A host that gives each customer one address of a single /64. */
  private void addSharedSlash64() {
    int clean = SenderKind.SHARED_SLASH64_CLEAN.count(population.config());
    int bad = SenderKind.SHARED_SLASH64_BAD.count(population.config());
    Network network = plan.hosting(draws);
    long high = 0;
    for (int i = 0; i < clean + bad; i++) {
      if (i % SHARED_IN_ONE_SLASH64 == 0) {
        network = plan.hosting(draws);
        high = network.next48();
      }
      Client client = new Client(high, 0x1000 + i, Ascii.of("vm" + i + ".shared.example"));
      boolean isBad = i * (long) bad % (clean + bad) < bad;
      addServer(
          isBad ? SenderKind.SHARED_SLASH64_BAD : SenderKind.SHARED_SLASH64_CLEAN,
          client,
          128,
          network,
          "tenant" + i + ".example");
    }
  }

  /** Virtual servers with a /64 each, side by side in one /48. */
  private void addVirtualServers() {
    int clean = SenderKind.VPS_CLEAN.count(population.config());
    int bad = SenderKind.VPS_BAD.count(population.config());
    Network network = plan.hosting(draws);
    long high = 0;
    for (int i = 0; i < clean + bad; i++) {
      if (i % SERVERS_IN_ONE_SLASH48 == 0) {
        network = plan.hosting(draws);
        high = network.next48();
      }
      long slash64 = high | 0x100 + 3 * i & 0xffff;
      Client client = new Client(slash64, 1, Ascii.of("vps" + i + ".hosted.example"));
      boolean isBad = i * (long) bad % (clean + bad) < bad;
      addServer(
          isBad ? SenderKind.VPS_BAD : SenderKind.VPS_CLEAN,
          client,
          64,
          network,
          "vps" + i + ".example");
    }
  }

  private void addServer(
      SenderKind kind, Client client, int length, Network network, String domain) {
    Prefix prefix = Prefix.of(client.high(), client.low(), length);
    ClientAddresses one = ClientAddresses.Fixed.one(client);
    population.add(
        kind.isBad()
            ? spammer(kind, domain, prefix, one, network).authenticated(0.7, 0.8).listed(0.1)
            : new SenderDraft(kind, domain, prefix, one, network, population.perDay(kind))
                .rhythm(Rhythm.HUMAN, 0.5)
                .authenticated(0.9, 0.9));
  }

  private void addLowAndSlow(int i) {
    Network network = plan.hosting(draws);
    SenderDraft draft =
        GoodSenders.servers(
            population, SenderKind.LOW_AND_SLOW, "quiet" + i + ".example", network, 1);
    population.add(
        draft
            .rhythm(Rhythm.OFFICE, 0)
            .spam(0.9)
            .bulk(draws.bits())
            .sly(1)
            .authenticated(0.97, 0.95)
            .unknownUsers(0.04));
  }

  private void addDualStack(int i) {
    Network network = plan.hosting(draws);
    long high = network.next48();
    String domain = "double" + i + ".example";
    Client ipv4 = Client.ipv4(plan.newServerIpv4(), Ascii.of("out." + domain));
    int fallback = population.turningDay();
    ClientAddresses both =
        new ClientAddresses.DualStack(
            new ClientAddresses.Rotating(high), ClientAddresses.Fixed.one(ipv4), fallback);
    Prefix prefix = Prefix.of(high, 0, 64);
    add(
        spammer(SenderKind.DUAL_STACK_SPAMMER, domain, prefix, both, network).listed(0.1),
        fallback,
        "dual_stack_fallback",
        1);
  }

  private void addPasswordGuesser(int i) {
    Network network = plan.access(draws);
    Client client = Client.ipv4(plan.newHouseholdIpv4(), Client.UNKNOWN);
    boolean overIpv6 = i % 2 == 0;
    long high = network.random56(draws);
    population.add(
        spammer(
                SenderKind.PASSWORD_GUESSER,
                "guess" + i + ".example",
                overIpv6 ? Prefix.of(high, 0, 64) : Prefix.of(client.high(), client.low(), 128),
                overIpv6 ? new ClientAddresses.Temporary(high) : ClientAddresses.Fixed.one(client),
                network)
            .perSession(1)
            .neverRetries());
  }

  private void addTurning(SenderKind kind, String name, String event, double factor) {
    int day = population.turningDay();
    String later = "bargain" + draws.below(1000) + ".example";
    add(
        GoodSenders.servers(population, kind, name + ".example", plan.business(draws), 2)
            .rhythm(Rhythm.OFFICE, 0.1)
            .turning(day, factor, 0.85, later, draws.bits()),
        day,
        event,
        factor);
  }

  private SenderDraft spammer(
      SenderKind kind, String domain, Prefix prefix, ClientAddresses addresses, Network network) {
    return new SenderDraft(kind, domain, prefix, addresses, network, population.perDay(kind))
        .rhythm(Rhythm.FLAT, 0.15)
        .perSession(1.2)
        .spam(0.98)
        .bulk(draws.bits())
        .authenticated(0.4, 0.7)
        .unknownUsers(0.15);
  }
}
