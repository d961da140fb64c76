package slash64.baseline;

/**
 * What one prefix did on one day, as the tables give it. Immutable and plain, so that it can be
 * filled from a row.
 *
 * @param messages transactions of the day
 * @param spam of these, judged spam by the filter
 * @param ham of these, judged wanted by the filter
 * @param rejects of these, refused with a 5xx reply
 * @param children parts of the prefix that sent
 * @param debut what parts heard for the first time sent, from which newcomers take their
 *     expectation
 * @param content messages by cell
 */
public record DayActivity(
    long messages,
    long spam,
    long ham,
    long rejects,
    Children children,
    Debut debut,
    Histograms content) {

  /** A day on which nothing was heard. */
  public static final DayActivity NONE =
      new DayActivity(0, 0, 0, 0, Children.NONE, Debut.NONE, Histograms.NONE);

  public DayActivity {
    if (messages < 0
        || spam < 0
        || ham < 0
        || rejects < 0
        || spam + ham > messages
        || rejects > messages) {
      throw new IllegalArgumentException(
          "Cannot describe day: %d messages, %d spam, %d ham, %d rejects (need spam + ham and rejects within messages)"
              .formatted(messages, spam, ham, rejects));
    }
  }

  /** A day known by its volume alone. */
  public static DayActivity ofMessages(long messages) {
    return new DayActivity(messages, 0, 0, 0, Children.NONE, Debut.NONE, Histograms.NONE);
  }

  public boolean isIdle() {
    return messages == 0;
  }

  /** Returns messages that were unwanted: spam, or refused. The two may overlap. */
  long bad() {
    return Math.min(messages, Math.max(spam, rejects));
  }

  public DayActivity withContent(Histograms other) {
    return new DayActivity(messages, spam, ham, rejects, children, debut, other);
  }

  public DayActivity withChildren(Children other, Debut newOnes) {
    return new DayActivity(messages, spam, ham, rejects, other, newOnes, content);
  }

  public DayActivity withVerdicts(long spamMessages, long hamMessages, long rejected) {
    return new DayActivity(messages, spamMessages, hamMessages, rejected, children, debut, content);
  }
}
