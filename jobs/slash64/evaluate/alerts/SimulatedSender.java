package slash64.evaluate.alerts;

import java.util.List;
import slash64.baseline.Children;
import slash64.baseline.DayActivity;
import slash64.baseline.Debut;
import slash64.baseline.Histograms;
import slash64.net.Prefix;

/** One network that sends, a /64 or an IPv4 address, and what it sends day by day. */
final class SimulatedSender {
  /** Spread of the slow wander of a sender's volume, and what of it stays from day to day. */
  private static final double WANDER = 0.08;

  private static final double WANDER_STAYS = 0.9;

  private static final double DRIFTS = 0.03;

  final Prefix prefix;
  final Habit habit;
  final int firstDay;
  final double mean;
  private final Chance chance;
  private final double weekend;
  private final double burst;
  private final double growth;
  private final int slot;
  private final double poisson;
  private final double variation;
  private final double badShare;
  private final Network network;
  private final MailMix mix;
  private double wander;
  private boolean wasHeard;

  /** How the addresses of a /64 are used. */
  enum Network {
    /** One to three servers. */
    SERVERS,
    /** A household: addresses that change every day (RFC 8981). */
    HOUSEHOLD,
    /** A network of guests: dozens of new addresses every day, of all sorts of people. */
    GUESTS
  }

  SimulatedSender(
      Prefix prefix, Habit habit, Network network, int firstDay, boolean isOld, Chance chance) {
    this.prefix = prefix;
    this.habit = habit;
    this.network = network;
    this.firstDay = firstDay;
    this.chance = chance;
    double typical = Math.exp(2.7 + 1.4 * chance.normal());
    mean =
        habit == Habit.SPARSE
            ? chance.between(0.05, 1)
            : Math.min(5_000, network == Network.HOUSEHOLD ? chance.between(1, 20) : typical + 2);
    weekend = habit == Habit.WORKDAYS ? chance.between(0.05, 0.4) : chance.between(0.6, 1);
    burst = chance.between(5, 40);
    growth = chance.between(0.006, 0.02);
    slot = chance.below(1_000);
    poisson = chance.between(1, 3);
    variation = Math.pow(chance.between(0.08, habit == Habit.LIST ? 0.8 : 0.4), 2);
    badShare = isOld && chance.happens(0.04) ? 0.9 : chance.between(0.001, 0.06);
    boolean isMixed = habit == Habit.FORWARDER || habit == Habit.LIST || network == Network.GUESTS;
    mix =
        new MailMix(
            isMixed ? MailMix.Variety.MIXED : MailMix.Variety.OWN,
            isMixed ? chance.between(2, 20) : chance.between(8, 200),
            isMixed ? 0.95 : chance.share(),
            chance);
  }

  /** Returns the messages to be expected of a day, no event given. */
  double expected(int day) {
    return mean * habit.factor(day, slot, weekend, burst, growth, day - firstDay);
  }

  boolean isGuests() {
    return network == Network.GUESTS;
  }

  boolean isMailing(int day) {
    return habit.isMailing(day, slot);
  }

  /** Makes a day's mail; call once for each day, in their order. */
  Heard day(int day, List<Injected> events) {
    wander = WANDER_STAYS * wander + WANDER * chance.normal();
    if (chance.happens(DRIFTS)) {
      mix.drift(chance);
    }
    double times = 1;
    Injected other = null;
    Injected rotation = null;
    for (Injected event : events) {
      boolean grows =
          event.kind() == Injected.Kind.VOLUME || event.kind() == Injected.Kind.CONTENT_AND_VOLUME;
      times = grows ? event.times() : times;
      other = event.share() > 0 ? event : other;
      rotation = event.kind() == Injected.Kind.ROTATION ? event : rotation;
    }
    boolean bursts = habit == Habit.BURSTY && chance.happens(0.08);
    double rate = expected(day) * Math.exp(wander) * times * (bursts ? 1 + burst / 5 : 1);
    long messages = chance.count(rate, rate * poisson + variation * rate * rate);
    long others = other == null ? 0 : Math.round(messages * other.share());
    Histograms.Builder content = Histograms.builder();
    int bulk = isMailing(day) ? slot * 31 + day & 0xffff : -1;
    long mailed = bulk < 0 ? 0 : Math.round((messages - others) * 0.9);
    mix.addTo(content, messages - others - mailed, -1, chance);
    mix.addTo(content, mailed, bulk, chance);
    long bad = bad(messages - others, badShare);
    if (others > 0) {
      Stranger stranger = new Stranger(other);
      stranger.mix().addTo(content, others, stranger.bulk(), chance);
      bad += bad(others, stranger.badShare());
    }
    Children children = children(messages);
    if (rotation != null) {
      Stranger stranger = new Stranger(rotation);
      int rotating = (int) rotation.times();
      long more = (long) rotating + chance.below(2 * rotating);
      stranger.mix().addTo(content, more, stranger.bulk(), chance);
      bad += bad(more, stranger.badShare());
      messages += more;
      children = rotating(children, rotating);
    }
    wasHeard |= messages > 0;
    return new Heard(prefix, activity(messages, bad, content.build(), children));
  }

  private long bad(long messages, double share) {
    double rarer = messages * Math.min(share, 1 - share); // nearly Poisson, as a binomial is there
    long rare = Math.min(messages, chance.count(rarer, rarer));
    return share > 0.5 ? messages - rare : rare;
  }

  static DayActivity activity(long messages, long bad, Histograms content, Children children) {
    return DayActivity.ofMessages(messages)
        .withVerdicts(bad, messages - bad, bad / 2)
        .withContent(content)
        .withChildren(children, Debut.NONE);
  }

  private Children children(long messages) {
    int most =
        switch (network) {
          case SERVERS -> 1 + chance.below(3);
          case HOUSEHOLD -> 1 + chance.below(4);
          case GUESTS -> 15 + chance.below(40);
        };
    int active = (int) Math.min(messages, most);
    boolean isFresh = network != Network.SERVERS || !wasHeard || chance.happens(0.02);
    boolean isRandom = network != Network.SERVERS;
    boolean isAlike = network != Network.GUESTS;
    return new Children(
        active,
        isFresh ? active : 0,
        badShare > 0.5 ? active : 0,
        isAlike ? active : Math.min(active, 3),
        isRandom ? active : 0,
        active);
  }

  private static Children rotating(Children usual, int more) {
    return new Children(
        usual.active() + more,
        usual.fresh() + more,
        usual.bad(),
        Math.max(usual.alike(), more),
        usual.random() + more,
        usual.effective() + more);
  }
}
