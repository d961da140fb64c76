package slash64.synth;

import java.util.Locale;

/**
 * What {@code truth/counts.json} counts for each day and host: lines of the archive, by what they
 * say. Connections are smtpd's and postscreen's less those that postscreen passed on.
 */
public enum Count {
  /** All lines. */
  LINES,
  /** Bytes of text before packing, line ends included. */
  BYTES,
  /** smtpd {@code connect from}. */
  SMTPD_CONNECTS,
  /** postscreen {@code CONNECT from}. */
  POSTSCREEN_CONNECTS,
  /** postscreen {@code PASS}: the same session connects to smtpd next. */
  POSTSCREEN_PASSES,
  /** smtpd {@code client=}: messages from a client that got a queue file. */
  MESSAGES,
  /** Messages the server wrote itself: notifications and the mail of its timers. */
  OWN_MESSAGES,
  /** smtpd and postscreen {@code reject:} with a 5xx reply. */
  REJECTS,
  /** smtpd and postscreen {@code reject:} with a 4xx reply. */
  TEMPFAILS,
  /** cleanup {@code milter-reject:}. */
  MILTER_REJECTS,
  /** smtpd {@code SASL … authentication failed}. */
  AUTH_FAILURES,
  /** Task lines of the content filter. */
  FILTER_TASKS,
  /** Of these, verdict {@code T}. */
  SPAM_VERDICTS,
  /** Recipients delivered, {@code status=sent}. */
  SENT,
  /** Recipients that failed for good, {@code status=bounced}. */
  BOUNCED,
  /** Delivery attempts put off, {@code status=deferred}. */
  DEFERRED,
  /** Messages given up, {@code status=expired}. */
  EXPIRED,
  /** qmgr {@code removed}. */
  REMOVED;

  /** Returns the key in the file: {@code smtpd_connects}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
