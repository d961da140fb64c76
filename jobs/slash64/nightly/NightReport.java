package slash64.nightly;

import slash64.conf.ReportSettings;
import slash64.lake.Lake;
import slash64.progress.Progress;
import slash64.report.Report;

/** The report of a night, beside its feed. A night does not fail for its sake. */
final class NightReport {
  /** Its folder beside the feed's days. */
  private static final String FOLDER = "report";

  private NightReport() {}

  static void write(Lake lake, NightConf conf, String export, Progress progress) {
    ReportSettings settings = ReportSettings.of(conf.settings());
    if (!settings.isNightly()) {
      return;
    }
    String folder = export + "/" + FOLDER;
    try {
      progress.step(
          "Writing the report", () -> Report.write(lake, conf.date(), folder, settings.prefixes()));
      progress.note("report", folder + "/index.html");
    } catch (Exception e) { // Spark throws checked ones that its methods do not declare
      progress.warn(
          "Cannot write the report to %s: %s. ./slash64 report writes it later"
              .formatted(folder, String.valueOf(e.getMessage()).replaceFirst("\\.$", "")));
    }
  }
}
