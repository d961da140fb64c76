package slash64.baseline;

import java.util.Locale;

/** What an alert is about. The codes are part of the state and never change their meaning. */
public enum AlertKind {
  /** Many times the usual volume. */
  VOLUME(1),
  /** The usual volume, grown slowly to many times what it was four weeks ago. */
  RAMP(2),
  /** Other mail than usual. */
  CONTENT(3),
  /** One sender moves through many addresses of a /64. */
  ROTATION(4),
  /** Many small senders side by side that are bad, or new and alike. */
  SNOWSHOE(5),
  /** The same content from many unrelated prefixes. */
  CAMPAIGN(6),
  /** One customer appears in a new delegation every day. */
  DELEGATION_ROTATION(7),
  /** SPF, DKIM, DMARC, PTR or TLS broke where they had been right. */
  BROKEN_AUTHENTICATION(8),
  /** Mail from a prefix that is allocated to nobody. */
  UNALLOCATED(9),
  /** One sender avoids a policy on one address family through the other. */
  DUAL_STACK_ESCAPE(10),
  /** One login is used from many networks where it never was. */
  LOGIN_SPREAD(11);

  private final int code;

  AlertKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static AlertKind ofCode(int code) {
    for (AlertKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "Cannot read alarm: kind %d is unknown (need 1 to %d); was the state written by a later version?"
            .formatted(code, values().length));
  }

  /** Returns the name as written in the feed: lower case, words joined by underscores. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
