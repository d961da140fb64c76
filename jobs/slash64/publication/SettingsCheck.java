package slash64.publication;

import java.time.LocalDate;
import java.time.ZoneOffset;
import slash64.conf.InputSettings;
import slash64.conf.MetricsSettings;
import slash64.conf.PrivacySettings;
import slash64.conf.ReportSettings;
import slash64.conf.RestateSettings;
import slash64.conf.RetainSettings;
import slash64.conf.Settings;
import slash64.failure.UserError;

/** Takes the settings as a night would, lists, keys and formats included, before there is one. */
public final class SettingsCheck {
  private SettingsCheck() {}

  /**
   * Checks all of them.
   *
   * @throws UserError with what a night would be refused for
   */
  public static void run(Settings settings) {
    InputSettings.of(settings);
    MetricsSettings.of(settings);
    PrivacySettings.of(settings);
    ReportSettings.of(settings);
    RestateSettings.of(settings);
    RetainSettings.of(settings);
    new PublicationConf(LocalDate.now(ZoneOffset.UTC), "", FeedChoice.USUAL, settings);
  }
}
