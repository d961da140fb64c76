package slash64.baseline;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which of a prefix's deviations count: beyond the night's threshold, and large enough to
 * matter to somebody. An alert that is open already ends later than it began: it takes less to keep
 * it than to open it, so that it does not open and close with every other day.
 */
final class Departures {

  private static final double LOG_SURE = Math.log(0.001);

  /** A volume alert is beyond this, however many others there are that night. */
  static final double LOG_RARE = Math.log(3e-5);

  /** A content alert is beyond this, however many others there are that night. */
  private static final double LOG_CERTAIN = Math.log(1e-5);

  static final double LOG_LIKELY = Math.log(0.01);

  /** Fewer messages of another kind in a day bother nobody by themselves. */
  private static final double LEAST_MOVED = 10;

  /** Share of parts that must be new, or be drawn at random. */
  private static final double MOST = 0.6;

  /**
   * Share of parts that must send alike: a spammer has some domains and some names to choose of.
   */
  private static final double ALIKE = 0.4;

  /** Every new part sends a little: their effective number over their number. */
  private static final double EVEN = 0.4;

  /** Share of an excess that must be left when the past of the parts has explained the rest. */
  private static final double UNEXPLAINED = 0.5;

  /** Share of the mail that must be unwanted to be called harmful by itself. */
  private static final double HARMFUL = 0.3;

  /** The same of a network first heard today, all of whose addresses are new in any case. */
  private static final double UNWANTED_STRANGER = 0.15;

  private final BaselineSettings settings;
  private final Thresholds thresholds;

  Departures(BaselineSettings settings, Thresholds thresholds) {
    this.settings = settings;
    this.thresholds = thresholds;
  }

  /** Returns what this day would open an alert for. */
  Set<AlertKind> of(Deviation day) {
    Set<AlertKind> kinds = EnumSet.noneOf(AlertKind.class);
    boolean isExcused = isExcused(day);
    if (!isExcused && isVolume(day, (double) day.activity().messages()) && isLeftOver(day)) {
      kinds.add(AlertKind.VOLUME);
    } else if (!isExcused && isRamp(day)) {
      kinds.add(AlertKind.RAMP);
    }
    if (!isExcused && isContent(day)) {
      kinds.add(AlertKind.CONTENT);
    }
    if (isRotation(day)) {
      kinds.add(AlertKind.ROTATION);
    }
    if (isSnowshoe(day)) {
      kinds.add(AlertKind.SNOWSHOE);
    }
    return kinds;
  }

  /** Returns whether the day repeats an earlier mailing and does no harm. */
  boolean isExcused(Deviation day) {
    return day.recurrence() != Recurrence.NONE && !isHarmful(day);
  }

  /** Returns whether the excess is not that of parts whose own past explains it. */
  private boolean isLeftOver(Deviation day) {
    double unexplained = day.activity().messages() - day.explainedVolume();
    return unexplained >= Math.max((double) settings.leastMessages(), UNEXPLAINED * day.excess());
  }

  /** Returns whether a volume alert stands for so many of the day's messages. */
  boolean isVolume(Deviation day, double messages) {
    return day.volume() != null
        && messages >= settings.leastMessages()
        && messages >= settings.leastTimes() * day.expected()
        && day.volume().logUpperMid((long) messages) <= Math.min(LOG_RARE, thresholds.volume());
  }

  private boolean isRamp(Deviation day) {
    return day.rampLogP() <= thresholds.ramp()
        && day.ramp().times() >= settings.leastGrowth()
        && day.explainedVolume() <= UNEXPLAINED * day.activity().messages()
        && day.activity().messages() >= settings.leastMessages();
  }

  private boolean isContentLeftOver(Deviation day) {
    double messages = (double) day.activity().messages();
    double left = messages - day.explainedContent();
    // Quiet parts are judged together only once they are enough to bother anybody.
    return left >= settings.leastMoved() * messages
        && day.moved() * messages >= LEAST_MOVED
        && (isOneParty(day) || left >= settings.leastMessages());
  }

  private boolean isContent(Deviation day) {
    return isContentLeftOver(day)
        && day.contentLogP() <= Math.min(LOG_CERTAIN, thresholds.content())
        && day.content().moved(settings.leastMoved(), LOG_SURE) >= 2
        && day.content().isIdentityMoved(settings.leastMoved(), LOG_SURE);
  }

  /** Returns whether enough of the day's mail is another's when so many messages are set aside. */
  boolean isMovedWithout(Deviation day, double messages) {
    double all = (double) day.activity().messages();
    return day.moved() * all - messages >= settings.leastMoved() * all;
  }

  private boolean isRotation(Deviation day) {
    Children parts = day.activity().children();
    // On a site's first night its own staff's network is first heard, too.
    boolean isKnownOrUnwanted = day.knownDays() > 0 || day.badShare() >= UNWANTED_STRANGER;
    return isOneNetwork(day)
        && isKnownOrUnwanted
        && parts.fresh() >= settings.leastFresh()
        && parts.fresh() >= settings.leastTimes() * day.spread().expectedFresh()
        && parts.fresh() >= MOST * parts.active()
        && looksRotated(parts)
        && day.spread().freshLogP() <= thresholds.spread();
  }

  private static boolean looksRotated(Children parts) {
    return parts.random() >= MOST * parts.active() && parts.alike() >= ALIKE * parts.active();
  }

  private boolean isSnowshoe(Deviation day) {
    Children parts = day.activity().children();
    if (isOneNetwork(day) || parts.active() < settings.leastChildren()) {
      return false;
    }
    boolean isBad =
        day.spread().badLogP() <= thresholds.spread()
            && day.spread().badLower() >= Math.max(HARMFUL, 2 * SpreadTest.BAD_SHARE);
    boolean isNewAndAlike =
        day.spread().freshLogP() <= thresholds.spread()
            && day.activity().debut().effective() >= EVEN * parts.fresh()
            && parts.fresh() >= settings.leastTimes() * day.spread().expectedFresh()
            && parts.fresh() >= MOST * parts.active()
            && parts.alike() >= ALIKE * parts.active();
    return isBad || isNewAndAlike;
  }

  /**
   * Returns whether enough of the parts are bad or alike that lie in none of these, which are
   * inside and snowshoes themselves.
   */
  boolean isSnowshoeBeyond(Deviation day, List<Deviation> narrower) {
    Children all = day.activity().children();
    int active = all.active();
    int bad = all.bad();
    int alike = all.alike();
    for (Deviation inside : narrower) {
      Children theirs = inside.activity().children();
      active -= theirs.active();
      bad -= theirs.bad();
      alike -= theirs.alike();
    }
    return active >= settings.leastChildren()
        && (bad >= HARMFUL * active || alike >= ALIKE * active);
  }

  /** A network or an address, as opposed to several senders side by side. */
  private static boolean isOneParty(Deviation day) {
    return isOneNetwork(day) || day.prefix().length() == 128;
  }

  /** A /64 is one network; what is wider, or IPv4, holds several senders side by side. */
  private static boolean isOneNetwork(Deviation day) {
    return day.prefix().length() >= 64 && !day.prefix().isIpv4();
  }

  /** Returns whether the cause of an open alert was seen again. */
  boolean isConfirmed(OpenAlarm alarm, Deviation day) {
    Children parts = day.activity().children();
    return switch (alarm.kind()) {
      case RAMP -> day.ramp().times() >= settings.leastGrowth() / 2;
      case VOLUME ->
          day.activity().messages() >= Math.max(settings.leastMessages() / 2.0, 2 * day.expected())
              && day.volumeLogP() <= LOG_LIKELY;
      case CONTENT ->
          day.contentLogP() <= LOG_LIKELY
              && day.content().moved(0.8 * settings.leastMoved(), LOG_LIKELY) >= 1;
      case ROTATION -> parts.fresh() >= settings.leastFresh() / 2 && looksRotated(parts);
      // Those who send alike day by day and are neither new nor bad are a firm's customers.
      case SNOWSHOE ->
          parts.active() >= settings.leastChildren() / 2
              && (parts.bad() >= HARMFUL * parts.active()
                  || parts.alike() >= ALIKE * parts.active()
                      && parts.fresh() >= MOST / 2 * parts.active());
      case CAMPAIGN,
          DELEGATION_ROTATION,
          BROKEN_AUTHENTICATION,
          UNALLOCATED,
          DUAL_STACK_ESCAPE,
          LOGIN_SPREAD ->
          false; // these are not opened by a prefix's own deviation
    };
  }

  /**
   * Returns whether the day came with more complaints, or from a sender that was not known here:
   * then no earlier mailing excuses it, and it excuses no later one. New digests alone are no harm,
   * every newsletter has its own.
   */
  boolean isHarmful(Deviation day) {
    return day.complaints()
        || isContentLeftOver(day)
            && day.contentLogP() <= thresholds.content()
            && day.content().isSenderMoved(settings.leastMoved(), LOG_SURE);
  }

  /** Returns how many of the day's messages a departure accounts for. */
  double excess(Deviation day, Set<AlertKind> kinds) {
    double messages = (double) day.activity().messages();
    double excess = 0;
    for (AlertKind kind : kinds) {
      double part =
          switch (kind) {
            case VOLUME, RAMP -> day.excess();
            case CONTENT -> day.moved() * messages;
            default -> spreadExcess(day);
          };
      excess = Math.max(excess, part);
    }
    return excess;
  }

  /** Returns messages of the parts that are new or bad, as far as they are known apart. */
  private static double spreadExcess(Deviation day) {
    Children parts = day.activity().children();
    double messages = (double) day.activity().messages();
    double fresh =
        isOneNetwork(day)
            ? messages * parts.fresh() / Math.max(1, parts.active())
            : day.activity().debut().messages();
    return Math.min(messages, Math.max(fresh, day.badShare() * messages));
  }
}
