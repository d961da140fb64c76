package slash64.reputation;

import java.io.Serializable;

/**
 * What one occurrence of each kind of event weighs as evidence, in messages.
 *
 * @param verdict a message that the content filter called spam or ham
 * @param blocklist a message or recipient that was refused because a blocklist names the client
 * @param unscanned a message that was accepted and that no content filter judged, not from
 *     elsewhere
 * @param unscannedInbound the same of a message from elsewhere
 * @param unknownUser a refused recipient that does not exist, beyond the stale ones
 * @param stale refused recipients per message that any old list has, and bounces
 * @param staleUnscanned the same of recipients, per message that no content filter judged
 * @param authenticationFailure a failed login, from elsewhere than a customer's prefix
 * @param complaint a complaint of a recipient
 * @param trap a message to an address that nobody gave out
 * @param bounce a message of an own customer that bounced, beyond the stale ones
 */
public record EvidenceWeights(
    double verdict,
    double blocklist,
    double unscanned,
    double unscannedInbound,
    double unknownUser,
    double stale,
    double staleUnscanned,
    double authenticationFailure,
    double complaint,
    double trap,
    double bounce)
    implements Serializable {

  /**
   * The defaults.
   *
   * <ul>
   *   <li>A verdict weighs 1: it is the unit.
   *   <li>A refusal by a blocklist 2: a filter calls one good message in thirty spam, a blocklist
   *       that is used to refuse mail names hardly any good sender; the logarithms of the odds that
   *       the two stand for are about as 2 to 1.
   *   <li>Mail from elsewhere that nobody judged 0.1: where no filter stands, little else speaks
   *       for a sender, and what an action would hit is told by it. Where servers refuse spam
   *       themselves, what they accept is counted as ham instead.
   *   <li>Other mail that nobody judged 0.05: customers' mail is accepted whatever it is, so that
   *       it says next to nothing beside what bounces.
   *   <li>An unknown user 2, beyond one in twenty messages: lists go stale and people mistype, but
   *       who writes to many that never were has no list at all. Where no filter stands, nothing
   *       else speaks for a sender, and three refused beside ten accepted are borne: lists that
   *       nobody cleaned for years come near that, who guesses names is far beyond it.
   *   <li>A failed login 0.2: a forgotten password is retried by machines.
   *   <li>A complaint 5: one recipient in hundreds complains.
   *   <li>A trap 10: good senders hardly ever hit one.
   *   <li>A bounce 0.7: as an unknown user, seen from the other side, but full mailboxes and other
   *       servers' filters bounce, too. What bounced does not speak for its sender besides.
   * </ul>
   */
  public static final EvidenceWeights DEFAULTS =
      new EvidenceWeights(1, 2, 0.05, 0.1, 2, 0.05, 0.3, 0.2, 5, 10, 0.7);

  public EvidenceWeights {
    if (!(isWeight(verdict)
        && isWeight(blocklist)
        && isWeight(unscanned)
        && isWeight(unscannedInbound)
        && isWeight(unknownUser)
        && isWeight(stale)
        && isWeight(staleUnscanned)
        && isWeight(authenticationFailure)
        && isWeight(complaint)
        && isWeight(trap)
        && isWeight(bounce))) {
      throw new IllegalArgumentException(
          "Cannot build evidence weights: %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s (need finite weights >= 0)"
              .formatted(
                  verdict,
                  blocklist,
                  unscanned,
                  unscannedInbound,
                  unknownUser,
                  stale,
                  staleUnscanned,
                  authenticationFailure,
                  complaint,
                  trap,
                  bounce));
    }
  }

  private static boolean isWeight(double weight) {
    return weight >= 0 && Double.isFinite(weight);
  }

  /**
   * Returns the evidence of one prefix and day. What our own policy refused is not among the
   * counts: evidence it caused must not feed back, and a prefix whose mail is let through unblocked
   * in small samples earns its way back by their verdicts.
   */
  public Evidence of(DayCounts counts, int day) {
    long judged = counts.spam() + counts.blocked() + counts.ham();
    double spam =
        verdict * counts.spam()
            + blocklist * counts.blocked()
            + unknownUser * Math.max(0, counts.unknownUsers() - stale(judged, counts.unjudged()))
            + authenticationFailure * counts.authenticationFailures()
            + complaint * counts.complaints()
            + trap * counts.traps()
            + bounce * Math.max(0, counts.bounces() - stale * (judged + counts.unjudged()));
    double ham =
        verdict * counts.ham()
            + arrived(counts.unjudged(), counts.bounces())
                * (unscanned * counts.unscanned() + unscannedInbound * counts.unscannedInbound());
    return new Evidence(spam, ham, day);
  }

  /**
   * Returns which share of the messages that no filter judged speaks for their sender, 0 to 1: not
   * those that came back.
   *
   * @param unjudged messages accepted that no content filter judged
   * @param bounces recipients of own customers' messages that bounced
   */
  public double arrived(long unjudged, long bounces) {
    return unjudged == 0 ? 0 : (double) Math.max(0, unjudged - bounces) / unjudged;
  }

  /**
   * Returns how many refused recipients are no evidence beside so many messages.
   *
   * @param judged messages that a content filter judged
   * @param unscanned messages accepted that none judged
   */
  public double stale(long judged, long unscanned) {
    return stale * judged + staleUnscanned * unscanned;
  }
}
