package slash64.baseline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slash64.json.JsonObject;
import slash64.json.Significant;
import slash64.net.Prefix;

/**
 * Volume alerts of customers, for what none of their prefixes tells: many times the usual in all,
 * spread over prefixes. What stands out in one prefix is that prefix's to tell or, when its past
 * excuses it, nobody's; and what alerts have told already is taken off, as {@link Blame} does
 * between levels.
 */
public final class CustomerVolume {
  /** Share of the excess that makes it one prefix's. */
  private static final double ONES = 0.5;

  /** What alerts have told explains the customer once it has this share of the excess. */
  private static final double EXPLAINED = 0.8;

  private static final int MOST_CONTRIBUTORS = 3;

  /**
   * A /64 or an IPv4 address that the customer sent from.
   *
   * @param messages of the customer on the day
   * @param expected by the prefix's own past; null where that was not tested
   */
  public record Part(Prefix prefix, long messages, Double expected) {
    /** Returns the excess that was tested, and so told or excused. */
    double testedExcess() {
      return expected == null ? 0 : Math.max(0, messages - expected);
    }
  }

  private final BaselineSettings settings;
  private final double logThreshold;

  /**
   * @param logThreshold below which departures of the night's customers count, as {@link
   *     Thresholds#of} gives it
   */
  public CustomerVolume(BaselineSettings settings, double logThreshold) {
    this.settings = settings;
    this.logThreshold = logThreshold;
  }

  /**
   * Judges a customer.
   *
   * @param reported excess that alerts of the customer's prefixes account for
   * @param networks number of the customer's parts
   * @param parts of those, the largest ones, the largest first
   * @param since first day of the alert that is open for the customer, if one is
   */
  public Optional<Alert> judge(
      LocalDate today,
      CustomerDay day,
      double reported,
      long networks,
      List<Part> parts,
      Optional<LocalDate> since) {
    double excess = day.excess() - reported;
    double largest = parts.stream().mapToDouble(Part::testedExcess).max().orElse(0);
    if (day.isExcused()
        || parts.isEmpty()
        || reported >= EXPLAINED * day.excess()
        || largest >= ONES * day.excess()
        || !departs(day, day.messages() - reported, since.isPresent())) {
      return Optional.empty();
    }
    return Optional.of(alert(today, day, excess, networks, parts, since));
  }

  /** As {@link Departures} for a prefix; an open alert takes less to stay than to open. */
  private boolean departs(CustomerDay day, double messages, boolean isOpen) {
    double logP = day.logUpperMid((long) messages);
    return isOpen
        ? messages >= settings.leastMessages() / 2.0
            && messages >= 2 * day.expected()
            && logP <= Departures.LOG_LIKELY
        : messages >= settings.leastMessages()
            && messages >= settings.leastTimes() * day.expected()
            && logP <= Math.min(Departures.LOG_RARE, logThreshold);
  }

  private static Alert alert(
      LocalDate today,
      CustomerDay day,
      double excess,
      long networks,
      List<Part> parts,
      Optional<LocalDate> since) {
    double logP = day.logUpperMid(day.messages());
    LocalDate first = since.orElse(today);
    List<JsonObject> contributors = new ArrayList<>();
    for (Part part : parts.subList(0, Math.min(MOST_CONTRIBUTORS, parts.size()))) {
      contributors.add(
          new JsonObject()
              .put("prefix", part.prefix().toString())
              .put("messages", part.messages())
              .put("expected", part.expected() == null ? Double.NaN : part.expected()));
    }
    return new Alert(
        AlertKind.VOLUME,
        null,
        Severity.of(excess, logP, day.badShare(), false),
        day.expected(),
        (double) day.messages(),
        excess,
        first,
        since.isEmpty(),
        String.format(
            Locale.ROOT,
            "%d messages of one customer from %d networks, %s above all, where %s were expected, %s times as many; %d %% unwanted; since %s",
            day.messages(),
            networks,
            parts.get(0).prefix(),
            Significant.digits(day.expected()),
            Significant.digits(day.messages() / Math.max(0.01, day.expected())),
            Math.round(100 * day.badShare()),
            first),
        "No single prefix tells it, so throttle or ask the customer, not a prefix: look whether an account that several sites share was taken over.",
        new JsonObject()
            .put("messages", day.messages())
            .put("expected", day.expected())
            .put("excess", excess)
            .put("log10_p", logP / Math.log(10))
            .put("bad_share", day.badShare())
            .put("networks", networks)
            .putObjects("contributors", contributors)
            .toString());
  }
}
