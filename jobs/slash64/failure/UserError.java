package slash64.failure;

/**
 * What went wrong outside our code, told to the person who can mend it: a wrong call, a wrong
 * setting, a missing archive, a guard that held, another run.
 *
 * <p>The message is one sentence or two: what, where, and how to mend it, with the values. A bug of
 * ours is never a {@code UserError}; it stays the exception it is and ends the command with {@link
 * ExitStatus#FAILED}.
 */
public final class UserError extends RuntimeException {
  private final ExitStatus status;

  private UserError(ExitStatus status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** Wrong use or configuration: exit status 2. */
  public static UserError wrongUse(String message) {
    return new UserError(ExitStatus.WRONG_USE, message, null);
  }

  /** Wrong use or configuration, found by another exception: exit status 2. */
  public static UserError wrongUse(String message, Throwable cause) {
    return new UserError(ExitStatus.WRONG_USE, message, cause);
  }

  /** Input missing or incomplete for the day: exit status 3. */
  public static UserError inputMissing(String message) {
    return new UserError(ExitStatus.INPUT_MISSING, message, null);
  }

  /** Input missing or incomplete, found by another exception: exit status 3. */
  public static UserError inputMissing(String message, Throwable cause) {
    return new UserError(ExitStatus.INPUT_MISSING, message, cause);
  }

  /** A guard held the feed back: exit status 4. */
  public static UserError refused(String message) {
    return new UserError(ExitStatus.REFUSED, message, null);
  }

  /** Another run holds the warehouse: exit status 5. */
  public static UserError busy(String message) {
    return new UserError(ExitStatus.BUSY, message, null);
  }

  /**
   * The surroundings failed (a full disk, a host that does not answer) and a retry is worth it:
   * exit status 1.
   */
  public static UserError failed(String message, Throwable cause) {
    return new UserError(ExitStatus.FAILED, message, cause);
  }

  /** Returns the exit status that this error ends a command with. */
  public ExitStatus status() {
    return status;
  }
}
