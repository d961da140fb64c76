package slash64.evaluate.alerts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import slash64.baseline.Alert;
import slash64.baseline.BaselineSettings;
import slash64.baseline.CampaignMail;
import slash64.baseline.CampaignMember;
import slash64.baseline.Campaigns;
import slash64.baseline.DayActivity;
import slash64.baseline.DigestDay;
import slash64.baseline.Neighbours;
import slash64.baseline.NightTests;
import slash64.baseline.PrefixState;
import slash64.baseline.SubtreeNight;
import slash64.baseline.Thresholds;
import slash64.net.Prefix;

/** The nights of a world, as the nightly run makes them: subtree by subtree, states carried on. */
final class AlertNights {
  private static final int ROOT = 32;
  private static final int IPV4_ROOT = 16 + Prefix.IPV4_OFFSET;

  private final BaselineSettings settings;
  private final Map<Prefix, TreeMap<Prefix, PrefixState>> states = new TreeMap<>();
  private final CampaignMemory memory = new CampaignMemory();
  private long prefixDays;

  AlertNights(BaselineSettings settings) {
    this.settings = settings;
  }

  /** Returns how many prefixes were heard, summed over days. */
  long prefixDays() {
    return prefixDays;
  }

  /** Scores a day and returns its alerts. */
  List<Alert> night(int day, AlertWorld.Day heard) {
    Map<Prefix, DayActivity> all = Sums.of(heard.networks(), prefix -> isKnown(prefix, day));
    prefixDays += all.size();
    Map<Prefix, List<Prefix>> subtrees = new TreeMap<>();
    new TreeSet<>(all.keySet())
        .forEach(
            prefix -> subtrees.computeIfAbsent(root(prefix), key -> new ArrayList<>()).add(prefix));
    NightTests tests = new NightTests(settings);
    Map<Prefix, SubtreeNight> scored = new TreeMap<>();
    subtrees.forEach(
        (root, prefixes) -> {
          SubtreeNight night = SubtreeNight.score(day, entries(day, root, prefixes, all));
          night.deviations().forEach(tests::add);
          scored.put(root, night);
        });
    Thresholds thresholds = tests.thresholds();
    List<Alert> alerts = new ArrayList<>();
    scored.forEach((root, night) -> alerts.addAll(judge(root, night, thresholds)));
    CampaignMail mail = new CampaignMail();
    List<Alert> campaigns = campaigns(day, heard.digests(), mail);
    alerts.removeIf(alert -> mail.explains(alert.prefix(), alert.excess()) != null);
    alerts.addAll(campaigns);
    return alerts;
  }

  private boolean isKnown(Prefix prefix, int day) {
    PrefixState state = states.getOrDefault(root(prefix), new TreeMap<>()).get(prefix);
    return state != null && !state.isForgotten(day);
  }

  private static Prefix root(Prefix prefix) {
    return prefix.ancestor(prefix.isIpv4() ? IPV4_ROOT : ROOT);
  }

  private List<SubtreeNight.Entry> entries(
      int day, Prefix root, List<Prefix> heard, Map<Prefix, DayActivity> all) {
    TreeMap<Prefix, PrefixState> known = states.getOrDefault(root, new TreeMap<>());
    TreeSet<Prefix> walk = new TreeSet<>(known.keySet());
    walk.addAll(heard);
    List<Neighbours.Known> nodes = new ArrayList<>();
    for (Prefix prefix : walk) {
      nodes.add(
          Neighbours.Known.of(
              prefix,
              known.getOrDefault(prefix, PrefixState.NEW),
              all.getOrDefault(prefix, DayActivity.NONE)));
    }
    return Neighbours.entries(day, nodes);
  }

  private List<Alert> judge(Prefix root, SubtreeNight night, Thresholds thresholds) {
    SubtreeNight.Result result = night.judge(settings, thresholds);
    TreeMap<Prefix, PrefixState> known = states.computeIfAbsent(root, key -> new TreeMap<>());
    result.outcomes().forEach(outcome -> known.put(outcome.prefix(), outcome.next()));
    return result.alerts();
  }

  private List<Alert> campaigns(
      int day, Map<Integer, List<CampaignMember>> digests, CampaignMail mail) {
    Campaigns campaigns = new Campaigns(settings);
    List<Alert> alerts = new ArrayList<>();
    digests.forEach(
        (digest, members) -> {
          DigestDay today = DigestDay.of("%08x".formatted(digest), members);
          Optional<Alert> alert =
              campaigns.judge(
                  day,
                  today,
                  memory.usual(digest, day),
                  memory.known(day),
                  memory.since(digest, day));
          memory.add(digest, day, (int) today.unrelated(), alert.map(Alert::since));
          if (alert.isPresent()) {
            alerts.add(alert.get());
            members.forEach(member -> mail.add(today.digest(), member.prefix(), member.messages()));
          }
        });
    return alerts;
  }

  /** How many unrelated networks sent a digest on the days before. */
  private static final class CampaignMemory {
    private static final int DAYS = 28;

    private final Map<Integer, TreeMap<Integer, Integer>> ordinary = new HashMap<>();
    private final Map<Integer, LocalDate> since = new HashMap<>();
    private final Map<Integer, Integer> last = new HashMap<>();

    private int firstDay = Integer.MAX_VALUE;

    int known(int day) {
      firstDay = Math.min(firstDay, day);
      return Math.min(DAYS, day - firstDay);
    }

    double usual(int digest, int day) {
      return ordinary.getOrDefault(digest, new TreeMap<>()).tailMap(day - DAYS).values().stream()
              .mapToInt(Integer::intValue)
              .sum()
          / (double) Math.max(1, known(day));
    }

    int since(int digest, int day) {
      return last.getOrDefault(digest, 0) >= day - 3 ? (int) since.get(digest).toEpochDay() : day;
    }

    void add(int digest, int day, int unrelated, Optional<LocalDate> open) {
      if (open.isPresent()) {
        since.put(digest, open.get());
        last.put(digest, day);
      } else {
        ordinary.computeIfAbsent(digest, key -> new TreeMap<>()).put(day, unrelated);
      }
    }
  }
}
