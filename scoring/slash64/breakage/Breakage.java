package slash64.breakage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import slash64.stats.Wilson;

/**
 * A check that used to be passed and is not any more.
 *
 * <p>Both have to be sure, by Wilson's interval at 2.58 standard deviations: that at least 8 of 10
 * passed over the four weeks before, which takes 27 transactions, and that today fewer than half
 * do, which takes 7. So few transactions never alarm, and neither does a sender that never had it
 * right. The days since it broke are no part of the weeks before; after four weeks that is how the
 * sender is, and no longer an event.
 *
 * @param since first day, since 1970-01-01, of the unbroken run of days on which it fails
 * @param isNew whether no day before gave reason enough to say so
 * @param passed transactions that passed today
 * @param known transactions of today of which the result is known
 * @param before share that passed over the four weeks before, in [0, 1]
 */
public record Breakage(int since, boolean isNew, long passed, long known, double before) {
  /** Days, before it broke and after. */
  public static final int WINDOW = 28;

  private static final double Z = 2.58;
  private static final double RIGHT = 0.8;
  private static final double BROKEN = 0.5;

  /**
   * Returns what broke, if it did.
   *
   * @param days of one check of one sender, in any order, each day once; later ones are passed over
   * @param today days since 1970-01-01
   */
  public static Optional<Breakage> of(List<CheckDay> days, int today) {
    List<CheckDay> sorted = new ArrayList<>(days);
    sorted.removeIf(day -> day.known() == 0 || day.day() > today);
    sorted.sort(Comparator.comparingInt(CheckDay::day));
    int last = sorted.size() - 1;
    if (last < 0 || sorted.get(last).day() != today) {
      return Optional.empty();
    }
    Optional<Breakage> found = upTo(sorted, last);
    boolean isTold = last > 0 && found.isPresent() && isToldBefore(sorted, last, found.get());
    return found.map(b -> new Breakage(b.since, !isTold, b.passed, b.known, b.before));
  }

  /** Returns the first day, since 1970-01-01, of the run of failing days that ends today. */
  public static int failingSince(List<CheckDay> days, int today) {
    int since = today;
    List<CheckDay> sorted = new ArrayList<>(days);
    sorted.removeIf(day -> day.known() == 0 || day.day() >= today);
    sorted.sort(Comparator.comparingInt(CheckDay::day).reversed());
    for (CheckDay day : sorted) {
      if (day.passed() == day.known()) {
        break;
      }
      since = day.day();
    }
    return since;
  }

  private static boolean isToldBefore(List<CheckDay> sorted, int last, Breakage found) {
    for (int i = last - 1; i >= 0 && sorted.get(i).day() >= found.since; i--) {
      if (upTo(sorted, i).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Breakage> upTo(List<CheckDay> sorted, int last) {
    CheckDay today = sorted.get(last);
    if (Wilson.upper((double) today.passed(), (double) today.known(), Z) >= BROKEN) {
      return Optional.empty();
    }
    int first = last;
    while (first > 0 && sorted.get(first - 1).isFailing()) {
      first--;
    }
    int since = sorted.get(first).day();
    long passed = 0;
    long known = 0;
    for (int i = first - 1; i >= 0 && sorted.get(i).day() >= since - WINDOW; i--) {
      passed += sorted.get(i).passed();
      known += sorted.get(i).known();
    }
    boolean wasRight = known > 0 && Wilson.lower((double) passed, (double) known, Z) >= RIGHT;
    return wasRight && today.day() - since < WINDOW
        ? Optional.of(
            new Breakage(since, true, today.passed(), today.known(), (double) passed / known))
        : Optional.empty();
  }
}
