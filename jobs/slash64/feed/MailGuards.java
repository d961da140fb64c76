package slash64.feed;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import slash64.net.Prefix;

/** The guards that weigh mail. */
final class MailGuards {
  private MailGuards() {}

  static Optional<HeldGuard> goodMailRejected(GuardedNight night, GuardLimits limits) {
    MailReplay replay = night.replay();
    return held(
        Guard.GOOD_MAIL_REJECTED,
        "known-good messages of the last days would be rejected",
        replay.rejected(),
        replay.good(),
        limits.goodMailRejected());
  }

  static Optional<HeldGuard> goodMailDelayed(GuardedNight night, GuardLimits limits) {
    MailReplay replay = night.replay();
    return held(
        Guard.GOOD_MAIL_DELAYED,
        "known-good messages of the last days would be greylisted or throttled",
        replay.delayed(),
        replay.good(),
        limits.goodMailDelayed());
  }

  static Optional<HeldGuard> mailChanged(GuardedNight night, GuardLimits limits) {
    if (night.before().isEmpty()) {
      return Optional.empty(); // the first night changes everything
    }
    MailReplay replay = night.replay();
    return held(
        Guard.MAIL_CHANGED,
        "messages of the last days would get another tier than the night before",
        replay.changed(),
        replay.messages(),
        limits.mailChanged());
  }

  private static Optional<HeldGuard> held(
      Guard guard, String what, Map<Prefix, Long> hit, long of, double limit) {
    long messages = hit.values().stream().mapToLong(Long::longValue).sum();
    if (messages <= limit * of) {
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
}
