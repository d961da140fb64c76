package slash64.reputation;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import slash64.net.Prefix;

/**
 * Every number the scoring depends on. {@link #DEFAULTS} give the reasons.
 *
 * @param decay how evidence of past days fades
 * @param weights what each kind of event weighs as evidence
 * @param noise how often verdicts are wrong
 * @param baseShare spam share expected of an IPv6 sender of whose surroundings nothing is known, 0
 *     to 1
 * @param baseShareIpv4 the same of an IPv4 sender
 * @param hazard probability that a sender changes its conduct from one day to the next, 0 to 1
 * @param restart pieces of evidence, half for and half against, that stand in for the past once a
 *     sender has changed; above 0
 * @param saturation messages of one sender beyond which more of the same hardly add evidence,
 *     because messages of one sender resemble each other; above 0
 * @param likeness pieces of evidence that the levels' own strength weighs against what the siblings
 *     show of being alike; above 0
 * @param strangers probability that a prefix is unlike its siblings, however alike they are, 0 to 1
 * @param takenOver share of the senders that turn bad that were taken over, so that their good mail
 *     goes on behind the spam, 0 to 1
 * @param levels settings of every level
 */
public record ReputationSettings(
    Decay decay,
    EvidenceWeights weights,
    VerdictNoise noise,
    double baseShare,
    double baseShareIpv4,
    double hazard,
    double restart,
    double saturation,
    double likeness,
    double strangers,
    double takenOver,
    Map<Level, LevelSettings> levels)
    implements Serializable {

  /**
   * The defaults.
   *
   * <ul>
   *   <li>Verdict noise 0.5 % and 10 %: what a tuned content filter gets wrong, until a {@link
   *       Census} tells how good this one is.
   *   <li>Base share 0.5: an unknown sender is as likely good as bad, until a {@link Census} tells
   *       what newcomers here are like.
   *   <li>Hazard 0.005: one sender in two hundred changes each day.
   *   <li>Restart 1: Jeffreys' prior, as a changed sender usually is wholly bad or wholly good.
   *   <li>Saturation 1000: a campaign of ten thousand messages is one event, not ten thousand.
   *   <li>Likeness 20: some twenty messages of siblings before their likeness counts as much as the
   *       default.
   *   <li>Strangers 0.05: one prefix in twenty is not of its neighbours' kind.
   *   <li>Taken over 0.9: nine in ten that turn bad are victims. The tenth bought a prefix or sent
   *       good mail to be trusted, and loses the benefit of the doubt within days.
   *   <li>Pure 0.6 for what one sender has, a /64 or an IPv4 address, until a {@link Census} tells
   *       how many here are wholly good or wholly bad. Less for what several share, hardly ever for
   *       a provider; hardly ever for one address of a /64, too, until then.
   *   <li>Voice 4: of beta distributed shares with strength k, one child tells at most k + 1
   *       messages' worth about its siblings, so it takes several to make a parent's name. Less for
   *       what has a provider around it (1.5), whose customers are of all kinds; more for the
   *       addresses of a /64 (20), which are mostly one owner's.
   *   <li>Strength 2: a newcomer's first four messages outweigh its surroundings.
   *   <li>Floor 0 for /64 and IPv4 /24 and 0.1 above: ham credit stays where it was earned, so a
   *       clean provider does not make a spammer's new site trusted.
   * </ul>
   */
  public static final ReputationSettings DEFAULTS =
      new ReputationSettings(
          Decay.TEN_DAYS,
          EvidenceWeights.DEFAULTS,
          new VerdictNoise(0.005, 0.1),
          0.5,
          0.5,
          0.005,
          1,
          1000,
          20,
          0.05,
          0.9,
          Map.of(
              Level.IPV6_32, new LevelSettings(1.5, 2, 0.1, 0.02),
              Level.IPV6_48, new LevelSettings(1.5, 2, 0.1, 0.5),
              Level.IPV6_56, new LevelSettings(4, 2, 0.1, 0.5),
              Level.IPV6_64, new LevelSettings(4, 2, 0, 0.6),
              Level.IPV6_128, new LevelSettings(20, 2, 0, 0.01),
              Level.IPV4_24, new LevelSettings(1.5, 2, 0, 0.1),
              Level.IPV4_32, new LevelSettings(1.5, 2, 0, 0.6)));

  public ReputationSettings {
    Objects.requireNonNull(decay, "decay");
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(noise, "noise");
    levels = Map.copyOf(levels);
    if (!(isShare(baseShare)
        && isShare(baseShareIpv4)
        && isShare(hazard)
        && isShare(strangers)
        && isShare(takenOver)
        && restart > 0
        && saturation > 0
        && likeness > 0)) {
      throw new IllegalArgumentException(
          "Cannot build reputation settings: base shares %s and %s, hazard %s, restart %s, saturation %s, likeness %s, strangers %s, taken over %s (need shares within 0 to 1, the others > 0)"
              .formatted(
                  baseShare,
                  baseShareIpv4,
                  hazard,
                  restart,
                  saturation,
                  likeness,
                  strangers,
                  takenOver));
    }
    for (Level level : Level.values()) {
      if (!levels.containsKey(level)) {
        throw new IllegalArgumentException(
            "Cannot build reputation settings: level %s has none; give every level its settings"
                .formatted(level));
      }
    }
  }

  /**
   * Returns the same settings with what a site's own mail says of its filter, its senders and its
   * newcomers.
   */
  ReputationSettings with(
      VerdictNoise changed,
      double pure,
      double senders,
      double changedBase,
      double changedBaseIpv4) {
    Map<Level, LevelSettings> learnt = new EnumMap<>(levels);
    learnt.replaceAll((level, own) -> level.isSender() ? own.withPure(pure, senders) : own);
    return new ReputationSettings(
        decay,
        weights,
        changed,
        changedBase,
        changedBaseIpv4,
        hazard,
        restart,
        saturation,
        likeness,
        strangers,
        takenOver,
        learnt);
  }

  /** Returns the spam share expected of an address of which, and around which, nothing is known. */
  public double baseShare(long addressHigh, long addressLow) {
    return Prefix.IPV4.contains(addressHigh, addressLow) ? baseShareIpv4 : baseShare;
  }

  double baseShare(Level level) {
    return level.isIpv4() ? baseShareIpv4 : baseShare;
  }

  private static boolean isShare(double value) {
    return value > 0 && value < 1;
  }

  /** Returns how many messages of evidence one prefix of a level contributes to its parent. */
  public double voice(Level level) {
    return of(level).voice();
  }

  LevelSettings of(Level level) {
    return levels.get(level);
  }
}
