package slash64.reputation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import slash64.net.Prefix;

/**
 * What all senders of a night together say of the site: how often its content filter errs, how bad
 * newcomers are, and how much good mail comes from senders as bad as any. All three decide how a
 * single sender is read, and differ from site to site. Censuses of parts of a night add up.
 *
 * <p>The errors are those of earlier nights, too ({@link CensusMemory}), since the evidence that
 * they help to read is. How they are found, {@link VerdictMixture} tells.
 */
public final class Census {
  /** Spam shares are told apart in steps of half a percent. */
  private static final int BINS = 200;

  /** Where senders by messages and spam verdicts among them begin. */
  private static final int CELLS = 0;

  /** Where spam and ham of newcomers begin, two numbers for each family. */
  private static final int NEWCOMERS = CELLS + VerdictMixture.SIZE;

  /**
   * Where messages a day of senders by their spam share begin. A day's, since tomorrow's mail is
   * asked for: of one that turned bad yesterday little has been gathered yet.
   */
  private static final int SHARES = NEWCOMERS + 4;

  /**
   * The same of senders that turned bad, by the share that is not their good mail of before: as
   * many bins for each of {@link #MISSED}, since that depends on what the filter misses, which is
   * not known before all are counted.
   */
  private static final int TURNED = SHARES + BINS + 1;

  /**
   * Shares of spam that a filter may miss for which {@link #TURNED} is kept: all that is believed.
   */
  private static final double[] MISSED = {0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4};

  /** How many numbers a census is. */
  public static final int SIZE = TURNED + MISSED.length * (BINS + 1);

  /** Messages of newcomers that the settings' base share counts as. */
  private static final double PRIOR_NEWCOMERS = 20;

  /** However bad or good newcomers are, one in twenty may be of the other kind. */
  private static final double LEAST_BASE = 0.05;

  /** By how much of a budget of good mail a threshold may exceed it when it is nearest to it. */
  private static final double MOST_BEYOND = 0.5;

  /** Evidence below this does not make a sender known. */
  private static final double UNKNOWN = 0.1;

  /**
   * Senders of one /48 or IPv4 /24 that may tell how often the filter errs: whoever has a /48 has
   * 65,536 /64, and could make the filter look as bad as he likes.
   */
  private static final int MOST_OF_NETWORK = 3;

  private final double[] numbers = new double[SIZE];

  private Prefix network;
  private int ofNetwork;

  /** Senders of earlier nights by their verdicts. */
  private final double[] earlier = new double[VerdictMixture.SIZE];

  /** Adds a census of another part of the night, given by its {@link #numbers}. */
  public void add(double[] others) {
    for (int i = 0; i < SIZE; i++) {
      numbers[i] += others[i];
    }
  }

  /** Returns {@link #SIZE} numbers that can travel and be added up. */
  public double[] numbers() {
    return numbers.clone();
  }

  /** Lets what earlier nights said, as it weighs today, take part in what is learnt. */
  public void recall(CensusMemory memory) {
    for (CensusMemory.Verdicts verdicts : memory.verdicts()) {
      int cell = VerdictMixture.cell(verdicts.messages(), verdicts.spam());
      earlier[cell] += verdicts.senders();
    }
  }

  /** Returns what the next night is to remember: this one, and what it recalled. */
  public CensusMemory memory() {
    List<CensusMemory.Verdicts> verdicts = new ArrayList<>();
    for (int messages = VerdictMixture.FEWEST; messages <= VerdictMixture.MOST; messages++) {
      for (int spam = 0; spam <= messages; spam++) {
        double senders = senders(VerdictMixture.cell(messages, spam));
        if (senders > 0) {
          verdicts.add(new CensusMemory.Verdicts(messages, spam, senders));
        }
      }
    }
    return new CensusMemory(verdicts);
  }

  private double senders(int cell) {
    return numbers[CELLS + cell] + earlier[cell];
  }

  /**
   * Counts the day's verdicts on a prefix, if it is of a length that stands for one sender, and one
   * of the first of its network with verdicts enough. Prefixes are to come in the order of the
   * tree.
   */
  public void addVerdicts(Prefix prefix, long spam, long ham) {
    long all = spam + ham;
    Level level = Level.of(prefix);
    if (isCounted(level) && all >= VerdictMixture.FEWEST && isTold(prefix, level)) {
      int messages = (int) Math.min(VerdictMixture.MOST, all);
      int called = (int) Math.round(messages * (double) spam / all);
      numbers[CELLS + VerdictMixture.cell(messages, called)]++;
    }
  }

  private boolean isTold(Prefix prefix, Level level) {
    int length = level.isIpv4() ? Level.IPV4_24.length() : Level.IPV6_48.length();
    Prefix around = Prefix.of(prefix.high(), prefix.low(), length);
    ofNetwork = around.equals(network) ? ofNetwork + 1 : 1;
    network = around;
    return ofNetwork <= MOST_OF_NETWORK;
  }

  /**
   * Counts the evidence of a prefix.
   *
   * @param isRoot whether no prefix around it is listed
   */
  public void add(NodeEvidence node, boolean isRoot, ReputationSettings settings) {
    Level level = Level.of(node.prefix());
    if (isCounted(level)) {
      Evidence all = Conduct.carry(settings.decay(), node, Conduct.changed(settings, node));
      if (all.former() > 0 && all.spam() > all.ham()) {
        addTurned(all, settings);
      } else {
        numbers[SHARES + (int) Math.floor(BINS * all.spamShare())] += all.perDay();
      }
    }
    if (isRoot && node.carried().mass() < UNKNOWN && node.today().mass() > 0) {
      double factor = Math.min(1, settings.voice(level) / node.today().mass());
      int at = NEWCOMERS + (level.isIpv4() ? 2 : 0);
      numbers[at] += factor * node.today().spam();
      numbers[at + 1] += factor * node.today().ham();
    }
  }

  private void addTurned(Evidence all, ReputationSettings settings) {
    for (int i = 0; i < MISSED.length; i++) {
      VerdictNoise noise = new VerdictNoise(settings.noise().falseSpam(), MISSED[i]);
      double goesOn = TakeOver.of(all, settings, noise).expected();
      double good = all.withFormer(goesOn).goodShare();
      numbers[turned(i) + (int) Math.floor(BINS * (1 - good))] += all.perDay();
    }
  }

  /** Returns where the bins for one of {@link #MISSED} begin. */
  private static int turned(int missed) {
    return TURNED + missed * (BINS + 1);
  }

  private static int nearest(double missed) {
    int nearest = 0;
    for (int i = 1; i < MISSED.length; i++) {
      nearest = Math.abs(MISSED[i] - missed) < Math.abs(MISSED[nearest] - missed) ? i : nearest;
    }
    return nearest;
  }

  /** Each sender counts once: its /64 does, not the addresses in that too. */
  private static boolean isCounted(Level level) {
    return level == Level.IPV6_64 || level == Level.IPV4_32;
  }

  /**
   * Returns the settings with the errors of this night and those before, and the newcomers of this
   * one, in place of their own.
   */
  public ReputationSettings learnt(ReputationSettings settings) {
    double[] senders = new double[VerdictMixture.SIZE];
    Arrays.setAll(senders, this::senders);
    VerdictMixture.Fit fit = new VerdictMixture(senders).fit(settings.noise());
    VerdictNoise noise = fit.noise();
    return settings.with(
        noise,
        fit.pure(),
        fit.senders(),
        base(0, settings.baseShare(), noise),
        base(1, settings.baseShareIpv4(), noise));
  }

  /**
   * Returns the spam share, 0 to 1, from which on all senders together are expected to send about
   * {@code hamShare} of the site's good mail: as near to it as can be where single senders send
   * much of it, but never half as much again.
   *
   * @param noise what {@link #learnt} found
   */
  public double shareFor(double hamShare, VerdictNoise noise) {
    double allHam = 0;
    double[] ham = new double[BINS + 1];
    int turned = turned(nearest(noise.missedSpam()));
    for (int bin = 0; bin <= BINS; bin++) {
      double middle = Math.min(1, (bin + 0.5) / BINS); // the last bin is the share of 1 alone
      double share = trueShare(middle, noise);
      ham[bin(share)] += numbers[SHARES + bin] * (1 - share);
      ham[bin] += numbers[turned + bin] * (1 - middle);
    }
    for (double part : ham) {
      allHam += part;
    }
    double left = hamShare * allHam;
    for (int bin = BINS; bin >= 0; bin--) {
      double before = left;
      left -= ham[bin];
      if (left < 0 && (-left > before || -left > MOST_BEYOND * hamShare * allHam)) {
        return (double) (bin + 1) / BINS;
      }
    }
    return 0;
  }

  private static int bin(double share) {
    return (int) Math.min(BINS, Math.floor(BINS * share));
  }

  private static double trueShare(double called, VerdictNoise noise) {
    double share = (called - noise.falseSpam()) / (1 - noise.falseSpam() - noise.missedSpam());
    return Math.min(1, Math.max(0, share));
  }

  private double base(int family, double prior, VerdictNoise noise) {
    double spam = numbers[NEWCOMERS + 2 * family];
    double all = spam + numbers[NEWCOMERS + 2 * family + 1];
    double bad = all == 0 ? 0 : all * trueShare(spam / all, noise);
    double share = (bad + PRIOR_NEWCOMERS * prior) / (all + PRIOR_NEWCOMERS);
    return Math.min(1 - LEAST_BASE, Math.max(LEAST_BASE, share));
  }
}
