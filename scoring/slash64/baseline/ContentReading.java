package slash64.baseline;

import java.util.Collections;
import java.util.List;
import slash64.stats.BenjaminiHochberg;

/**
 * A day's content against the usual: every {@link Feature}, and how much of it was never seen.
 *
 * @param features one reading for each feature, in its order
 * @param novelty share of messages with a digest not seen here in about 28 days; NaN when no digest
 *     was logged
 * @param noveltyLogP log p of that share against its usual; NaN while there is no usual
 * @param signature hash of the digest (failing that, the sender domain) that grew most
 * @param signatureShare share of the day's mail it has; 0 when nothing grew
 */
record ContentReading(
    List<FeatureReading> features,
    double novelty,
    double noveltyLogP,
    int signature,
    double signatureShare) {

  /** Share of a day's mail with one digest, grown here, that makes the day a mailing. */
  private static final double MAILED = 0.5;

  static final ContentReading NONE =
      new ContentReading(
          Collections.nCopies(Feature.COUNT, FeatureReading.NONE), Double.NaN, Double.NaN, 0, 0);

  ContentReading {
    features = List.copyOf(features);
  }

  FeatureReading feature(int index) {
    return features.get(index);
  }

  boolean hasNovelty() {
    return !Double.isNaN(novelty);
  }

  /** Returns what kind of day the digests tell of. */
  Tenor tenor() {
    if (!hasNovelty()) {
      return Tenor.UNTOLD;
    }
    return signatureShare >= MAILED ? Tenor.MAILING : Tenor.ORDINARY;
  }

  /** Returns the share as an angle, whose variance does not depend on the share (Fisher). */
  double noveltyAngle() {
    return Math.asin(Math.sqrt(novelty));
  }

  /** Returns the log p that content is as usual, all features together; NaN when not tested. */
  double logP() {
    double[] all = new double[Feature.COUNT + 1];
    for (int i = 0; i < Feature.COUNT; i++) {
      all[i] = features.get(i).logP();
    }
    all[Feature.COUNT] = noveltyLogP;
    return BenjaminiHochberg.logSimes(all);
  }

  /** Returns how many features moved by at least this share, each beyond doubt by itself. */
  int moved(double share, double logP) {
    int count = 0;
    for (FeatureReading feature : features) {
      count += feature.isMoved(share, logP) ? 1 : 0;
    }
    return count;
  }

  /** Returns whether what a sender is known by moved, not only whom it wrote to or how it fared. */
  boolean isIdentityMoved(double share, double logP) {
    return isMoved(Feature.DIGEST, share, logP) || isSenderMoved(share, logP);
  }

  /** Returns whether it is another sender by domain, HELO or authentication. */
  boolean isSenderMoved(double share, double logP) {
    return isMoved(Feature.SENDER_DOMAIN, share, logP)
        || isMoved(Feature.HELO_SHAPE, share, logP)
        || isMoved(Feature.AUTHENTICATION, share, logP);
  }

  private boolean isMoved(Feature feature, double share, double logP) {
    return features.get(feature.index()).isMoved(share, logP);
  }

  /** Returns the feature whose mail moved most among those that are beyond doubt, or the first. */
  Feature foremost() {
    Feature best = Feature.DIGEST;
    double most = -1;
    for (Feature feature : Feature.values()) {
      FeatureReading reading = features.get(feature.index());
      double score = reading.logP() <= Math.log(0.001) ? reading.moved() : -1;
      if (score > most) {
        most = score;
        best = feature;
      }
    }
    return best;
  }
}
