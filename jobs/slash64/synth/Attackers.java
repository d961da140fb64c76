package slash64.synth;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import slash64.net.Prefix;

/** The senders of each {@link Attack} a world is configured with. */
final class Attackers {
  private static final int POISONED_NEIGHBOURS = 10;
  private static final int FLOODED_BITS = 32;

  private final Population population;
  private final WorldConfig config;
  private final Draws draws;
  private final AddressPlan plan;

  private Attackers(Population population) {
    this.population = population;
    this.config = population.config();
    this.draws = population.draws();
    this.plan = population.plan();
  }

  static void addTo(Population population) {
    Attackers attackers = new Attackers(population);
    for (Attack attack : population.config().attacks()) {
      switch (attack) {
        case NEIGHBOUR_POISONING -> attackers.poison();
        case REPUTATION_FARMING -> attackers.forEach(SenderKind.FARMER, attackers::farm);
        case SLOW_RAMP -> attackers.forEach(SenderKind.RAMPING, attackers::ramp);
        case FORTY_NINE_MESSAGES ->
            attackers.forEach(SenderKind.FORTY_NINE, attackers::stayBelowFifty);
        case ADDRESS_FLOOD -> attackers.forEach(SenderKind.FLOODER, attackers::flood);
        case RENUMBERING -> attackers.forEach(SenderKind.RENUMBERED, attackers::renumber);
        case SOLD_PREFIXES -> attackers.sell();
        case DELEGATION_HOPPING -> attackers.forEach(SenderKind.HOPPING_CUSTOMER, attackers::hop);
      }
    }
  }

  private void forEach(SenderKind kind, IntConsumer adder) {
    for (int i = 0; i < kind.count(config); i++) {
      adder.accept(i);
    }
  }

  /** Clean servers on every fourth /64 of a /48, the attacker on the others from some day on. */
  private void poison() {
    int day = population.turningDay();
    int poisoners = SenderKind.POISONER.count(config);
    Network network = plan.hosting(draws);
    long high = network.next48();
    for (int i = 0; i < POISONED_NEIGHBOURS; i++) {
      Client client = new Client(high | 4L * i, 0x25, Ascii.of("mail.beside" + i + ".example"));
      population.add(
          new SenderDraft(
                  SenderKind.VPS_CLEAN,
                  "beside" + i + ".example",
                  Prefix.of(client.high(), 0, 64),
                  ClientAddresses.Fixed.one(client),
                  network,
                  population.perDay(SenderKind.VPS_CLEAN))
              .rhythm(Rhythm.HUMAN, 0.3));
    }
    for (int i = 0; i < poisoners; i++) {
      long own = high | 4L * (i / 3) + 1 + i % 3 & 0xffff;
      String domain = "poison" + i + ".example";
      population.add(
          SenderDraft.spammer(
                  population,
                  SenderKind.POISONER,
                  domain,
                  Prefix.of(own, 0, 64),
                  ClientAddresses.Fixed.one(new Client(own, 0x25, Ascii.of("mail." + domain))),
                  network)
              .active(day, Span.OPEN)
              .spam(1)
              .unknownUsers(0.4),
          day,
          Attack.NEIGHBOUR_POISONING.label(),
          1);
    }
  }

  private void farm(int i) {
    int day = population.turningDay();
    double factor = 40;
    population.add(
        SenderDraft.servers(
                population, SenderKind.FARMER, "farm" + i + ".example", plan.hosting(draws), 1)
            .rhythm(Rhythm.FLAT, 0.05)
            .spam(0)
            .turning(day, factor, Rhythm.FLAT, 0.98, "harvest" + i + ".example", draws.bits()),
        day,
        Attack.REPUTATION_FARMING.label(),
        factor);
  }

  private void ramp(int i) {
    SenderDraft draft =
        SenderDraft.servers(
            population, SenderKind.RAMPING, "ramp" + i + ".example", plan.hosting(draws), 1);
    population.add(
        draft
            .rhythm(Rhythm.FLAT, 0.02)
            .growingOver(config.days())
            .spam(0.9)
            .bulk(draws.bits())
            .sly(0.5),
        0,
        Attack.SLOW_RAMP.label(),
        1);
  }

  private void stayBelowFifty(int i) {
    Network network = plan.hosting(draws);
    long high = network.next48();
    String domain = "fortynine" + i + ".example";
    population.add(
        SenderDraft.spammer(
                population,
                SenderKind.FORTY_NINE,
                domain,
                Prefix.of(high, 0, 64),
                new ClientAddresses.Rotating(high),
                network)
            .perDay(49)
            .rhythm(Rhythm.FLAT, Sender.Volume.EXACT)
            .perSession(1)
            .neverRetries(),
        0,
        Attack.FORTY_NINE_MESSAGES.label(),
        1);
  }

  private void flood(int i) {
    Network network = plan.newNetwork();
    Prefix prefix = Prefix.of(network.next48(), 0, FLOODED_BITS);
    int day = population.turningDay();
    population.add(
        SenderDraft.spammer(
                population,
                SenderKind.FLOODER,
                "flood" + i + ".example",
                prefix,
                new ClientAddresses.Anywhere(prefix),
                network)
            .active(day, Span.OPEN)
            .unknownUsers(0.95)
            .perSession(1)
            .neverRetries(),
        day,
        Attack.ADDRESS_FLOOD.label(),
        1);
  }

  /** The same firm, the same servers' names, another provider's /48 from some day on. */
  private void renumber(int i) {
    int day = population.turningDay();
    String domain = "moving" + i + ".example";
    double perDay = population.perDay(SenderKind.RENUMBERED);
    Network before = plan.business(draws);
    Network after = plan.business(draws);
    population.add(
        server(SenderKind.RENUMBERED, domain, before, perDay, before.next48()).active(0, day));
    population.add(
        server(SenderKind.RENUMBERED, domain, after, perDay, after.next48()).active(day, Span.OPEN),
        day,
        Attack.RENUMBERING.label(),
        1);
  }

  private void sell() {
    int sales =
        StrictMath.min(SenderKind.SOLD_BAD.count(config), SenderKind.SOLD_CLEAN.count(config));
    for (int i = 0; i < sales; i++) {
      sell(SenderKind.ENTERPRISE, SenderKind.SOLD_BAD, "sold-clean" + i, "bought" + i);
      sell(SenderKind.VPS_BAD, SenderKind.SOLD_CLEAN, "sold-bad" + i, "fresh" + i);
    }
  }

  private void sell(SenderKind seller, SenderKind buyer, String before, String after) {
    int day = population.turningDay();
    Network network = plan.hosting(draws);
    long high = network.next48();
    double sold = population.perDay(seller);
    double bought = population.perDay(buyer);
    population.add(server(seller, before + ".example", network, sold, high).active(0, day));
    population.add(
        server(buyer, after + ".example", network, bought, high).active(day, Span.OPEN),
        day,
        Attack.SOLD_PREFIXES.label(),
        1);
  }

  /** Returns a draft of one server in a /48: of its nature, if its kind is bad. */
  private SenderDraft server(
      SenderKind kind, String domain, Network network, double perDay, long high) {
    Client client = new Client(high, 0x25, Ascii.of("mail." + domain));
    Prefix prefix = Prefix.of(high, 0, 64);
    ClientAddresses one = ClientAddresses.Fixed.one(client);
    return kind.isBad()
        ? SenderDraft.spammer(population, kind, domain, prefix, one, network).perDay(perDay)
        : new SenderDraft(kind, domain, prefix, one, network, perDay).rhythm(Rhythm.OFFICE, 0.1);
  }

  private void hop(int i) {
    String customer = "hopper-" + i;
    List<Delegation> delegations = new ArrayList<>();
    for (int day = 0; day < config.days(); day++) {
      boolean isLast = day == config.days() - 1;
      delegations.add(new Delegation(plan.newDelegation(), day, isLast ? Span.OPEN : day + 1));
      population.addAllocation(customer, "residential", delegations.get(day));
    }
    population.add(
        SenderDraft.spammer(
                population,
                SenderKind.HOPPING_CUSTOMER,
                customer + ".example",
                delegations.get(0).prefix(),
                new ClientAddresses.Delegated(delegations, 2),
                plan.ours())
            .customer(customer)
            .unknownUsers(0),
        0,
        Attack.DELEGATION_HOPPING.label(),
        1);
  }
}
