package slash64.synth;

/**
 * One message on its way.
 *
 * @param isSpam the truth
 * @param from envelope sender; empty for the null sender
 * @param to envelope recipients, at least one
 * @param messageId with its angle brackets
 * @param size bytes
 * @param digest what the filter makes of the content: equal for equal content
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole; bytes are copied into lines
record Mail(
    boolean isSpam,
    byte[] from,
    byte[] fromDomain,
    byte[] helo,
    byte[][] to,
    byte[] messageId,
    int size,
    byte[] digest,
    Authentication authentication,
    FilterVerdict verdict) {

  /** What SPF, DKIM and DMARC say. */
  enum Authentication {
    PASSED,
    /** Passed on by somebody: the signature holds, SPF does not. */
    FORWARDED,
    FAILED,
    /** The domain publishes nothing. */
    NONE
  }

  /**
   * What the content filter makes of it.
   *
   * @param score in hundredths
   */
  record FilterVerdict(Action action, int score) {}

  /** Actions of Rspamd, those that occur here. */
  enum Action {
    NO_ACTION("no action"),
    ADD_HEADER("add header"),
    REJECT("reject");

    @SuppressWarnings("ImmutableEnumChecker") // the array is filled once and only read
    private final byte[] text;

    Action(String text) {
      this.text = Ascii.of(text);
    }

    byte[] text() {
      return text;
    }

    boolean isSpam() {
      return this != NO_ACTION;
    }
  }
}
