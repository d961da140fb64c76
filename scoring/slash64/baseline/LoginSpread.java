package slash64.baseline;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slash64.json.JsonObject;
import slash64.net.Prefix;
import slash64.stats.CountDistribution;

/**
 * One login that is used from many operators' networks where it never was: a stolen password in the
 * hands of a botnet. Each of the networks sends little, none of them is the customer's, and so no
 * prefix and no customer departs from its past; the login does.
 *
 * <p>The number of networks that are new on a day is negative binomial (Bliss and Fisher 1953):
 * people travel and phones roam, on some days and not on others. Mean and dispersion are those of
 * the login's own days, by moments, drawn towards those of a login of which nothing is known. The
 * last days before are left out of them, as in EARS C2 (Hutwagner et al. 2003), lest a thief who
 * begins slowly teaches what he is about to do.
 */
public final class LoginSpread {
  /** Days that are looked at, the judged one included. */
  public static final int DAYS = 14;

  /** Fewer new networks on a day are no sign of anything. */
  public static final int LEAST_FRESH = 8;

  /** The first night sees every login for the first time: days before that one without a past. */
  public static final int ENOUGH_DAYS = 7;

  /** New networks a day of a login of which nothing is known. */
  private static final double PRIOR_MEAN = 1;

  /** Days that the prior mean counts as. */
  private static final double MEAN_WEIGHT = 1;

  private static final double PRIOR_DISPERSION = 3;

  /** Days that the prior dispersion counts as. */
  private static final double DISPERSION_WEIGHT = 4;

  /** Whoever has stayed at home for two weeks may travel tomorrow. */
  private static final double LEAST_DISPERSION = 2;

  /** Active days before the judged one that do not teach yet. */
  private static final int GUARDED = 3;

  /** Days that must be left without those. */
  private static final int LEAST_TAUGHT = 4;

  private static final double LOG_CERTAIN = Math.log(1e-6);

  /** Networks in the evidence. */
  private static final int MOST_NAMED = 5;

  private static final int LONGEST_NAME = 64;

  /** Digits of a pseudonym in a sentence: enough to tell two logins of a customer apart. */
  private static final int SHOWN_DIGITS = 8;

  private LoginSpread() {}

  /**
   * Judges one login.
   *
   * @param today the day of {@code use}
   * @param known days before that there are messages of
   * @param customer who mostly used it in the days before, by the allocations; null if none
   * @param since first day of the alert that is open for the login, if one is
   */
  public static Optional<Alert> judge(
      LocalDate today, LoginUse use, int known, String customer, Optional<LocalDate> since) {
    if (use.past().isEmpty() && known < ENOUGH_DAYS) {
      return Optional.empty();
    }
    double expected = usual(use.past()).mean();
    double logP = logP(use);
    boolean departs =
        since.isPresent() // it takes less to stay than to open
            ? 2 * use.fresh() >= LEAST_FRESH && logP <= Departures.LOG_LIKELY
            : use.fresh() >= LEAST_FRESH && logP <= LOG_CERTAIN;
    return departs
        ? Optional.of(alert(use, expected, logP, customer, since.orElse(today), since.isEmpty()))
        : Optional.empty();
  }

  /** Returns ln P(so many new networks or more), 0 or below. */
  static double logP(LoginUse use) {
    return usual(use.past()).logAtLeast(use.fresh());
  }

  /** Returns the distribution of a day's new networks. */
  private static CountDistribution usual(List<Long> past) {
    List<Long> taught =
        past.size() >= GUARDED + LEAST_TAUGHT ? past.subList(0, past.size() - GUARDED) : past;
    double sum = taught.stream().mapToLong(Long::longValue).sum();
    double mean = (PRIOR_MEAN * MEAN_WEIGHT + sum) / (MEAN_WEIGHT + taught.size());
    double squares = taught.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum();
    double dispersion =
        (PRIOR_DISPERSION * DISPERSION_WEIGHT + squares / mean)
            / (DISPERSION_WEIGHT + taught.size());
    return new CountDistribution(mean, Math.max(LEAST_DISPERSION, dispersion));
  }

  private static Alert alert(
      LoginUse use, double expected, double logP, String customer, LocalDate since, boolean isNew) {
    double badShare = use.messages() == 0 ? 0 : use.bad() / (double) use.messages();
    Severity bySize = Severity.of((double) use.freshMessages(), logP, badShare, false);
    return new Alert(
        AlertKind.LOGIN_SPREAD,
        null,
        // Whoever has the password can send at any time what has not been sent yet.
        bySize.compareTo(Severity.MEDIUM) < 0 ? Severity.MEDIUM : bySize,
        expected,
        (double) use.fresh(),
        (double) use.freshMessages(),
        since,
        isNew,
        String.format(
            Locale.ROOT,
            "%s was used from %d networks, %d of them new, %d in the days before; %d messages to %d recipients, %d %% unwanted: probably a stolen password, lock it; since %s",
            subject(use.login(), customer),
            use.networks(),
            use.fresh(),
            use.known(),
            use.messages(),
            use.recipients(),
            Math.round(100 * badShare),
            since),
        "Lock the login or change its password, end its sessions, and take its mail out of the queue; ./slash64 trace --login "
            + (isPseudonym(use.login()) ? use.login() : "NAME")
            + " shows what it sent. If the customer knows these networks, nothing needs to be done: after two weeks they are usual.",
        new JsonObject()
            .put("basis", Tie.Basis.SASL_USER.label())
            .put("party", use.login())
            .put("networks", use.networks())
            .put("fresh", use.fresh())
            .put("before", use.known())
            .put("usual", expected)
            .put("messages", use.messages())
            .put("recipients", use.recipients())
            .put("excess", use.freshMessages())
            .put("bad_share", badShare)
            .put("log10_p", logP / Math.log(10))
            .put("largest", use.largest().stream().limit(MOST_NAMED).map(Prefix::toString).toList())
            .toString());
  }

  private static String subject(String login, String customer) {
    String named = isPseudonym(login) ? "login " + shortened(login) : "login";
    if (customer == null) {
      return "The " + named + " of no known customer";
    }
    return "The " + named + (isPlain(customer) ? " of customer " + customer : " of a customer");
  }

  private static String shortened(String pseudonym) {
    return pseudonym.substring(0, Math.min(SHOWN_DIGITS, pseudonym.length()));
  }

  /** Where names are kept instead, they may be anything, and stand in the evidence only. */
  private static boolean isPseudonym(String login) {
    return login.matches("[0-9a-f]{1,64}");
  }

  private static boolean isPlain(String name) {
    return name.length() <= LONGEST_NAME && name.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }
}
