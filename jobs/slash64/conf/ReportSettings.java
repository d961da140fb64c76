package slash64.conf;

import java.util.List;

/**
 * The report of a night.
 *
 * @param isNightly whether every night that publishes writes its report beside the feed
 * @param prefixes rows of its prefix table at most
 */
public record ReportSettings(boolean isNightly, int prefixes) {
  static final Setting<Boolean> NIGHTLY =
      new Setting<>(
          "report.nightly",
          SettingType.flag(),
          true,
          "",
          "Every night that publishes also writes its report, into the folder report beside the"
              + " feed, and removes the pages of days whose scores are no longer kept"
              + " (retain.scores_days).");
  static final Setting<Integer> PREFIXES =
      new Setting<>(
          "report.prefixes",
          SettingType.wholeNumber(10, 5000),
          2000,
          "prefixes",
          "The report's table and pictures show so many prefixes, the busiest first. Two thousand"
              + " keep the page well under 1 MB; the tables hold all of them.");
  static final List<Setting<?>> SINGLE = List.of(NIGHTLY, PREFIXES);

  /** Reads what is in force. */
  public static ReportSettings of(Settings settings) {
    return new ReportSettings(settings.get(NIGHTLY), settings.get(PREFIXES));
  }
}
