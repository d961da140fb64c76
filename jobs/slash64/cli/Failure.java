package slash64.cli;

import slash64.failure.ExitStatus;
import slash64.failure.UserError;

/**
 * How a failure ends a command.
 *
 * @param status the exit status
 * @param sentence what, where, how to mend; without line breaks and control characters
 */
record Failure(ExitStatus status, String sentence) {

  /** Finds what the user can mend; the rest is a bug of ours or of something we stand on. */
  static Failure of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserError error) { // thrown in a Spark task, it comes wrapped
        return new Failure(error.status(), oneLine(error.getMessage()));
      }
      if (cause instanceof OutOfMemoryError) {
        return new Failure(
            ExitStatus.FAILED,
            "Out of memory with a heap of %d MB. Give more, for example SLASH64_HEAP=4g."
                .formatted(Runtime.getRuntime().maxMemory() >> 20));
      }
      if (String.valueOf(cause.getMessage()).contains("No space left on device")) {
        return new Failure(
            ExitStatus.FAILED,
            "A disk is full (%s). ./slash64 doctor shows which has how much left."
                .formatted(oneLine(cause.getMessage())));
      }
    }
    return new Failure(
        ExitStatus.FAILED,
        "Internal error: %s. Nothing is wrong with your call as far as we can tell; -v shows where it happened."
            .formatted(oneLine(String.valueOf(failure))));
  }

  /** Takes the first line only: Spark's messages go on with plans and traces. */
  private static String oneLine(String message) {
    return message.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ").strip();
  }
}
