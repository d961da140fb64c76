package slash64.reputation;

/**
 * What one prefix did on one day, as far as it is evidence. Counts add up, so parts of a day can be
 * merged. What our own policy refused is left out.
 *
 * @param spam messages the content filter called spam
 * @param blocked messages and recipients refused because a blocklist names the client
 * @param ham messages the content filter called good
 * @param unscanned messages accepted that no content filter judged, other than those from
 *     elsewhere: what customers send, mostly
 * @param unscannedInbound messages taken in from elsewhere that no content filter judged
 * @param unknownUsers refused recipients that do not exist
 * @param authenticationFailures failed logins, without those from prefixes of customers
 * @param complaints complaints of recipients
 * @param traps messages to trap addresses
 * @param bounces recipients of own customers' messages that bounced
 */
public record DayCounts(
    long spam,
    long blocked,
    long ham,
    long unscanned,
    long unscannedInbound,
    long unknownUsers,
    long authenticationFailures,
    long complaints,
    long traps,
    long bounces) {

  public DayCounts {
    if (Math.min(
            Math.min(
                Math.min(
                    Math.min(spam, Math.min(blocked, ham)), Math.min(unscanned, unscannedInbound)),
                Math.min(unknownUsers, authenticationFailures)),
            Math.min(complaints, Math.min(traps, bounces)))
        < 0) {
      throw new IllegalArgumentException(
          "Cannot count a day: %d, %d, %d, %d, %d, %d, %d, %d, %d, %d (need counts >= 0)"
              .formatted(
                  spam,
                  blocked,
                  ham,
                  unscanned,
                  unscannedInbound,
                  unknownUsers,
                  authenticationFailures,
                  complaints,
                  traps,
                  bounces));
    }
  }

  /** Returns the messages accepted that no content filter judged. */
  long unjudged() {
    return unscanned + unscannedInbound;
  }

  public DayCounts plus(DayCounts other) {
    return new DayCounts(
        spam + other.spam,
        blocked + other.blocked,
        ham + other.ham,
        unscanned + other.unscanned,
        unscannedInbound + other.unscannedInbound,
        unknownUsers + other.unknownUsers,
        authenticationFailures + other.authenticationFailures,
        complaints + other.complaints,
        traps + other.traps,
        bounces + other.bounces);
  }
}
