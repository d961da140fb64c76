package slash64.conf;

import java.util.List;

/**
 * The published feed.
 *
 * @param validDays days after the night's day on which an entry expires, at least 1
 */
public record FeedSettings(int validDays) {
  static final Setting<Integer> VALID_DAYS =
      new Setting<>(
          "feed.valid_days",
          SettingType.wholeNumber(1, 365),
          7,
          "days",
          "An entry expires this long after its night. A week: a few failed nights leave the filters"
              + " working, and a job that died does not judge by last month.");
  static final List<Setting<?>> SINGLE = List.of(VALID_DAYS);

  /** Reads what is in force. */
  public static FeedSettings of(Settings settings) {
    return new FeedSettings(settings.get(VALID_DAYS));
  }
}
