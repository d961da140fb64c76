package slash64.baseline;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import slash64.json.JsonObject;
import slash64.json.Significant;
import slash64.net.Prefix;
import slash64.stats.CountDistribution;

/**
 * The same content from many unrelated prefixes within a day: one alert with its members. What many
 * send every day (an empty message, a reply of a popular mailer) is measured against its usual
 * number of senders.
 */
public final class Campaigns {

  private static final double LOG_CERTAIN = Math.log(1e-4);

  /** Variance of a digest's daily number of unrelated senders over its mean. */
  private static final double DISPERSION = 3;

  private static final int ENOUGH_DAYS = 7;

  /** Share of unwanted mail of which no first night is needed to know it for a campaign. */
  private static final double UNWANTED = 0.5;

  private final BaselineSettings settings;

  public Campaigns(BaselineSettings settings) {
    this.settings = settings;
  }

  /**
   * Judges one digest's day.
   *
   * @param day in days since 1970-01-01
   * @param usual unrelated senders on a usual day of the last 28, at least 0
   * @param known days before this that are known, for the usual; before a week is, only what is
   *     unwanted counts, for the first night sees every popular digest for the first time
   * @param since first day of the alert that is open for this digest, or {@code day}
   */
  public Optional<Alert> judge(int day, DigestDay digest, double usual, int known, int since) {
    if (digest.unrelated() < settings.leastMembers()
        || digest.unrelated() < settings.leastTimes() * usual
        || known < ENOUGH_DAYS && digest.badShare() < UNWANTED) {
      return Optional.empty();
    }
    double logP =
        new CountDistribution(Math.max(1, usual), DISPERSION).logUpperMid(digest.unrelated());
    return logP > LOG_CERTAIN
        ? Optional.empty()
        : Optional.of(alert(day, digest, usual, since, logP));
  }

  private static Alert alert(int day, DigestDay digest, double usual, int since, double logP) {
    LocalDate first = LocalDate.ofEpochDay(since);
    JsonObject evidence =
        new JsonObject()
            .put("digest", digest.digest())
            .put("messages", digest.messages())
            .put("bad_share", digest.badShare())
            .put("members", digest.members())
            .put("unrelated", digest.unrelated())
            .put("usual", usual)
            .put("log10_p", logP / Math.log(10))
            .put("largest", digest.largest().stream().map(Prefix::toString).toList());
    return new Alert(
        AlertKind.CAMPAIGN,
        digest.largest().get(0),
        Severity.of((double) digest.messages(), logP, digest.badShare(), false),
        usual,
        (double) digest.unrelated(),
        0,
        first,
        since == day,
        String.format(
            Locale.ROOT,
            "The same content came in %d messages from %d prefixes, %d of them unrelated, where %s were usual; %d %% unwanted; since %s",
            digest.messages(),
            digest.members(),
            digest.unrelated(),
            Significant.digits(usual),
            Math.round(100 * digest.badShare()),
            first),
        "Act on the content, not on the prefixes: block the digest, and tell the members' owners that they may have been taken over.",
        evidence.toString());
  }
}
