package slash64.synth;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    SharedHosts.addTo(population);
    Botnets.addTo(population);
    Attackers.addTo(population);
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

  /** Adds a sender and returns it as it now is. */
  Sender add(SenderDraft draft) {
    Sender sender = draft.build(senders.size());
    senders.add(sender);
    return sender;
  }

  /** Adds a sender and what happens to it on a day. */
  void add(SenderDraft draft, int day, String event, double factor) {
    Sender sender = add(draft);
    add(new Event(day, event, sender.prefix(), sender.id(), factor));
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

  /** Returns a day after the first third, so that there is a past to depart from. */
  int eventDay() {
    int quiet = config.days() / 3;
    return quiet + draws.below(config.days() - quiet);
  }

  /**
   * Picks senders with steady mail of their own and a day on which they send a multiple of it. All
   * of them have had one before the first has another, on another day.
   */
  private void addSpikes() {
    List<Sender> steady = new ArrayList<>();
    for (Sender sender : senders) {
      if (!sender.kind().isBad() && sender.isSteady()) {
        steady.add(sender);
      }
    }
    List<Sender> left = new ArrayList<>();
    Set<Long> taken = new HashSet<>();
    int most = steady.size() * (config.days() - config.days() / 3);
    for (int i = 0; i < StrictMath.min(config.injections().volumeSpikes(), most); i++) {
      if (left.isEmpty()) {
        left.addAll(steady);
      }
      Sender sender = left.remove(draws.below(left.size()));
      int day = eventDay();
      double factor = StrictMath.rint(4 * StrictMath.pow(10, draws.uniform()));
      if (taken.add((long) sender.id() << 32 | day)) {
        add(new Event(day, Event.VOLUME_SPIKE, sender.prefix(), sender.id(), factor));
      } else {
        i--;
      }
    }
  }
}
