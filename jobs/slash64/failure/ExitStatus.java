package slash64.failure;

/** How a command ended, as the scheduler sees it. */
public enum ExitStatus {
  /** Done, or already done before. Warnings are in the summary. */
  DONE(0, "done, or already done"),
  /** Failed through no fault of the user; nothing was published, and a retry is worth it. */
  FAILED(1, "failed, nothing published; try again"),
  /** Wrong use or configuration: the same call fails again until somebody mends it. */
  WRONG_USE(2, "wrong use or configuration; mend it first"),
  /** The day's input is missing or incomplete: later may be better. */
  INPUT_MISSING(3, "input missing or incomplete for the day; try later"),
  /** A guard held the feed back; the one before stays. Somebody has to look. */
  REFUSED(4, "refused to publish, a guard held; look at it"),
  /** Another run holds the warehouse. */
  BUSY(5, "another run holds the warehouse");

  private final int code;
  private final String meaning;

  ExitStatus(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** Returns the exit status of the process, 0 to 5. */
  public int code() {
    return code;
  }

  /** Returns what the status tells an operator, in a few words. */
  public String meaning() {
    return meaning;
  }
}
