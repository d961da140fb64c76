package slash64.policy;

import java.util.Locale;
import slash64.json.JsonObject;
import slash64.reputation.Evidence;
import slash64.reputation.Level;
import slash64.reputation.Reputation;

/** Says in one sentence of numbers, and in JSON, why a prefix has its tier. No foreign text. */
final class Reasons {
  /** Good mail of before from which it is told: one message in ten days. */
  private static final double LEAST_FORMER = 0.1;

  private final long days;

  /**
   * @param halfLife days after which evidence weighs half
   */
  Reasons(double halfLife) {
    days = Math.round(halfLife);
  }

  /**
   * Returns the sentence.
   *
   * @param around tier of what is around the prefix
   */
  String sentence(Judgement judged, Tier around) {
    Tier tier = judged.tier();
    Evidence evidence = judged.hit().mass() >= 1 ? judged.hit() : all(judged);
    // Verdicts, refused recipients, failed logins and complaints alike: not all of it is spam.
    String share =
        String.format(
            Locale.ROOT, // the feed is the same to the byte on every machine
            "%s %% of evidence worth %s from %s speaks against it (half-life %d days)",
            percent(evidence.spamShare()),
            messages(evidence.mass()),
            senders(judged),
            days);
    if (!tier.restricts() && around.restricts()) {
      return "Good part of a wider prefix to %s: %s".formatted(around.word(), share);
    }
    String sentence =
        "%s; at most %s good messages a day expected to be hit"
            .formatted(share, decimal(judged.goodPerDay()));
    double former = all(judged).former();
    if (former >= LEAST_FORMER) {
      sentence += "; sent %s good messages a day before it turned bad".formatted(decimal(former));
    }
    return switch (judged.limit()) {
      case NONE, OWN -> !tier.restricts() ? share : sentence;
      case LEVEL -> sentence + "; harsher is not allowed at this length";
      case CHILDREN -> sentence + "; too few bad children for more";
      case GOOD_MAIL -> sentence + "; harsher would hit too many";
      case STEP -> sentence + "; better than last night, one step down";
      case SILENT -> sentence + "; no new evidence, so no harsher than last night";
      case PARENT -> sentence + "; little known, as its wider prefix";
      case SAMPLE ->
          sentence + "; rejected till now, let through for a day to see what it sends today";
    };
  }

  private static Evidence all(Judgement judged) {
    return judged.node().reputation().carry();
  }

  private static String senders(Judgement judged) {
    if (judged.level().isAddress()) {
      return "this address";
    }
    return String.format(
        Locale.ROOT,
        "%,d bad of %,d active %s",
        judged.badChildren(),
        judged.activeChildren(),
        children(judged.level()));
  }

  private static String children(Level level) {
    return switch (level) {
      case IPV6_32 -> "/48";
      case IPV6_48 -> "/56";
      case IPV6_56 -> "/64";
      case IPV6_64, IPV6_128, IPV4_24, IPV4_32 -> "addresses";
    };
  }

  private static String messages(double mass) {
    long count = Math.round(mass);
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "message" : "messages");
  }

  private static String percent(double share) {
    double percent = 100 * share;
    boolean isNearEnd = (percent > 0 && percent < 1) || (percent > 99 && percent < 100);
    return String.format(Locale.ROOT, isNearEnd ? "%.1f" : "%.0f", percent);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
  }

  /** Returns the numbers, as an object of JSON whose keys are a part of the feed. */
  String evidence(Judgement judged, Tier around) {
    Reputation reputation = judged.node().reputation();
    return new JsonObject()
        .putRounded("spam", all(judged).spam())
        .putRounded("ham", all(judged).ham())
        .putRounded("mean", reputation.mean())
        .putRounded("lower", reputation.lower())
        .putRounded("upper", reputation.upper())
        .putRounded("expected", reputation.expected())
        .putRounded("changed", reputation.changed())
        .put("active_children", judged.activeChildren())
        .put("bad_children", judged.badChildren())
        .putRounded("good_per_day", judged.goodPerDay())
        .putRounded("former_per_day", all(judged).former())
        .putRounded("goes_on_per_day", reputation.goesOn())
        .putRounded("one_owner", judged.logBayesFactor())
        .put("last", judged.last().word())
        .put("wanted", judged.wanted().word())
        .put("around", around.word())
        .put("limit", judged.limit().word())
        .toString();
  }
}
