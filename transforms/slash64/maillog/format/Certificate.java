package slash64.maillog.format;

/** What a server may have found of the certificate of the other side. */
final class Certificate {
  static final String VERIFIED = "verified";

  /** One was sent, and it is not to be trusted. */
  static final String UNTRUSTED = "untrusted";

  /** None was sent, mostly because none was asked for. */
  static final String NONE = "none";

  /** One of the last two: the log does not tell which. */
  static final String UNVERIFIED = "unverified";

  private Certificate() {}
}
