package slash64.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import slash64.policy.PolicySettings;
import slash64.policy.Tier;
import slash64.synth.ClientDay;
import slash64.synth.TrueSender;
import slash64.synth.WorldConfig;

/** Worlds of several seeds taken together: curves of all rankings, and what the policy did. */
final class PolicyFigures implements PolicyTrial.Result {
  /** Shares of good mail lost at which curves are read. */
  static final double[] HAM_LOST = {0.001, 0.005, 0.01};

  static final String OURS = "Slash64";
  static final String CLAIRVOYANT = "clairvoyant";

  private static final int RESAMPLES = 200;

  private final Map<String, CatchCurve> curves = new LinkedHashMap<>();
  private final TierTally tally = new TierTally();
  private final EntriesNeeded entries = new EntriesNeeded();
  private long seed;
  private Hierarchy last;

  /** Adds the world of one seed. */
  void add(WorldConfig config, int warmUp, PolicySettings settings) {
    seed = config.seed();
    PolicyTrial trial = PolicyTrial.withReferences(config, settings);
    trial.run(warmUp, this);
    last = trial.ours();
  }

  @Override
  public void acted(TrueSender sender, ClientDay mail, int day, Tier tier) {
    tally.add(
        tier,
        seed + "/" + mail.sender(),
        sender.kind(),
        sender.isBadOn(day),
        mail.spam(),
        mail.ham());
  }

  @Override
  public void ranked(String ranking, TrueSender sender, ClientDay mail, double badness) {
    curves
        .computeIfAbsent(ranking, name -> new CatchCurve())
        .add(badness, seed + " " + sender.provider(), mail.spam(), mail.ham());
  }

  @Override
  public void slept(List<ClientDay> mail, Hierarchy ours, FixedLengthList links) {
    entries.add(mail, ours, links);
  }

  Map<String, CatchCurve> curves() {
    return curves;
  }

  TierTally tally() {
    return tally;
  }

  EntriesNeeded entries() {
    return entries;
  }

  /** Returns the nights of the last world. */
  Hierarchy last() {
    return last;
  }

  /** Returns what share of the clairvoyant's spam a ranking catches. */
  double ofClairvoyant(String ranking, double hamLost) {
    return curves.get(ranking).caught(hamLost) / curves.get(CLAIRVOYANT).caught(hamLost);
  }

  /**
   * Returns the 2.5 % and 97.5 % quantiles of {@link #ofClairvoyant} of ours over providers drawn
   * anew with replacement (Efron 1979); providers, since the mail of one is not independent.
   */
  double[] interval(double hamLost) {
    CatchCurve ours = curves.get(OURS);
    CatchCurve bound = curves.get(CLAIRVOYANT);
    SplittableRandom random = new SplittableRandom(1);
    double[] ratios = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      int[] times = new int[ours.providers()];
      for (int draw = 0; draw < times.length; draw++) {
        times[random.nextInt(times.length)]++;
      }
      ratios[i] = ours.caught(hamLost, times) / bound.caught(hamLost, times);
    }
    Arrays.sort(ratios);
    return new double[] {ratios[RESAMPLES / 40], ratios[RESAMPLES - 1 - RESAMPLES / 40]};
  }
}
