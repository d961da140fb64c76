package slash64.maillog.source;

import slash64.maillog.message.SplitReport;

/**
 * What is done once a split has been read to its end: its books are judged, then handed in.
 *
 * @param reports where to hand them in, null for nowhere
 */
record SplitEnd(SplitReport report, SplitReports reports, MaillogOptions options) {
  void reached() {
    if (!options.keepDamaged()) {
      UnfitArchiveException.check(report);
    }
    if (reports != null) {
      reports.add(report);
    }
  }
}
