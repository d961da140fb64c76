package slash64.evaluate.alerts;

import java.util.Arrays;
import slash64.baseline.Feature;
import slash64.baseline.Histograms;

/**
 * What a sender's mail looks like: cells of each feature with their usual shares. As in the tables,
 * a cell is 16 bits, and a day keeps the {@value #KEPT} fullest of each feature.
 */
final class MailMix {
  /** Cells that a row of prefix_activity keeps. */
  private static final int KEPT = 32;

  private static final int CELLS = 1 << 16;

  /** Above this many messages cells are drawn one by one instead of messages. */
  private static final int MANY = 2_000;

  /** What kind of sender it is, as far as its mail tells. */
  enum Variety {
    /** Its own domains and templates. */
    OWN,
    /** Many people's, by nature different every day. */
    MIXED
  }

  private final int[][] cells = new int[Feature.values().length][];
  private final double[][] shares = new double[cells.length][];
  private final double unique;
  private final double steadiness;

  /**
   * Draws a sender's mail.
   *
   * @param steadiness how alike its days are: the shares of a day are gamma numbers of this shape
   *     times their mean
   * @param unique share of messages with a digest of their own
   */
  MailMix(Variety variety, double steadiness, double unique, Chance chance) {
    this.steadiness = steadiness;
    this.unique = unique;
    for (Feature feature : Feature.values()) {
      int place = feature.ordinal();
      int count = count(feature, variety, chance);
      cells[place] = new int[count];
      shares[place] = new double[count];
      for (int i = 0; i < count; i++) {
        cells[place][i] = chance.below(pool(feature, variety));
        shares[place][i] = chance.between(0.3, 3) / (i + 1); // few large, many small (Zipf)
      }
    }
  }

  private static int count(Feature feature, Variety variety, Chance chance) {
    boolean isMixed = variety == Variety.MIXED;
    return switch (feature) {
      case DIGEST -> 2 + chance.below(10);
      case SIZE -> 4 + chance.below(4);
      case SENDER_DOMAIN -> isMixed ? 30 + chance.below(70) : 1 + chance.below(4);
      case HELO_SHAPE -> 1 + chance.below(2);
      case REPLY -> 0; // not scored, see the transforms
      case RECIPIENT_DOMAIN -> isMixed ? 1 + chance.below(3) : 3 + chance.below(30);
      case AUTHENTICATION -> isMixed ? 5 : 1 + chance.below(3);
    };
  }

  /** From how many values there are senders draw theirs: all see the same recipients. */
  private static int pool(Feature feature, Variety variety) {
    return switch (feature) {
      case SIZE -> 14;
      case AUTHENTICATION -> 30;
      case RECIPIENT_DOMAIN -> 80;
      case SENDER_DOMAIN -> variety == Variety.MIXED ? 3_000 : CELLS;
      default -> CELLS;
    };
  }

  /** Replaces one of the digests and one of the rarer recipients: no sender stays as it was. */
  void drift(Chance chance) {
    int digests = Feature.DIGEST.ordinal();
    cells[digests][chance.below(cells[digests].length)] = chance.below(CELLS);
    int recipients = Feature.RECIPIENT_DOMAIN.ordinal();
    int count = cells[recipients].length;
    cells[recipients][count / 2 + chance.below(count - count / 2)] = chance.below(80);
  }

  /**
   * Adds a day's mail.
   *
   * @param bulk a digest that all of it has, or -1
   */
  void addTo(Histograms.Builder content, long messages, int bulk, Chance chance) {
    for (Feature feature : Feature.values()) {
      long left = messages;
      if (feature == Feature.DIGEST && bulk >= 0) {
        content.add(feature, bulk, messages);
        continue;
      }
      if (feature == Feature.DIGEST) {
        long own = Math.min(messages, Math.round(messages * unique));
        long kept = Math.min(own, KEPT / 2);
        for (long i = 0; i < kept; i++) {
          content.add(feature, chance.below(CELLS), 1);
        }
        content.addRest(feature, own - kept);
        left -= own;
      }
      if (cells[feature.ordinal()].length > 0) {
        add(content, feature, left, chance);
      }
    }
  }

  private void add(Histograms.Builder content, Feature feature, long messages, Chance chance) {
    int[] own = cells[feature.ordinal()];
    double[] usual = shares[feature.ordinal()];
    double[] sums = new double[own.length];
    double sum = 0;
    for (int i = 0; i < own.length; i++) {
      sum += chance.gamma(steadiness * usual[i]);
      sums[i] = sum;
    }
    long[] counts = new long[own.length];
    if (messages > MANY) {
      for (int i = 0; i < own.length; i++) {
        double expected = messages * (sums[i] - (i == 0 ? 0 : sums[i - 1])) / sum;
        counts[i] = chance.count(expected, expected);
      }
    } else {
      for (long i = 0; i < messages; i++) {
        counts[at(sums, chance.share() * sum)]++;
      }
    }
    keep(content, feature, own, counts);
  }

  private static int at(double[] sums, double value) {
    int found = Arrays.binarySearch(sums, value);
    return Math.min(sums.length - 1, found < 0 ? -found - 1 : found);
  }

  private static void keep(Histograms.Builder content, Feature feature, int[] own, long[] counts) {
    long[] sorted = counts.clone();
    Arrays.sort(sorted);
    long least = sorted.length <= KEPT ? 0 : sorted[sorted.length - KEPT];
    int kept = 0;
    for (int i = 0; i < own.length; i++) {
      if (counts[i] > 0 && counts[i] >= least && kept < KEPT) {
        content.add(feature, own[i], counts[i]);
        kept++;
      } else {
        content.addRest(feature, counts[i]);
      }
    }
  }
}
