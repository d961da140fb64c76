package slash64.maillog.source;

import slash64.maillog.message.SplitReport;

/** An archive that breaks off, in a read that does not bear it. The message is a sentence. */
public final class UnfitArchiveException extends RuntimeException {
  private UnfitArchiveException(String message) {
    super(message);
  }

  /** Throws if the books of a split show damage. */
  static void check(SplitReport report) {
    if (report.damage() != null) {
      throw new UnfitArchiveException(
          "Cannot take in %s: %s. Fetch it again, or keep what can be read with --set input.keep_damaged=true."
              .formatted(report.archive(), report.damage()));
    }
  }
}
