package slash64.reputation;

import slash64.stats.LogSpace;

/**
 * Whether a sender does today as it did before, and what its past is still worth when it does not.
 *
 * <p>Whoever takes a customer or a server over does not end its own good mail: it goes on behind
 * the spam, in numbers that no verdict shows, since a filter misses more spam than that. So what a
 * mostly good sender sent a day is remembered when its past no longer speaks for it.
 */
final class Conduct {
  /**
   * Good messages, and days, of a past that is worth remembering: fewer may be spam that the filter
   * missed, or sent by somebody who means to be spared later.
   */
  private static final double LEAST_HAM = 10;

  private static final double LEAST_DAYS = 3;

  private Conduct() {}

  /**
   * Returns the probability that the conduct changed today, 0 to 1: the beta-binomial likelihood of
   * today under the past against that under a fresh start.
   */
  static double changed(
      ReputationSettings settings, double pastSpam, double pastHam, double spam, double ham) {
    if (pastSpam + pastHam == 0 || spam + ham == 0) {
      return settings.hazard(); // nothing to compare: both are as likely
    }
    double half = settings.restart() / 2;
    BetaDistribution fresh = new BetaDistribution(half, half);
    BetaDistribution past = new BetaDistribution(half + pastSpam, half + pastHam);
    double surprise = fresh.logLikelihood(spam, ham) - past.logLikelihood(spam, ham);
    return LogSpace.posterior(settings.hazard(), surprise);
  }

  /**
   * Returns the evidence to carry on: what a changed sender did before no longer speaks for it or
   * against it.
   */
  static Evidence carry(Decay decay, NodeEvidence node, double changed) {
    Evidence past = decay.at(node.carried(), node.today().day());
    double pastDays = Math.max(1, past.days() - 1); // today passes in any case
    boolean wasGood =
        past.ham() > past.spam() && past.ham() >= LEAST_HAM && past.days() >= LEAST_DAYS;
    boolean hasTurned = wasGood && changed > 0.5 && node.today().spamShare() > past.spamShare();
    double former =
        node.today().mass() == 0
            ? past.former()
            : decay.formerWhenActive(node.carried(), past.day());
    double believed = 1 - changed;
    return new Evidence(
        believed * past.spam() + node.today().spam(),
        believed * past.ham() + node.today().ham(),
        Math.max(former, hasTurned ? past.ham() / pastDays : 0),
        Math.max(1, believed * past.days()),
        past.day());
  }

  /** Returns the probability that the conduct of a node that is looked at by itself changed. */
  static double changed(ReputationSettings settings, NodeEvidence node) {
    Evidence past = settings.decay().at(node.carried(), node.today().day());
    return changed(settings, past.spam(), past.ham(), node.today().spam(), node.today().ham());
  }
}
