package slash64.synth;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import slash64.net.Prefix;

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

  /** Returns mean messages of one of a kind: sizes within a kind differ by their logarithm. */
  double perDay(SenderKind kind) {
    return kind.perDay(config) * draws.logNormal(0.7);
  }

  /**
   * Picks distinct senders with some mail of their own and a day on which they send a multiple of
   * it. Days of the first third stay quiet, so that there is a past to depart from.
   */
  private void addSpikes() {
    List<Sender> busy = new ArrayList<>();
    for (Sender sender : senders) {
      if (!sender.kind().isBad() && sender.volume().perDay() >= 3 && sender.volume().slot() < 0) {
        busy.add(sender);
      }
    }
    for (int i = 0; i < config.volumeSpikes() && !busy.isEmpty(); i++) {
      Sender sender = busy.remove(draws.below(busy.size()));
      int day = config.days() / 3 + draws.below(config.days() - config.days() / 3);
      double factor = StrictMath.rint(4 * StrictMath.pow(10, draws.uniform()));
      Prefix prefix = sender.prefix();
      add(new Event(day, Event.VOLUME_SPIKE, prefix, sender.id(), factor));
    }
  }
}
