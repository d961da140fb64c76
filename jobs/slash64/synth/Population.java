package slash64.synth;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All senders of a world, the /56 our customers hold, and what is going to happen to them. */
final class Population {
  private final WorldConfig config;
  private final AddressPlan plan;
  private final Draws draws;
  private final List<Sender> senders = new ArrayList<>();
  private final List<HeldPrefix> allocations = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  /** A /56 in the hands of a customer, a row of {@code allocations.csv}. */
  record HeldPrefix(String customer, String kind, Delegation delegation) {}

  private Population(WorldConfig config) {
    this.config = config;
    this.plan = new AddressPlan(config.scale());
    this.draws = Draws.of(config.seed(), 0x706f70);
  }

  static Population of(WorldConfig config) {
    Population population = new Population(config);
    GoodSenders.addTo(population);
    OurCustomers.addTo(population);
    BadSenders.addTo(population);
    population.addSpikes();
    Collections.sort(population.events);
    return population;
  }

  List<Sender> senders() {
    return Collections.unmodifiableList(senders);
  }

  List<HeldPrefix> allocations() {
    return Collections.unmodifiableList(allocations);
  }

  /** Returns the events in order of day, then prefix. */
  List<Event> events() {
    return Collections.unmodifiableList(events);
  }

  WorldConfig config() {
    return config;
  }

  AddressPlan plan() {
    return plan;
  }

  Draws draws() {
    return draws;
  }

  void add(SenderDraft draft) {
    senders.add(draft.build(senders.size()));
  }

  void add(Event event) {
    events.add(event);
  }

  void addAllocation(String customer, String kind, Delegation delegation) {
    allocations.add(new HeldPrefix(customer, kind, delegation));
  }

  /** Returns a day in the middle of the world, when something may change for good. */
  int turningDay() {
    return (int) (config.days() * (0.4 + 0.3 * draws.uniform()));
  }

  /**
   * Returns mean messages of one of a kind. Sizes within a kind differ by their logarithm; where
   * there are only a few of them they differ less, so that no small world lacks a kind.
   */
  double perDay(SenderKind kind) {
    double sigma = kind.count(config) < 5 ? 0.2 : 0.7;
    return kind.perDay(config) * draws.logNormal(sigma);
  }

  /**
   * Picks distinct senders with steady mail of their own and a day on which they send a multiple of
   * it. Days of the first third stay quiet, so that there is a past to depart from.
   */
  private void addSpikes() {
    List<Sender> steady = new ArrayList<>();
    for (Sender sender : senders) {
      if (!sender.kind().isBad() && sender.isSteady()) {
        steady.add(sender);
      }
    }
    for (int i = 0; i < config.volumeSpikes() && !steady.isEmpty(); i++) {
      Sender sender = steady.remove(draws.below(steady.size()));
      int day = config.days() / 3 + draws.below(config.days() - config.days() / 3);
      double factor = StrictMath.rint(4 * StrictMath.pow(10, draws.uniform()));
      add(new Event(day, Event.VOLUME_SPIKE, sender.prefix(), sender.id(), factor));
    }
  }
}
