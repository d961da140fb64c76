package slash64.reputation;

/**
 * What one prefix did on one day, as far as it is evidence. Counts add up, so parts of a day can be
 * merged. What our own policy refused is left out.
 *
 * @param spam messages the content filter called spam
 * @param ham messages the content filter called good
 * @param unscanned messages accepted that no content filter judged
 * @param unknownUsers refused recipients that do not exist
 * @param authenticationFailures failed logins, without those from prefixes of customers
 * @param complaints complaints of recipients
 * @param traps messages to trap addresses
 * @param bounces recipients of own customers' messages that bounced
 */
public record DayCounts(
    long spam,
    long ham,
    long unscanned,
    long unknownUsers,
    long authenticationFailures,
    long complaints,
    long traps,
    long bounces) {

  public DayCounts {
    if (Math.min(
            Math.min(
                Math.min(Math.min(spam, ham), unscanned),
                Math.min(unknownUsers, authenticationFailures)),
            Math.min(complaints, Math.min(traps, bounces)))
        < 0) {
      throw new IllegalArgumentException(
          "Cannot count a day: %d, %d, %d, %d, %d, %d, %d, %d (need counts >= 0)"
              .formatted(
                  spam,
                  ham,
                  unscanned,
                  unknownUsers,
                  authenticationFailures,
                  complaints,
                  traps,
                  bounces));
    }
  }

  public DayCounts plus(DayCounts other) {
    return new DayCounts(
        spam + other.spam,
        ham + other.ham,
        unscanned + other.unscanned,
        unknownUsers + other.unknownUsers,
        authenticationFailures + other.authenticationFailures,
        complaints + other.complaints,
        traps + other.traps,
        bounces + other.bounces);
  }
}
