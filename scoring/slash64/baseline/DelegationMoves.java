package slash64.baseline;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import slash64.net.Prefix;

/**
 * One sender that turns up in a new delegation nearly every day, as where a customer is given a new
 * /56 each night. What ties its days together is outside the prefix: a SASL user name, an EUI-64
 * interface identifier, or DKIM domain and HELO name.
 */
public final class DelegationMoves {

  /** Days that are looked at, today included. */
  public static final int DAYS = 7;

  private static final int LEAST_DAYS = 4;

  /** Share of the days, the first left out, on which it was somewhere it had not been. */
  private static final double MOVES = 0.75;

  /** A traveller or a large site is in many places at once. */
  private static final double MOST_A_DAY = 2;

  /** A network that assigns delegations; beyond it, it is not the same provider. */
  private static final int PROVIDER = 32;

  /** Where the sender was seen: a day since 1970-01-01, and a delegation, a /56 as a rule. */
  public record Sighting(int day, Prefix delegation) {}

  private DelegationMoves() {}

  /**
   * Judges one tie.
   *
   * @param today in days since 1970-01-01
   * @param customer hash of the tie, to name it by; not 0
   * @param sightings of the last days, any order; earlier ones count as known places
   * @return the provider's network if the tie rotates through its delegations
   */
  public static Optional<Alert> judge(int today, long customer, List<Sighting> sightings) {
    TreeMap<Integer, Set<Prefix>> days = new TreeMap<>();
    Set<Prefix> known = new HashSet<>();
    Set<Prefix> providers = new HashSet<>();
    for (Sighting sighting : sightings) {
      if (sighting.day() <= today - DAYS) {
        known.add(sighting.delegation());
      } else if (sighting.day() <= today) {
        days.computeIfAbsent(sighting.day(), key -> new TreeSet<>()).add(sighting.delegation());
        providers.add(sighting.delegation().ancestor(PROVIDER));
      }
    }
    if (days.size() < LEAST_DAYS || providers.size() != 1 || !days.containsKey(today)) {
      return Optional.empty();
    }
    int moves = 0;
    int places = 0;
    boolean isFirst = known.isEmpty();
    for (Set<Prefix> there : days.values()) {
      places += there.size();
      moves += !isFirst && !known.containsAll(there) ? 1 : 0;
      known.addAll(there);
      isFirst = false;
    }
    if (moves < MOVES * (days.size() - 1) || places > MOST_A_DAY * days.size()) {
      return Optional.empty();
    }
    return Optional.of(alert(days, moves, customer, providers.iterator().next()));
  }

  private static Alert alert(
      SortedMap<Integer, Set<Prefix>> days, int moves, long customer, Prefix provider) {
    LocalDate since = LocalDate.ofEpochDay(days.firstKey());
    Json evidence =
        new Json()
            .put("days", (long) days.size())
            .put("moves", (long) moves)
            .put(
                "delegations",
                days.values().stream().flatMap(Set::stream).map(Prefix::toString).toList());
    return new Alert(
        AlertKind.DELEGATION_ROTATION,
        provider,
        customer,
        Severity.LOW,
        0,
        moves,
        0,
        since,
        days.size() == LEAST_DAYS,
        "One sender was in a new delegation on %d of %d days, all within %s; since %s"
            .formatted(moves, days.size(), provider, since),
        "Judge this sender by what ties its days together; a policy on yesterday's delegation hits whoever has it today.",
        evidence.toString());
  }
}
