package slash64.evaluate.alerts;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import slash64.baseline.Alert;
import slash64.baseline.AlertKind;
import slash64.progress.Figures;

/** Holds alerts against the truth, and counts. Figures of several worlds add up. */
public final class AlertFigures {
  /** Days after its end on which an alert still belongs to an event. */
  private static final int AFTER = 3;

  /** What came of one kind of event. */
  private static final class Found {
    private int events;
    private int firstNight;
    private int secondNight;
    private int reported;
    private int rightPlace;
    private int alerts;
  }

  private final Map<Injected.Kind, Found> found = new EnumMap<>(Injected.Kind.class);
  private final Map<AlertKind, Integer> falseAlarms = new EnumMap<>(AlertKind.class);
  private final Map<Injected, Integer> firstDays = new HashMap<>();
  private final Map<Injected, Set<String>> identities = new HashMap<>();
  private final Set<Injected> inPlace = new HashSet<>();
  private long prefixDays;

  /** Takes in a night's alerts. */
  void add(int day, List<Alert> alerts, List<Injected> events) {
    for (Alert alert : alerts) {
      List<Injected> about =
          events.stream()
              .filter(event -> day >= event.from() && day <= event.to() + AFTER)
              .filter(event -> isAbout(alert, event))
              .toList();
      boolean isMember = about.stream().anyMatch(event -> event.kind() != Injected.Kind.CAMPAIGN);
      for (Injected event : about) {
        if (event.kind() != Injected.Kind.CAMPAIGN || !isMember) {
          found(day, alert, event);
        }
      }
      if (about.isEmpty() && alert.isNew()) {
        falseAlarms.merge(alert.kind(), 1, Integer::sum);
      }
    }
  }

  private void found(int day, Alert alert, Injected event) {
    // A campaign is known by its digest: the member with most of its mail may be another each day.
    boolean isCampaign = alert.kind() == AlertKind.CAMPAIGN;
    firstDays.putIfAbsent(event, day - event.from());
    identities
        .computeIfAbsent(event, key -> new HashSet<>())
        .add((isCampaign ? "campaign" : alert.prefix()) + " since " + alert.since());
    if (isCampaign || event.prefix().equals(alert.prefix())) {
      inPlace.add(event);
    }
  }

  /** Whether an alert's prefix is that of the event, one inside, or at most 16 bits wider. */
  static boolean isAbout(Alert alert, Injected event) {
    if (event.kind() == Injected.Kind.CAMPAIGN) {
      return alert.kind() == AlertKind.CAMPAIGN
          ? alert.evidence().contains("%08x".formatted(event.code()))
          : event.members().contains(alert.prefix());
    }
    if (alert.kind() == AlertKind.CAMPAIGN) {
      return false;
    }
    return event.prefix().contains(alert.prefix())
        || alert.prefix().contains(event.prefix())
            && alert.prefix().length() >= event.prefix().length() - 16;
  }

  /** Closes a world: counts its events, and the prefixes heard on the days that were judged. */
  void close(List<Injected> events, long heard) {
    prefixDays += heard;
    for (Injected event : events) {
      Found of = found.computeIfAbsent(event.kind(), key -> new Found());
      int night = firstDays.getOrDefault(event, Integer.MAX_VALUE);
      of.events++;
      of.firstNight += night == 0 ? 1 : 0;
      of.secondNight += night <= 1 ? 1 : 0;
      of.reported += night < Integer.MAX_VALUE ? 1 : 0;
      of.rightPlace += inPlace.contains(event) ? 1 : 0;
      of.alerts += identities.getOrDefault(event, Set.of()).size();
    }
    firstDays.clear();
    identities.clear();
    inPlace.clear();
  }

  /** Adds what was counted in another world that is closed. */
  void add(AlertFigures other) {
    prefixDays += other.prefixDays;
    other.falseAlarms.forEach((kind, count) -> falseAlarms.merge(kind, count, Integer::sum));
    other.found.forEach(
        (kind, more) -> {
          Found of = found.computeIfAbsent(kind, key -> new Found());
          of.events += more.events;
          of.firstNight += more.firstNight;
          of.secondNight += more.secondNight;
          of.reported += more.reported;
          of.rightPlace += more.rightPlace;
          of.alerts += more.alerts;
        });
  }

  public long prefixDays() {
    return prefixDays;
  }

  /** Returns the share of events of a kind found by the night of that number, 0 or 1. */
  double foundBy(Injected.Kind kind, int night) {
    Found of = found.getOrDefault(kind, new Found());
    return (night == 0 ? of.firstNight : of.secondNight) / (double) Math.max(1, of.events);
  }

  /** Returns alerts for each event that was reported at all. */
  double alertsPerEvent(Injected.Kind kind) {
    Found of = found.getOrDefault(kind, new Found());
    return of.alerts / (double) Math.max(1, of.reported);
  }

  /** Returns new alerts of these kinds that no event explains, for 1,000 prefix-days. */
  double falsePerThousand(AlertKind... kinds) {
    int count = 0;
    for (AlertKind kind : kinds) {
      count += falseAlarms.getOrDefault(kind, 0);
    }
    return 1_000.0 * count / Math.max(1, prefixDays);
  }

  /** Returns what came of each kind of event and of false alarm, by what it is called. */
  public Map<String, Figures> figures() {
    Map<String, Figures> figures = new LinkedHashMap<>();
    found.forEach((kind, of) -> figures.put(kind.label(), figures(kind, of)));
    figures.put("false, volume", rate(AlertKind.VOLUME, AlertKind.RAMP));
    figures.put("false, content", rate(AlertKind.CONTENT));
    figures.put("false, rotation and snowshoe", rate(AlertKind.ROTATION, AlertKind.SNOWSHOE));
    figures.put("false, campaign", rate(AlertKind.CAMPAIGN));
    return figures;
  }

  private Figures figures(Injected.Kind kind, Found of) {
    double inPlace = of.rightPlace / (double) Math.max(1, of.reported);
    Map<String, Number> numbers = new LinkedHashMap<>();
    numbers.put("events", of.events);
    numbers.put("found_on_first_night", foundBy(kind, 0));
    numbers.put("found_by_second_night", foundBy(kind, 1));
    numbers.put("alerts_each", alertsPerEvent(kind));
    numbers.put("at_the_very_prefix", inPlace);
    return new Figures(
        String.format(
            Locale.ROOT,
            "%d events: %.3f found on the first night, %.3f by the second; %.2f alerts each, %.2f"
                + " at the very prefix",
            of.events,
            foundBy(kind, 0),
            foundBy(kind, 1),
            alertsPerEvent(kind),
            inPlace),
        numbers);
  }

  private Figures rate(AlertKind... kinds) {
    double rate = falsePerThousand(kinds);
    return new Figures(
        String.format(Locale.ROOT, "%.3f for 1,000 prefix-days", rate),
        Map.of("per_1000_prefix_days", rate));
  }
}
