package slash64.synth;

/** How deliveries end, by where the mail goes and what it is. */
enum DeliveryOdds {
  /** Mail from outside, into our mailboxes. */
  AT_HOME(true, 0.008, 0.004),
  /** Our customers' mail. */
  OUTSIDE(false, 0.03, 0.015),
  /** Spam of our customers: to addresses that no longer exist, to servers that refuse it. */
  SPAM_OUTSIDE(false, 0.12, 0.3),
  NOTICE_AT_HOME(true, 0.005, 0.002),
  /** Notifications to senders who often do not exist. */
  NOTICE_OUTSIDE(false, 0.1, 0.2);

  private static final double STILL_DEFERRED = 0.35;

  private final boolean isLocal;
  private final double deferred;
  private final double bounced;

  DeliveryOdds(boolean isLocal, double deferred, double bounced) {
    this.isLocal = isLocal;
    this.deferred = deferred;
    this.bounced = bounced;
  }

  static DeliveryOdds of(boolean isInbound, boolean isSpam) {
    return isInbound ? AT_HOME : isSpam ? SPAM_OUTSIDE : OUTSIDE;
  }

  /** Returns whether the mail goes to our own store of mailboxes, by LMTP. */
  boolean isLocal() {
    return isLocal;
  }

  double deferred(boolean isFirst) {
    return isFirst ? deferred : STILL_DEFERRED;
  }

  double bounced() {
    return bounced;
  }
}
