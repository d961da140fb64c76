package slash64.synth;

import java.time.LocalDate;
import slash64.net.Prefix;

/**
 * One source of mail and its true nature.
 *
 * @param id position in the population, from 0
 * @param prefix the narrowest prefix that holds all its addresses (its IPv6 ones, if it has both)
 * @param active days on which it sends at all
 * @param turn what changes on some day; null if nothing does
 * @param customer our customer's name; null for senders outside
 */
record Sender(
    int id,
    SenderKind kind,
    Prefix prefix,
    Span active,
    Volume volume,
    ClientAddresses addresses,
    Posture posture,
    Content content,
    Network network,
    Turn turn,
    String customer) {

  /**
   * How much it sends.
   *
   * @param perDay messages on an average day
   * @param dispersion of the daily count: variance is mean + dispersion * mean²; {@link #EXACT} for
   *     the mean itself, rounded
   * @param slot its own day of the week or month, see {@link Rhythm#factor}
   * @param perSession mean messages of one session, at least 1
   * @param rampDays days over which it grows to its full volume; 0 if it starts there
   */
  record Volume(
      double perDay, double dispersion, Rhythm rhythm, int slot, double perSession, int rampDays) {

    static final double EXACT = -1;

    /** Draws how many messages a day has. */
    int messages(double mean, Draws draws) {
      return dispersion == EXACT
          ? (int) StrictMath.rint(mean)
          : draws.negativeBinomial(mean, dispersion);
    }
  }

  /**
   * How well its server is kept.
   *
   * @param tls share of sessions with TLS
   * @param authenticated share of its mail that passes SPF, DKIM and DMARC
   * @param unknownUsers share of its mail to mailboxes that do not exist
   * @param listed chance that a blocklist knows the client
   * @param retries whether it comes again after a 4xx reply
   */
  record Posture(
      double tls, double authenticated, double unknownUsers, double listed, boolean retries) {}

  /**
   * What it sends.
   *
   * @param domain of its envelope senders and HELO names
   * @param spamShare share of spam among its messages
   * @param campaign what makes the bulk it sends alike; senders of one campaign send the same
   * @param isBulk whether all its messages of a day are the same
   * @param isOneMailing whether its spam is the same from the first day to the last; else bulk spam
   *     comes in three wordings, and in new ones every second day
   * @param slyness 0 to 1: how much more often the filter misses its spam
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // never compared as a whole; bytes are copied into lines
  record Content(
      byte[] domain,
      double spamShare,
      long campaign,
      boolean isBulk,
      boolean isOneMailing,
      double slyness) {}

  /**
   * The day everything changes.
   *
   * @param day first day of the new ways
   * @param factor by which the volume changes
   */
  record Turn(int day, double factor, Rhythm rhythm, Content content, Posture posture) {}

  boolean hasTurned(int day) {
    return turn != null && day >= turn.day();
  }

  /** Returns whether its mail of that day is meant to harm. */
  boolean isBad(int day) {
    return kind.isBad() && (turn == null || hasTurned(day));
  }

  Content content(int day) {
    return hasTurned(day) ? turn.content() : content;
  }

  Rhythm rhythm(int day) {
    return hasTurned(day) ? turn.rhythm() : volume.rhythm;
  }

  Posture posture(int day) {
    return hasTurned(day) ? turn.posture() : posture;
  }

  /** Returns whether it talks to the submission servers rather than to the inbound ones. */
  boolean submits() {
    return customer != null || kind == SenderKind.PASSWORD_GUESSER;
  }

  /** Returns whether it sends on most days and about as much: one sees when it does not. */
  boolean isSteady() {
    return volume.perDay >= 3
        && volume.dispersion <= 0.3
        && volume.rampDays == 0
        && volume.rhythm != Rhythm.WEEKLY
        && volume.rhythm != Rhythm.MONTHLY;
  }

  /** Returns the expected number of messages on a day, before injected events. */
  double expected(int day, LocalDate date) {
    if (!active.holds(day)) {
      return 0;
    }
    double growth =
        volume.rampDays == 0
            ? 1
            : StrictMath.min(1, (day - active.since() + 1.0) / volume.rampDays);
    double turned = hasTurned(day) ? turn.factor() : 1;
    return volume.perDay * rhythm(day).factor(date, volume.slot) * growth * turned;
  }
}
