package slash64.synth;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import slash64.net.Prefix;

/** The good senders from outside. */
final class GoodSenders {
  private static final int CARELESS = 2;

  private final Population population;
  private final Draws draws;
  private final AddressPlan plan;

  private GoodSenders(Population population) {
    this.population = population;
    this.draws = population.draws();
    this.plan = population.plan();
  }

  static void addTo(Population population) {
    GoodSenders good = new GoodSenders(population);
    good.forEach(SenderKind.ENTERPRISE, good::addEnterprise);
    for (int i = 0; i < CARELESS; i++) {
      good.addCareless(i);
    }
    good.forEach(SenderKind.MAILBOX_PROVIDER, good::addProvider);
    good.forEach(SenderKind.FORWARDER, good::addForwarder);
    good.forEach(SenderKind.WEEKLY_NEWSLETTER, good::addWeekly);
    good.forEach(SenderKind.MONTHLY_NEWSLETTER, good::addMonthly);
    good.forEach(SenderKind.SMALL_SERVER, good::addSmallServer);
    good.forEach(SenderKind.WARMING_NEWCOMER, good::addNewcomer);
  }

  private void forEach(SenderKind kind, IntConsumer adder) {
    for (int i = 0; i < kind.count(population.config()); i++) {
      adder.accept(i);
    }
  }

  private double perDay(SenderKind kind) {
    return population.perDay(kind);
  }

  private void addEnterprise(int i) {
    String domain = "firm" + i + ".example";
    Network network = plan.business(draws);
    population.add(
        servers(SenderKind.ENTERPRISE, domain, network, 1 + draws.below(3))
            .rhythm(Rhythm.OFFICE, 0.1)
            .perSession(1.3));
  }

  /** A firm whose mail stops to pass SPF, DKIM and DMARC one day: nothing else changes. */
  private void addCareless(int i) {
    int day = population.turningDay();
    population.add(
        servers(SenderKind.ENTERPRISE, "careless" + i + ".example", plan.business(draws), 1)
            .rhythm(Rhythm.OFFICE, 0.1)
            .losingAuthentication(day),
        day,
        "authentication_lost",
        1);
  }

  /** Mailboxes by the million, and a few of their owners are spammers. */
  private void addProvider(int i) {
    String domain = "mailbox" + i + ".example";
    Network network = plan.newNetwork();
    int servers = 60 + (int) StrictMath.min(1000, 20 * population.config().scale());
    List<Client> clients = new ArrayList<>();
    for (int pool = 0; pool < 4; pool++) {
      long high = network.next48();
      for (int server = 0; server < servers / 4; server++) {
        byte[] name = Ascii.of("mail-" + "abcd".charAt(pool) + server + "." + domain);
        clients.add(new Client(high | server & 7, 0x100 + server, name));
      }
    }
    Prefix prefix = Prefix.of(network.next48(), 0, 32);
    population.add(
        new SenderDraft(
                SenderKind.MAILBOX_PROVIDER,
                domain,
                prefix,
                new ClientAddresses.Fixed(clients),
                network,
                perDay(SenderKind.MAILBOX_PROVIDER))
            .rhythm(Rhythm.HUMAN, 0.01)
            .perSession(1.5)
            .authenticated(0.995, 1)
            .spam(0.01 + 0.01 * draws.uniform())
            .sly(0.5));
  }

  /** What people forward includes the spam they get; SPF breaks on the way, DKIM mostly holds. */
  private void addForwarder(int i) {
    String domain = "forward" + i + ".example";
    population.add(
        servers(SenderKind.FORWARDER, domain, plan.hosting(draws), 2)
            .rhythm(Rhythm.HUMAN, 0.05)
            .authenticated(0.45, 0.9)
            .spam(0.12));
  }

  private void addWeekly(int i) {
    population.add(
        servers(SenderKind.WEEKLY_NEWSLETTER, "weekly" + i + ".example", plan.hosting(draws), 2)
            .on(Rhythm.WEEKLY, draws.below(5))
            .perSession(6)
            .bulk(draws.bits())
            .spam(0)
            .unknownUsers(0.02));
  }

  private void addMonthly(int i) {
    population.add(
        servers(SenderKind.MONTHLY_NEWSLETTER, "monthly" + i + ".example", plan.hosting(draws), 2)
            .on(Rhythm.MONTHLY, draws.below(28))
            .perSession(6)
            .bulk(draws.bits())
            .spam(0)
            .unknownUsers(0.03));
  }

  private void addSmallServer(int i) {
    String domain = "small" + i + ".example";
    population.add(
        servers(SenderKind.SMALL_SERVER, domain, plan.business(draws), 1)
            .rhythm(Rhythm.HUMAN, 1.5)
            .authenticated(0.8, 0.85));
  }

  private void addNewcomer(int i) {
    SenderDraft newcomer =
        servers(SenderKind.WARMING_NEWCOMER, "newcomer" + i + ".example", plan.hosting(draws), 1);
    int since = population.config().days() / 4 + draws.below(1 + population.config().days() / 4);
    population.add(
        newcomer
            .active(since, Span.OPEN)
            .growingOver(21)
            .rhythm(Rhythm.FLAT, 0.05)
            .perSession(2)
            .spam(0.002),
        since,
        "newcomer",
        1);
  }

  private SenderDraft servers(SenderKind kind, String domain, Network network, int count) {
    return SenderDraft.servers(population, kind, domain, network, count);
  }
}
