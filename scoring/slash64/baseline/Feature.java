package slash64.baseline;

import java.util.Locale;

/** The ways in which a message's content is put into cells. The indexes are part of the state. */
public enum Feature {
  /** Content digest by the filter. */
  DIGEST(0, 32),
  /** Size in powers of two. */
  SIZE(1, 12),
  /** Domain of the envelope sender. */
  SENDER_DOMAIN(2, 14),
  /** Shape of the HELO name: digits, labels, literal, matches the client. */
  HELO_SHAPE(3, 8),
  /** Outcome and class of refusal. */
  REPLY(4, 8),
  /** Domain of the first recipient. */
  RECIPIENT_DOMAIN(5, 14),
  /** SPF, DKIM and DMARC results together. */
  AUTHENTICATION(6, 8);

  static final int COUNT = 7;

  private static final Feature[] ALL = values();

  private final int index;
  private final int tracked;

  Feature(int index, int tracked) {
    this.index = index;
    this.tracked = tracked;
  }

  /** Returns the place of this feature in a state, 0 to 6. */
  int index() {
    return index;
  }

  /** Returns how many cells of this feature a state remembers one by one. */
  int tracked() {
    return tracked;
  }

  static Feature of(int index) {
    return ALL[index];
  }

  /** Returns the name as written in evidence: lower case, words joined by underscores. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
