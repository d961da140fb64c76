package slash64.baseline;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import slash64.json.JsonObject;
import slash64.net.Prefix;
import slash64.stats.Beta;

/**
 * One party whose bad mail comes from a new delegation nearly every day, so that no prefix keeps
 * its reputation. Where a provider gives everybody a new /56 each night, moving is no sign of
 * anything; so it takes mail that is clearly worse than a filter's mistakes make an innocent's.
 */
public final class DelegationMoves {

  /** Days that are looked at, today included. */
  public static final int DAYS = 7;

  /** A traveller or a large site is in many places at once: the most on a day, on average. */
  public static final int MOST_A_DAY = 2;

  /** With fewer days nobody can tell moving nightly from moving once or twice. */
  public static final int LEAST_DAYS = 4;

  /** Share of the days, the first left out, on which it was somewhere it had not been. */
  private static final double MOVES = 0.75;

  /** A network that assigns delegations; beyond it, it is not the same provider. */
  private static final int PROVIDER = 32;

  /** Share of an innocent's mail that filters call unwanted, at the worst. */
  private static final double MISTAKEN = 0.1;

  private static final double LOG_CERTAIN = Math.log(1e-5);

  private DelegationMoves() {}

  /**
   * Judges one party.
   *
   * @param today in days since 1970-01-01
   * @param sightings of the last {@value #DAYS} days, any order; others are left out
   * @param since first day of the alert that is open for it, if one is
   * @return the alert, of the provider's network, if the party's bad mail rotates through its
   *     delegations
   */
  public static Optional<Alert> judge(
      int today, Tie tie, List<Sighting> sightings, Optional<LocalDate> since) {
    TreeMap<Integer, Set<Prefix>> places = new TreeMap<>();
    Set<Prefix> providers = new HashSet<>();
    Set<Integer> badDays = new HashSet<>();
    long messages = 0;
    long bad = 0;
    for (Sighting sighting : sightings) {
      if (sighting.day() > today - DAYS && sighting.day() <= today) {
        places.computeIfAbsent(sighting.day(), key -> new TreeSet<>()).add(sighting.delegation());
        providers.add(sighting.delegation().ancestor(PROVIDER));
        messages += sighting.messages();
        bad += sighting.bad();
        if (sighting.bad() > 0) {
          badDays.add(sighting.day());
        }
      }
    }
    int moves = moves(places.values());
    if (badDays.size() < LEAST_DAYS
        || !badDays.contains(today)
        || providers.size() != 1
        || moves < MOVES * (places.size() - 1)
        || places.values().stream().mapToInt(Set::size).sum() > MOST_A_DAY * places.size()) {
      return Optional.empty();
    }
    double logP = Beta.logRegularized(MISTAKEN, 1 - MISTAKEN, (double) bad, messages - bad + 1.0);
    if (logP > LOG_CERTAIN) {
      return Optional.empty();
    }
    LocalDate first = since.orElse(LocalDate.ofEpochDay(places.firstKey()));
    Prefix provider = providers.iterator().next();
    return Optional.of(
        new Alert(
            AlertKind.DELEGATION_ROTATION,
            provider,
            Severity.of((double) bad, logP, bad / (double) messages, false),
            0,
            moves,
            0,
            first,
            since.isEmpty(),
            String.format(
                Locale.ROOT,
                "One sender was in a new delegation on %d of %d days, last in %s; %d %% of its %d messages unwanted; since %s",
                moves,
                places.size(),
                places.get(today).iterator().next(),
                Math.round(100.0 * bad / messages),
                messages,
                first),
            "Judge this sender by what ties its days together; a policy on yesterday's delegation hits whoever has it today.",
            new JsonObject()
                .put("basis", tie.basis().label())
                .put("party", tie.party())
                .put("days", (long) places.size())
                .put("moves", (long) moves)
                .put("messages", messages)
                .put("bad", bad)
                .put("log10_p", logP / Math.log(10))
                .put(
                    "delegations",
                    places.values().stream().flatMap(Set::stream).map(Prefix::toString).toList())
                .toString()));
  }

  private static int moves(Iterable<Set<Prefix>> days) {
    int moves = 0;
    Set<Prefix> known = new HashSet<>();
    for (Set<Prefix> places : days) {
      moves += !known.isEmpty() && !known.containsAll(places) ? 1 : 0;
      known.addAll(places);
    }
    return moves;
  }

  /** Returns queue ids of unwanted mail, at most {@code most}: of the last days first. */
  public static List<String> examples(List<Sighting> sightings, int most) {
    return sightings.stream()
        .filter(sighting -> sighting.example() != null)
        .sorted(
            Comparator.comparingInt(Sighting::day).reversed().thenComparing(Sighting::delegation))
        .map(Sighting::example)
        .limit(most)
        .toList();
  }

  /**
   * Returns whether two ties show the same party: half of the days and places of one at least are
   * the other's too.
   *
   * @param known sightings of the surer tie
   */
  public static boolean areOne(List<Sighting> known, List<Sighting> other) {
    Set<List<Object>> places = new HashSet<>();
    known.forEach(sighting -> places.add(List.of(sighting.day(), sighting.delegation())));
    long shared =
        other.stream()
            .filter(sighting -> places.contains(List.of(sighting.day(), sighting.delegation())))
            .count();
    return 2 * shared >= other.size();
  }
}
