package slash64.maillog.source;

import java.util.Locale;
import slash64.maillog.line.Refusal;
import slash64.maillog.message.SplitReport;

/**
 * An archive that should not be taken in: broken off, or hardly any line of it a mail log's. The
 * message is a sentence for the operator.
 */
public final class UnfitArchiveException extends RuntimeException {
  private UnfitArchiveException(String message) {
    super(message);
  }

  /**
   * Throws if the books of a split show what the read was told not to bear.
   *
   * @param refusedShareLimit largest share of lines that may be refused; lines of other programs
   *     than mail servers do not count, since a syslog may hold many
   * @param keepDamaged whether an archive that breaks off may count as far as it goes
   */
  static void check(SplitReport report, double refusedShareLimit, boolean keepDamaged) {
    if (report.damage() != null && !keepDamaged) {
      throw new UnfitArchiveException(
          "Cannot take in %s: %s. Fetch it again, or keep what can be read with --set input.keep_damaged=true."
              .formatted(report.archive(), report.damage()));
    }
    long refused = report.refusedLines() - report.refusedLines(Refusal.UNKNOWN_PROGRAM);
    if (refused > refusedShareLimit * report.lines()) {
      throw new UnfitArchiveException(
          String.format(
              Locale.ROOT,
              "Cannot take in %s: %d of %d lines could not be read (%s), more than input.refused_share_limit allows (%s). Is it a mail log? ./slash64 parse shows each line.",
              report.archive(),
              refused,
              report.lines(),
              mostFrequent(report),
              refusedShareLimit));
    }
  }

  private static String mostFrequent(SplitReport report) {
    Refusal most = Refusal.NO_HEADER;
    for (Refusal reason : Refusal.values()) {
      if (reason != Refusal.UNKNOWN_PROGRAM
          && report.refusedLines(reason) > report.refusedLines(most)) {
        most = reason;
      }
    }
    return "mostly " + most.words();
  }
}
