package slash64.synth;

import java.util.function.IntConsumer;
import slash64.net.Prefix;

/** The bad senders from outside that work alone, and the good ones that turn bad. */
final class BadSenders {
  private static final int SNOWSHOE_SLASH64 = 400;

  private final Population population;
  private final WorldConfig config;
  private final Draws draws;
  private final AddressPlan plan;

  private BadSenders(Population population) {
    this.population = population;
    this.config = population.config();
    this.draws = population.draws();
    this.plan = population.plan();
  }

  static void addTo(Population population) {
    BadSenders bad = new BadSenders(population);
    Injections injected = population.config().injections();
    bad.forEach(SenderKind.ROTATING_SLASH64, injected.rotations(), bad::addRotating);
    bad.forEach(SenderKind.SNOWSHOE_SLASH48, injected.snowshoes(), bad::addSnowshoe);
    bad.forEach(SenderKind.LOW_AND_SLOW, 0, bad::addLowAndSlow);
    bad.forEach(SenderKind.DUAL_STACK_SPAMMER, 0, bad::addDualStack);
    bad.forEach(SenderKind.PASSWORD_GUESSER, 0, bad::addPasswordGuesser);
    bad.forEach(
        SenderKind.TAKEN_OVER_SERVER,
        0,
        i -> bad.addTurning(SenderKind.TAKEN_OVER_SERVER, "once-good" + i, "server_takeover", 6));
    bad.forEach(
        SenderKind.CONTENT_SHIFT,
        injected.contentShifts(),
        i -> bad.addTurning(SenderKind.CONTENT_SHIFT, "shifting" + i, "content_shift", 1));
    for (int i = 0; i < injected.contentSpikes(); i++) {
      double factor = 4 + bad.draws.below(9);
      bad.addTurning(SenderKind.TAKEN_OVER_SERVER, "seized" + i, "content_spike", factor);
    }
  }

  private void forEach(SenderKind kind, int injected, IntConsumer adder) {
    for (int i = 0; i < kind.count(config) + injected; i++) {
      adder.accept(i);
    }
  }

  /**
   * Returns the first day of the i-th of a kind: injected ones have one of their own, the usual
   * ones take turns.
   */
  private int since(SenderKind kind, int i, int even, int odd) {
    if (i >= kind.count(config)) {
      return population.eventDay();
    }
    return i % 2 == 0 ? even : odd;
  }

  private void addRotating(int i) {
    Network network = plan.hosting(draws);
    long high = network.next48() | draws.below(1 << 16);
    int since = since(SenderKind.ROTATING_SLASH64, i, 0, config.days() / 3);
    population.add(
        SenderDraft.spammer(
                population,
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
    int since = since(SenderKind.SNOWSHOE_SLASH48, i, config.days() / 7, 0);
    population.add(
        SenderDraft.spammer(
                population,
                SenderKind.SNOWSHOE_SLASH48,
                domain,
                Prefix.of(high, 0, 48),
                new ClientAddresses.Spread(high, SNOWSHOE_SLASH64, Ascii.of(domain)),
                network)
            .active(since, Span.OPEN)
            .authenticated(0.9, 0.9)
            .sly(0.3)
            .listed(0.05),
        since,
        "snowshoe",
        1);
  }

  private void addLowAndSlow(int i) {
    Network network = plan.hosting(draws);
    String domain = "quiet" + i + ".example";
    population.add(
        SenderDraft.servers(population, SenderKind.LOW_AND_SLOW, domain, network, 1)
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
    population.add(
        SenderDraft.spammer(
                population, SenderKind.DUAL_STACK_SPAMMER, domain, prefix, both, network)
            .listed(0.1),
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
        SenderDraft.spammer(
                population,
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
    // Whoever takes a server over sends round the clock; who shifts unseen keeps its hours.
    Rhythm hours = factor > 1 ? Rhythm.FLAT : Rhythm.OFFICE;
    String later = "bargain" + draws.below(1000) + ".example";
    population.add(
        SenderDraft.servers(population, kind, name + ".example", plan.business(draws), 2)
            .rhythm(Rhythm.OFFICE, 0.1)
            .turning(day, factor, hours, 0.85, later, draws.bits()),
        day,
        event,
        factor);
  }
}
