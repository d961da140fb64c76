package slash64.policy;

import java.time.LocalDate;
import slash64.net.Prefix;

/**
 * The rejected prefixes that are let through, throttled, for a day. Where a policy is in force,
 * nothing is seen any more of what it rejects, and evidence only fades: a prefix that was sold on
 * would wait for months. So each of them is opened on one day of every {@code days}, with all that
 * is rejected inside it, and judged by what it sends then.
 *
 * <p>Prefixes of which mail is seen although they are to be rejected, because the feed is not in
 * force or on some servers only, need no sample and get none on that day.
 *
 * <p>The day follows from prefix and date alone, so that a night that is done again decides the
 * same. It is no secret: who is rejected may try every day anyhow.
 *
 * @param days length of the turn in which a prefix is opened once; 0 for never
 */
record UnblockedSample(int days) {

  /**
   * Returns whether it is the turn of a prefix around which nothing is rejected.
   *
   * @param day the UTC day that was scored
   */
  boolean takes(Judgement judged, LocalDate day) {
    boolean isBlocked =
        judged.last() == Tier.REJECT && judged.node().evidence().today().mass() == 0;
    return isBlocked && isTurnOf(judged.node().evidence().prefix(), day);
  }

  /** Returns whether a day is the one of its turn on which a prefix is opened if it is rejected. */
  boolean isTurnOf(Prefix prefix, LocalDate day) {
    if (days == 0) {
      return false;
    }
    long hash = mix(prefix.high() ^ mix(prefix.low() + prefix.length()));
    // Turns begin on different days, and so do the days within them.
    long date = day.toEpochDay() + Long.remainderUnsigned(hash, days);
    long turn = Math.floorDiv(date, days);
    return Long.remainderUnsigned(mix(hash + turn), days) == Math.floorMod(date, days);
  }

  /** Returns the same judgement with the tier of an open day. */
  static Judgement open(Judgement judged) {
    return judged.with(new TierDecider.Choice(Tier.THROTTLE, TierLimit.SAMPLE));
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014), after one of its steps. */
  private static long mix(long value) {
    long mixed = value + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
