package slash64.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import slash64.policy.OperatorRule;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicySettings;
import slash64.policy.SubtreePolicy;
import slash64.policy.Tier;
import slash64.policy.TierLimit;
import slash64.policy.TierSettings;
import slash64.reputation.Level;

/**
 * What would have to happen for a prefix to be treated otherwise: how much more mail of the other
 * kind, how long a silence, or which limit lifted. Thresholds are those that the night went by;
 * another night may set others, so that numbers of messages are about right, not exact.
 */
final class Turning {
  /** Nobody waits for more. */
  private static final long MOST_MESSAGES = 10_000;

  private final PolicySettings settings;
  private final TierSettings tiers;

  /**
   * @param settings as configured
   * @param night the same with the thresholds that the night went by, where these are known
   */
  Turning(PolicySettings settings, PolicySettings night) {
    this.settings = settings;
    this.tiers = night.tiers();
  }

  /**
   * Returns sentences, the likeliest way first.
   *
   * @param judged whose conduct counts
   * @param tier how it is treated
   * @param limit word of what kept it from the tier its reputation asks for, {@code none} if
   *     nothing
   */
  List<String> of(PrefixReading judged, Tier tier, String limit, Optional<PolicyEntry> entry) {
    if (limit.equals(OperatorRule.OPERATOR)) {
      return List.of(
          "The operator's own rule decides, whatever it sends%s."
              .formatted(entry.map(e -> ", until " + e.expires()).orElse("")));
    }
    List<String> ways = new ArrayList<>();
    Belief belief = Belief.of(judged.share(), judged.shareLow(), judged.shareHigh());
    switch (tier) {
      case REJECT -> milder(ways, belief, tier, tiers.rejectAbove(), true);
      case GREYLIST -> milder(ways, belief, tier, tiers.greylistAbove(), true);
      case THROTTLE -> milder(ways, belief, tier, tiers.throttleAbove(), false);
      case TRUSTED ->
          messages(b -> !b.isSurelyBelow(2 * tiers.trustedBelow()), belief, true)
              .ifPresent(n -> ways.add("%s would end the trust.".formatted(evidence(n, "spam"))));
      case NEUTRAL -> harsher(ways, belief, judged);
    }
    TierLimit.ofWord(limit).flatMap(known -> limited(known, judged)).ifPresent(ways::add);
    entry.ifPresent(
        e ->
            ways.add(
                "Silence: evidence weighs half after %s days; the entry ends on %s unless a night renews it."
                    .formatted(plain(settings.reputation().decay().spamHalfLife()), e.expires())));
    return ways;
  }

  private void harsher(List<String> ways, Belief belief, PrefixReading judged) {
    OptionalLong spam =
        beyondHam(messages(b -> b.mean() >= tiers.throttleAbove(), belief, true), judged);
    double evidence = judged.evidenceSpam() + judged.evidenceHam();
    if (judged.isHeldBack()) {
      ways.add("Its reputation alone asks for %s already.".formatted(judged.wanted()));
    } else if (evidence < SubtreePolicy.KNOWN) {
      ways.add(
          "Of itself too little is known: an action belongs to what lies around it, whose reputation it has.");
    } else if (spam.isPresent() && spam.getAsLong() > 0) {
      ways.add(
          "%s would have it throttled%s."
              .formatted(evidence(spam.getAsLong(), "spam"), raised(belief)));
    } else if (spam.isPresent() && judged.wanted() == null) {
      ways.add(
          "By the settings its spam share is enough for throttling. What kept it from that is not in the tables of that day.");
    } else if (spam.isPresent()) {
      ways.add(
          "By the settings its spam share is enough for throttling. The night asked for more, so as not to hit more good mail than policy.throttle_ham allows, or believes too much of its mail to be good mail of before (policy.most_known_good).");
    }
  }

  private String raised(Belief belief) {
    double usual = settings.tiers().throttleAbove();
    return belief.mean() >= usual && tiers.throttleAbove() > usual
        ? ": the night asked for a spam share of %s instead of %s, so as not to hit more good mail than policy.throttle_ham allows"
            .formatted(plain(tiers.throttleAbove()), plain(usual))
        : "";
  }

  /**
   * An address is not held back before it sent as much spam as good mail, whatever is around it.
   */
  private static OptionalLong beyondHam(OptionalLong spam, PrefixReading judged) {
    boolean isAddress = Level.of(judged.prefix()).isAddress();
    long more = (long) Math.ceil(judged.evidenceHam() - judged.evidenceSpam());
    return isAddress && spam.isPresent() ? OptionalLong.of(Math.max(spam.getAsLong(), more)) : spam;
  }

  private void milder(
      List<String> ways, Belief belief, Tier tier, double threshold, boolean isBound) {
    double left = threshold - Math.min(tiers.slack(), (1 - threshold) / 2);
    Predicate<Belief> isMilder = isBound ? b -> !b.isSurelyAbove(left) : b -> b.mean() < left;
    messages(isMilder, belief, false)
        .ifPresent(
            n ->
                ways.add(
                    n == 0
                        ? "Its reputation alone would be milder already: a harsh tier is left one step a night."
                        : "%s and no new spam would make it milder than %s (%s of the spam share below %s), one step a night."
                            .formatted(
                                evidence(n, "good"),
                                tier.word(),
                                isBound ? "lower bound" : "mean",
                                plain(left))));
  }

  private Optional<String> limited(TierLimit limit, PrefixReading judged) {
    return Optional.ofNullable(
        switch (limit) {
          case LEVEL ->
              "Nothing harsher is allowed at /%d unless all of it is one owner's (policy.worst in the settings)."
                  .formatted(judged.prefix().writtenLength());
          case CHILDREN ->
              "For more, more of its children would have to be bad (policy.bad_children in the settings).";
          case GOOD_MAIL ->
              "Harsher would hit more good mail than allowed (policy.good_per_day in the settings).";
          case OWN -> "It answers for itself: its own mail is better than what is around it.";
          case STEP -> "It is better than last night: tomorrow it may be milder by one more step.";
          case SILENT -> "It gave no new evidence: it is no harsher than last night until it does.";
          case PARENT ->
              isWellKnown(judged)
                  ? "It is treated as its wider prefix until its own mail is clearly better than what is around it."
                  : "It is treated as its wider prefix until %s messages' worth of evidence are its own (now %s)."
                      .formatted(
                          plain(tiers.ownMass()),
                          plain(judged.evidenceSpam() + judged.evidenceHam()));
          case SAMPLE ->
              "It was rejected and is let through for a day, as every %d days: what it sends now decides (policy.sample_days in the settings)."
                  .formatted(tiers.sampleDays());
          case NONE -> null;
        });
  }

  private boolean isWellKnown(PrefixReading judged) {
    return judged.evidenceSpam() + judged.evidenceHam() >= tiers.ownMass();
  }

  /** Returns how many messages it takes, nothing if more than anybody waits for. */
  private static OptionalLong messages(Predicate<Belief> isReached, Belief now, boolean isSpam) {
    long to = 0;
    long from = 0;
    while (!isReached.test(after(now, to, isSpam))) {
      from = to;
      to = to == 0 ? 1 : 2 * to;
      if (to > MOST_MESSAGES) {
        return OptionalLong.empty();
      }
    }
    while (to - from > 1) {
      long middle = (from + to) / 2;
      if (isReached.test(after(now, middle, isSpam))) {
        to = middle;
      } else {
        from = middle;
      }
    }
    return OptionalLong.of(to);
  }

  private static Belief after(Belief now, long messages, boolean isSpam) {
    return isSpam ? now.after((double) messages, 0) : now.after(0, (double) messages);
  }

  private static String evidence(long messages, String kind) {
    return "Evidence worth about %s more %s message%s"
        .formatted(String.format(Locale.ROOT, "%,d", messages), kind, messages == 1 ? "" : "s");
  }

  private static String plain(double number) {
    return String.format(Locale.ROOT, "%.2f", number).replaceFirst("\\.?0+$", "");
  }
}
