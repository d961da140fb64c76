package slash64.synth;

import slash64.net.Prefix;

/** Infected households that send one campaign together, each for some days only. */
final class Botnets {
  private static final int NETS = 2;
  private static final int BOTS_OF_INJECTED = 40;
  private static final double MESSAGES_OF_INJECTED = 3;

  private final Population population;
  private final Draws draws;

  private Botnets(Population population) {
    this.population = population;
    this.draws = population.draws();
  }

  static void addTo(Population population) {
    Botnets botnets = new Botnets(population);
    for (int net = 0; net < NETS; net++) {
      botnets.addNet(net, net * population.config().days() / NETS);
    }
    for (int i = 0; i < population.config().injections().campaigns(); i++) {
      botnets.addCampaign(NETS + i);
    }
  }

  private void addNet(int net, int start) {
    int days = population.config().days();
    long campaign = begin(start);
    for (SenderKind kind : new SenderKind[] {SenderKind.BOT_IPV6, SenderKind.BOT_IPV4}) {
      for (int i = net; i < kind.count(population.config()); i += NETS) {
        int since = start + draws.below(StrictMath.max(1, (days - start) / 2));
        int until = since + 4 + draws.below(days);
        double perDay = population.perDay(kind);
        population.add(bot(kind, net).perDay(perDay).active(since, until).bulk(campaign));
      }
    }
  }

  private void addCampaign(int net) {
    int day = population.eventDay();
    long campaign = begin(day);
    for (int i = 0; i < BOTS_OF_INJECTED; i++) {
      SenderKind kind = i % 2 == 0 ? SenderKind.BOT_IPV6 : SenderKind.BOT_IPV4;
      population.add(
          bot(kind, net).perDay(MESSAGES_OF_INJECTED).active(day, day + 2).mailing(campaign));
    }
  }

  private long begin(int day) {
    population.add(new Event(day, "campaign", Prefix.ALL, Event.NO_SENDER, 1));
    return draws.bits();
  }

  private SenderDraft bot(SenderKind kind, int net) {
    Network network = population.plan().access(draws);
    Client ipv4 = Client.ipv4(population.plan().newHouseholdIpv4(), Client.UNKNOWN);
    long high = network.random56(draws);
    boolean overIpv6 = kind == SenderKind.BOT_IPV6;
    Prefix prefix = overIpv6 ? Prefix.of(high, 0, 64) : Prefix.of(ipv4.high(), ipv4.low(), 128);
    ClientAddresses addresses =
        overIpv6 ? new ClientAddresses.Temporary(high) : ClientAddresses.Fixed.one(ipv4);
    String domain = "pills" + net + ".example";
    return SenderDraft.spammer(population, kind, domain, prefix, addresses, network)
        .authenticated(0.02, 0.2)
        .listed(overIpv6 ? 0.15 : 0.5)
        .unknownUsers(0.35)
        .neverRetries();
  }
}
