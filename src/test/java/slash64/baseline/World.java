package slash64.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import slash64.net.Prefix;

/**
 * A small world with a known truth: senders in /64s, four to a /56 at most, some /56s to a /48,
 * everything under 2001:db8::/32, and its nights through the two phases.
 */
final class World {

  /** What was injected: where, when, and for how long. */
  record Truth(AlertKind kind, Prefix prefix, int from, int to, double times) {
    boolean isOn(int day) {
      return day >= from && day <= to;
    }

    boolean touches(Prefix other) {
      return other.contains(prefix) || prefix.contains(other);
    }
  }

  static final int START = 20_000;
  private static final int[] LEVELS = {64, 56, 48, 32};

  final List<Sender> senders = new ArrayList<>();
  final List<Truth> truths = new ArrayList<>();
  final Map<Prefix, PrefixState> states = new HashMap<>();
  private final Set<Prefix> heard = new HashSet<>();
  private final Random random;
  private final Sender stranger;
  private final BaselineSettings settings = BaselineSettings.DEFAULT;
  private Debut everyone = Debut.NONE;
  long prefixDays;

  World(int count, int newcomersFrom, long seed) {
    random = new Random(seed);
    Sender.Habit[] habits = Sender.Habit.values();
    for (int i = 0; i < count; i++) {
      int roll = random.nextInt(20);
      Sender.Habit habit = roll < 10 ? Sender.Habit.STEADY : habits[roll % habits.length];
      int first = random.nextInt(10) == 0 ? newcomersFrom + random.nextInt(30) : START;
      senders.add(new Sender(place(i), habit, first, new Random(random.nextLong())));
    }
    stranger = new Sender(place(1 << 20), Sender.Habit.STEADY, START, new Random(seed + 1));
  }

  /** Two /64s to a /56, six /56s to a /48. */
  private static Prefix place(int i) {
    long site = i / 12;
    long delegation = i / 2 % 6;
    return Prefix.of(0x20010db8_00000000L | site << 16 | delegation << 8 | i % 2, 0, 64);
  }

  /** Makes one night and returns its alerts. */
  List<Alert> night(int day) {
    Map<Prefix, DayActivity> leaves = new TreeMap<>();
    for (Sender sender : senders) {
      if (day < sender.firstDay) {
        continue;
      }
      DayActivity activity = activity(sender, day);
      if (!activity.isIdle()) {
        leaves.put(sender.prefix, activity);
      }
    }
    truths.stream()
        .filter(truth -> truth.kind() == AlertKind.SNOWSHOE && truth.isOn(day))
        .forEach(truth -> addSnowshoe(truth, leaves));
    Map<Prefix, Debut> debuts = new HashMap<>();
    Map<Prefix, DayActivity> all = new LinkedHashMap<>();
    for (int length : LEVELS) {
      all.putAll(Rollup.to(length, leaves, heard, debuts));
    }
    heard.addAll(leaves.keySet());
    return judge(day, all, debuts);
  }

  private DayActivity activity(Sender sender, int day) {
    double times = 1;
    Sender content = sender;
    Truth rotation = null;
    for (Truth truth : truths) {
      if (truth.isOn(day) && truth.prefix().equals(sender.prefix)) {
        times = truth.kind() == AlertKind.VOLUME ? truth.times() : 1;
        content = truth.kind() == AlertKind.CONTENT ? stranger : sender;
        rotation = truth.kind() == AlertKind.ROTATION ? truth : null;
      }
    }
    DayActivity usual = sender.day(day, times, content);
    if (rotation == null || usual.isIdle()) {
      return usual;
    }
    int addresses = (int) Math.min(usual.messages(), (long) rotation.times());
    return usual.withChildren(
        new Children(addresses, addresses, 0, addresses, addresses, addresses), Debut.NONE);
  }

  /** Thirty-two /64s of a /56 that were never heard before, each with a handful of bad messages. */
  private void addSnowshoe(Truth truth, Map<Prefix, DayActivity> leaves) {
    for (long i = 0; i < 32; i++) {
      long messages = 3L + random.nextInt(5);
      leaves.put(
          Prefix.of(truth.prefix().high() | 64 + i, 0, 64),
          DayActivity.ofMessages(messages)
              .withVerdicts(messages * 3 / 4, messages / 8, messages / 2)
              .withChildren(new Children(1, 0, 1, 1, 0, 1), Debut.NONE)
              .withContent(stranger.content(messages, random)));
    }
  }

  private List<Alert> judge(int day, Map<Prefix, DayActivity> all, Map<Prefix, Debut> debuts) {
    List<SubtreeNight.Entry> entries = new ArrayList<>();
    Surroundings general = Surroundings.UNKNOWN.withNewcomers(everyone);
    all.forEach(
        (prefix, activity) -> {
          PrefixState state = states.getOrDefault(prefix, PrefixState.NEW);
          Debut siblings =
              prefix.length() == 64
                  ? states.getOrDefault(prefix.ancestor(48), PrefixState.NEW).newcomers(day)
                  : Debut.NONE;
          entries.add(
              new SubtreeNight.Entry(
                  prefix,
                  state,
                  activity,
                  prefix.length() < 64
                      ? Surroundings.UNKNOWN
                      : siblings.isKnown() ? general.withNewcomers(siblings) : general));
        });
    SubtreeNight night = SubtreeNight.score(day, entries);
    NightTests tests = new NightTests(settings);
    night.deviations().forEach(tests::add);
    SubtreeNight.Result result = night.judge(settings, tests.thresholds());
    for (SubtreeNight.Outcome outcome : result.outcomes()) {
      states.put(outcome.prefix(), PrefixState.ofBytes(outcome.next().toBytes()));
    }
    prefixDays += entries.size();
    everyone = everyone.times(0.95).plus(debuts.values().stream().reduce(Debut.NONE, Debut::plus));
    return result.alerts();
  }

  /** Injects an event where no other is, at a sender that is large enough to be seen. */
  Truth inject(AlertKind kind, int from, int days, double times) {
    while (true) {
      Sender sender = senders.get(random.nextInt(senders.size()));
      boolean isFree =
          truths.stream()
              .noneMatch(
                  truth ->
                      truth.prefix().ancestor(56).contains(sender.prefix)
                          && Math.abs(truth.from() - from) < 15);
      boolean isKnown = sender.firstDay == START && sender.habit != Sender.Habit.SPARSE;
      boolean isLarge = sender.expected(from) * (kind == AlertKind.VOLUME ? times : 1) >= 60;
      boolean isUsual =
          sender.habit != Sender.Habit.MONTHLY || sender.expected(from) < 10 * sender.mean;
      if (isFree && isKnown && isLarge && isUsual) {
        Prefix at = kind == AlertKind.SNOWSHOE ? sender.prefix.ancestor(56) : sender.prefix;
        Truth truth = new Truth(kind, at, from, from + days - 1, times);
        truths.add(truth);
        return truth;
      }
    }
  }
}
