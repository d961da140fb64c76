package slash64.baseline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * The days of one simulated login through the nights that judge it, as the tables would have them:
 * its networks are numbers, and the days of its alerts teach nothing.
 */
final class LoginSpreadWorld {
  static final LocalDate FIRST = LocalDate.of(2026, 3, 2);

  /** Networks that strangers come from, as many as there are operators of some size. */
  private static final int STRANGERS = 20_000;

  private final Random random;
  private final List<Set<Integer>> days = new ArrayList<>();
  private final List<Optional<Alert>> alerts = new ArrayList<>();

  LoginSpreadWorld(Random random) {
    this.random = random;
  }

  /** Adds days and judges each; a day without networks is one on which the login rests. */
  LoginSpreadWorld plus(int count, IntFunction<Set<Integer>> networks) {
    for (int i = 0; i < count; i++) {
      days.add(networks.apply(days.size()));
      alerts.add(days.get(days.size() - 1).isEmpty() ? Optional.empty() : judge(days.size() - 1));
    }
    return this;
  }

  /** Returns the alerts of each day so far, of those from {@code first} on. */
  List<Optional<Alert>> alerts(int first) {
    return alerts.subList(first, alerts.size());
  }

  long opened() {
    return alerts.stream().filter(alert -> alert.isPresent() && alert.get().isNew()).count();
  }

  private Optional<Alert> judge(int today) {
    Set<Integer> seen = new HashSet<>();
    List<Long> past = new ArrayList<>();
    for (int day = Math.max(0, today - LoginSpread.DAYS + 1); day < today; day++) {
      if (!days.get(day).isEmpty() && !isUntaught(day, today)) {
        past.add(days.get(day).stream().filter(seen::add).count());
      }
    }
    long fresh = days.get(today).stream().filter(network -> !seen.contains(network)).count();
    int networks = days.get(today).size();
    return LoginSpread.judge(
        FIRST.plusDays(today),
        new LoginUse(
            "5eed",
            networks,
            fresh,
            seen.size(),
            past,
            networks,
            0,
            networks,
            fresh,
            List.of(),
            List.of()),
        Math.min(today, LoginSpread.DAYS - 1),
        null,
        since(today));
  }

  private boolean isUntaught(int day, int today) {
    LocalDate longAgo = FIRST.plusDays(today - LoginSpread.DAYS + 1L);
    return alerts.get(day).isPresent() && alerts.get(day).get().since().isAfter(longAgo);
  }

  private Optional<LocalDate> since(int today) {
    return alerts.subList(Math.max(0, today - OpenAlarm.GRACE_DAYS), today).stream()
        .flatMap(Optional::stream)
        .map(Alert::since)
        .min(LocalDate::compareTo);
  }

  /** Returns up to so many networks of a pool. */
  Set<Integer> drawn(int count, int pool, int from) {
    Set<Integer> networks = new HashSet<>();
    for (int i = 0; i < count; i++) {
      networks.add(from + random.nextInt(pool));
    }
    return networks;
  }

  /** Returns so many networks of strangers. */
  Set<Integer> strangers(int count) {
    return drawn(count, STRANGERS, 1_000_000);
  }

  int poisson(double mean) {
    int count = 0;
    for (double p = Math.exp(-mean), left = random.nextDouble() - p; left > 0; left -= p) {
      count++;
      p *= mean / count;
    }
    return count;
  }
}
