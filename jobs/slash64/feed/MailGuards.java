package slash64.feed;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import slash64.conf.GuardSettings;
import slash64.net.Prefix;

/**
 * The guards that weigh mail. Those of good mail rest when what filters have now hits as much of
 * it, and of other senders' no more than the limit: to hold would keep in place what does the same
 * harm or more, as when senders that were rejected turn out to be good and are let go step by step.
 */
final class MailGuards {
  private MailGuards() {}

  static Optional<HeldGuard> goodMailRejected(GuardedNight night, GuardSettings limits) {
    MailReplay replay = night.replay();
    boolean isNoWorse =
        sum(replay.rejected()) <= replay.rejectedBefore()
            && replay.newlyRejected() <= most(replay.good(), limits.goodMailRejected(), limits);
    return isNoWorse
        ? Optional.empty()
        : held(
            Guard.GOOD_MAIL_REJECTED,
            "known-good messages of the last days would be rejected",
            replay.rejected(),
            replay.good(),
            limits.goodMailRejected(),
            limits);
  }

  static Optional<HeldGuard> goodMailDelayed(GuardedNight night, GuardSettings limits) {
    MailReplay replay = night.replay();
    // What was rejected may well be delayed instead.
    boolean isNoWorse =
        sum(replay.rejected()) + sum(replay.delayed()) <= replay.restrictedBefore()
            && replay.newlyRestricted() <= most(replay.good(), limits.goodMailDelayed(), limits);
    return isNoWorse
        ? Optional.empty()
        : held(
            Guard.GOOD_MAIL_DELAYED,
            "known-good messages of the last days would be greylisted or throttled",
            replay.delayed(),
            replay.good(),
            limits.goodMailDelayed(),
            limits);
  }

  static Optional<HeldGuard> mailChanged(GuardedNight night, GuardSettings limits) {
    if (night.before().isEmpty() || night.isSettling()) {
      return Optional.empty(); // the first night changes everything
    }
    MailReplay replay = night.replay();
    return held(
        Guard.MAIL_CHANGED,
        "messages of the last days would be restricted, freed or restricted otherwise",
        replay.changed(),
        replay.messages(),
        limits.mailChanged(),
        limits);
  }

  private static Optional<HeldGuard> held(
      Guard guard,
      String what,
      Map<Prefix, Long> hit,
      long of,
      double limit,
      GuardSettings limits) {
    long messages = sum(hit);
    if (messages <= most(of, limit, limits)) {
      return Optional.empty();
    }
    String reason =
        String.format(
            Locale.ROOT,
            "%,d of %,d %s, %.3f %%, and %.3f %% is the limit.",
            messages,
            of,
            what,
            100.0 * messages / of,
            100 * limit);
    return Optional.of(new HeldGuard(guard, reason, MailReplay.worstFirst(hit)));
  }

  /** Returns how many messages may be hit. */
  private static double most(long of, double limit, GuardSettings limits) {
    return Math.max((double) limits.leastMessages(), limit * of);
  }

  private static long sum(Map<Prefix, Long> hit) {
    return hit.values().stream().mapToLong(Long::longValue).sum();
  }
}
