package slash64.cli;

import java.util.function.IntSupplier;

/**
 * Knows whether somebody stops the process (Ctrl-C, SIGTERM). Spark is then taken away under the
 * command's feet, and what the command says about that would only mislead.
 */
final class Signals {
  private static volatile boolean isStopping;
  private static volatile Runnable last = () -> {};

  private Signals() {}

  /** Runs a command and leaves the process with its exit status, or with the signal's. */
  static void exitWith(IntSupplier command) {
    Thread hook =
        new Thread(
            () -> {
              isStopping = true;
              last.run();
              System.err.println("slash64: Stopped by a signal.");
            });
    Runtime.getRuntime().addShutdownHook(hook);
    int status = command.getAsInt();
    if (!isStopping) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException alreadyStopping) {
        return; // the process ends by itself, with the signal's status
      }
      System.exit(status);
    }
  }

  /** Says what is to be done first when the process is stopped. */
  static void onStop(Runnable action) {
    last = action;
  }

  /** Returns whether the process is being stopped. */
  static boolean isStopping() {
    return isStopping;
  }
}
