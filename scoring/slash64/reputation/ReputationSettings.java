package slash64.reputation;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;

/**
 * Every number the scoring depends on. {@link #DEFAULTS} give the reasons.
 *
 * @param decay how evidence of past days fades
 * @param noise how often verdicts are wrong
 * @param baseShare spam share expected of a sender of whose surroundings nothing is known, 0 to 1
 * @param hazard probability that a sender changes its conduct from one day to the next, 0 to 1
 * @param restart pieces of evidence, half for and half against, that stand in for the past once a
 *     sender has changed; above 0
 * @param saturation messages of one sender beyond which more of the same hardly add evidence,
 *     because messages of one sender resemble each other; above 0
 * @param likeness pieces of evidence that the levels' own strength weighs against what the siblings
 *     show of being alike; above 0
 * @param strangers probability that a prefix is unlike its siblings, however alike they are, 0 to 1
 * @param levels settings of every level
 */
public record ReputationSettings(
    Decay decay,
    VerdictNoise noise,
    double baseShare,
    double hazard,
    double restart,
    double saturation,
    double likeness,
    double strangers,
    Map<Level, LevelSettings> levels)
    implements Serializable {

  /**
   * The defaults.
   *
   * <ul>
   *   <li>Verdict noise 0.5 % and 10 %: what a tuned content filter gets wrong.
   *   <li>Base share 0.5: an unknown sender is as likely good as bad; a site that knows its own
   *       share sets it.
   *   <li>Hazard 0.02: one sender in fifty changes each day.
   *   <li>Restart 1: Jeffreys' prior, as a changed sender usually is wholly bad or wholly good.
   *   <li>Saturation 200: a campaign of ten thousand messages is one event, not ten thousand.
   *   <li>Likeness 20: some twenty messages of siblings before their likeness counts as much as the
   *       default.
   *   <li>Strangers 0.05: one prefix in twenty is not of its neighbours' kind.
   *   <li>Voice 4: of beta distributed shares with strength k, one child tells at most k + 1
   *       messages' worth about its siblings, so it takes several to make a parent's name.
   *   <li>Strength 2: a newcomer's first four messages outweigh its surroundings.
   *   <li>Floor 0 for /64 and IPv4 /24 and 0.1 above: ham credit stays where it was earned, so a
   *       clean provider does not make a spammer's new site trusted.
   * </ul>
   */
  public static final ReputationSettings DEFAULTS =
      new ReputationSettings(
          Decay.TEN_DAYS,
          new VerdictNoise(0.005, 0.1),
          0.5,
          0.02,
          1,
          200,
          20,
          0.05,
          Map.of(
              Level.IPV6_32, new LevelSettings(4, 2, 0.1),
              Level.IPV6_48, new LevelSettings(4, 2, 0.1),
              Level.IPV6_56, new LevelSettings(4, 2, 0.1),
              Level.IPV6_64, new LevelSettings(4, 2, 0),
              Level.IPV6_128, new LevelSettings(4, 2, 0),
              Level.IPV4_24, new LevelSettings(4, 2, 0),
              Level.IPV4_32, new LevelSettings(4, 2, 0)));

  public ReputationSettings {
    Objects.requireNonNull(decay, "decay");
    Objects.requireNonNull(noise, "noise");
    levels = Map.copyOf(levels);
    if (!(isShare(baseShare)
        && isShare(hazard)
        && isShare(strangers)
        && restart > 0
        && saturation > 0
        && likeness > 0)) {
      throw new IllegalArgumentException(
          "Cannot build reputation settings: base share %s, hazard %s, restart %s, saturation %s, likeness %s, strangers %s (need shares within 0 to 1, the others > 0)"
              .formatted(baseShare, hazard, restart, saturation, likeness, strangers));
    }
    for (Level level : Level.values()) {
      if (!levels.containsKey(level)) {
        throw new IllegalArgumentException(
            "Cannot build reputation settings: level %s has none; give every level its settings"
                .formatted(level));
      }
    }
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
