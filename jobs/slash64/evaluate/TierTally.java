package slash64.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slash64.policy.Tier;
import slash64.progress.Progress;

/** What a policy did to mail of which the truth is known. Tallies of several worlds add up. */
final class TierTally {
  private static final int TIERS = Tier.values().length;

  /** Messages of one kind of sender. */
  static final class Kind {
    final double[] spam = new double[TIERS];
    final double[] ham = new double[TIERS];

    double allSpam() {
      return from(spam, Tier.TRUSTED);
    }

    double allHam() {
      return from(ham, Tier.TRUSTED);
    }

    double spamFrom(Tier least) {
      return from(spam, least);
    }

    double hamFrom(Tier least) {
      return from(ham, least);
    }

    private static double from(double[] messages, Tier least) {
      double sum = 0;
      for (Tier tier : Tier.values()) {
        sum += tier.compareTo(least) >= 0 ? messages[tier.ordinal()] : 0;
      }
      return sum;
    }

    private void add(Kind other) {
      for (int tier = 0; tier < TIERS; tier++) {
        spam[tier] += other.spam[tier];
        ham[tier] += other.ham[tier];
      }
    }
  }

  private final Map<String, Kind> kinds = new TreeMap<>();
  private final Map<String, double[]> cleanSenders = new HashMap<>();

  /**
   * Adds messages of one sender.
   *
   * @param sender a name of its own among all worlds
   * @param isBad whether its mail of the day is meant to harm
   */
  void add(Tier tier, String sender, String kind, boolean isBad, double spam, double ham) {
    Kind counts = kinds.computeIfAbsent(kind, name -> new Kind());
    counts.spam[tier.ordinal()] += spam;
    counts.ham[tier.ordinal()] += ham;
    if (!isBad) {
      double[] mail = cleanSenders.computeIfAbsent(sender, name -> new double[2]);
      mail[0] += spam + ham;
      mail[1] += tier == Tier.REJECT ? spam + ham : 0;
    }
  }

  /** Returns the messages by kind of sender. */
  Map<String, Kind> kinds() {
    return kinds;
  }

  Kind all() {
    Kind all = new Kind();
    kinds.values().forEach(all::add);
    return all;
  }

  int cleanSenders() {
    return cleanSenders.size();
  }

  /** Returns the clean senders of whose mail more than this share was rejected. */
  List<String> rejectedCleanSenders(double share) {
    List<String> rejected = new ArrayList<>();
    cleanSenders.forEach(
        (sender, mail) -> {
          if (mail[1] > share * mail[0]) {
            rejected.add(sender);
          }
        });
    rejected.sort(null);
    return rejected;
  }

  /** Notes the shares of spam and of good mail that are rejected, and throttled or worse. */
  void note(Progress progress) {
    Kind all = all();
    for (Tier tier : List.of(Tier.REJECT, Tier.THROTTLE)) {
      progress.note("spam to " + tier.word(), all.spamFrom(tier) / all.allSpam(), 4);
      progress.note("ham to " + tier.word(), all.hamFrom(tier) / all.allHam(), 6);
    }
  }
}
