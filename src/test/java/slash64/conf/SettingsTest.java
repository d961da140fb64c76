package slash64.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;

class SettingsTest {
  @TempDir private Path folder;

  @Test
  void withoutFileAndCallTheStandardsHold() {
    Settings settings = Settings.standard();

    assertThat(FeedSettings.of(settings))
        .isEqualTo(
            new FeedSettings(7, List.of("all"), 0, 31, Optional.empty(), false, 150_000, ""));
    assertThat(RestateSettings.of(settings)).isEqualTo(new RestateSettings(35));
    assertThat(PrivacySettings.of(settings)).isEqualTo(new PrivacySettings(true, Optional.empty()));
    assertThat(InputSettings.of(settings))
        .isEqualTo(new InputSettings(Map.of("*", ZoneId.of("UTC")), 0.2, true));
    assertThat(SparkSettings.of(settings)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.hadoop.fs.s3a.secret.key",
        "spark.hadoop.fs.s3a.access.key",
        "spark.hadoop.fs.s3a.session.token",
        "spark.ssl.keyStorePassword",
        "spark.hadoop.fs.azure.account.key.store"
      })
  void aSecretIsHandedOnAndNeverShown(String key) {
    Settings settings = load("{}", key + "=open-sesame");

    assertThat(SparkSettings.of(settings)).containsValue("open-sesame");
    assertThat(settings.all()).extracting(SettingInForce::value).contains("(hidden)");
    assertThat(settings.all().toString()).doesNotContain("open-sesame");
    assertThat(settings.sha256()).isEqualTo(load("{}", key + "=another").sha256());
    assertThatThrownBy(() -> load("{}", key + "=[open-sesame]"))
        .hasMessageNotContaining("open-sesame");
    assertThatThrownBy(() -> load("{}", key + "=[open-sesame"))
        .hasMessageNotContaining("open-sesame");
  }

  @Test
  void messagesMustOutlastWhatALateArchiveRestates() {
    assertThatThrownBy(() -> RetainSettings.of(load("{}", "retain.messages_days=35")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot keep messages for 35 days and counts for 400: a late archive restates 35 days"
                + " back. Let retain.messages_days and retain.activity_days exceed"
                + " restate.horizon_days.");
  }

  @Test
  void theFileWinsOverTheStandardTheCallOverTheFileAndTheLastOfACallOverItsFirst() {
    Settings settings =
        load(
            """
            feed:
              valid_days: 14
            restate: {horizon_days: 60}
            """,
            "restate.horizon_days=70",
            "restate.horizon_days=80");

    assertThat(FeedSettings.of(settings).validDays()).isEqualTo(14);
    assertThat(RestateSettings.of(settings).horizonDays()).isEqualTo(80);
    assertThat(InputSettings.of(settings).refusedShareLimit()).isEqualTo(0.2);
  }

  @Test
  void entriesOfAMapAreOverriddenOneByOneAndTheirNamesMayHoldDots() {
    Settings settings =
        load(
            """
            input:
              time_zones:
                mx1.example.com: Europe/Vienna
                mx2: +02:00
            """,
            "input.time_zones.mx2=Asia/Tokyo");

    assertThat(InputSettings.of(settings).zones())
        .containsExactly(
            Map.entry("*", ZoneId.of("UTC")),
            Map.entry("mx1.example.com", ZoneId.of("Europe/Vienna")),
            Map.entry("mx2", ZoneId.of("Asia/Tokyo")));
  }

  @Test
  void sparksSettingsPassThroughHoweverTheyAreNested() {
    Settings settings =
        load(
            """
            spark:
              sql.shuffle.partitions: 64
              sql: {ansi.enabled: true}
            """,
            "spark.master=local[1]");

    assertThat(SparkSettings.of(settings))
        .containsOnly(
            Map.entry("spark.sql.shuffle.partitions", "64"),
            Map.entry("spark.sql.ansi.enabled", "true"),
            Map.entry("spark.master", "local[1]"));
  }

  @ParameterizedTest(name = "{0} is no more than a comment")
  @CsvSource(
      textBlock = "''\n'# only a comment'\n'---'\n'spark:'\n'spark: {}'\n'input: {time_zones: }'")
  void aFileThatSetsNothingChangesNothing(String text) {
    assertThat(load(text).all()).isEqualTo(Settings.standard().all());
  }

  @Test
  void eachValueTellsWhoSetIt() {
    Settings settings = load("# our mail\nfeed:\n  valid_days: 14\n", "restate.horizon_days=70");

    assertThat(settings.all())
        .containsSubsequence(
            new SettingInForce("input.refused_share_limit", "0.2", "standard"),
            new SettingInForce("input.keep_damaged", "true", "standard"),
            new SettingInForce("privacy.pseudonymise", "true", "standard"),
            new SettingInForce("privacy.key_file", "", "standard"),
            new SettingInForce("restate.horizon_days", "70", "--set"),
            new SettingInForce("retain.messages_days", "90", "standard"),
            new SettingInForce("retain.quarantine_days", "30", "standard"),
            new SettingInForce("retain.activity_days", "400", "standard"),
            new SettingInForce("retain.scores_days", "400", "standard"),
            new SettingInForce("retain.replaced_days", "7", "standard"),
            new SettingInForce("feed.valid_days", "14", file() + " line 3"),
            new SettingInForce("input.time_zones.*", "UTC", "standard"));
  }

  @Test
  void anUnknownGroupIsAnsweredWithAllKeys() {
    assertThatThrownBy(() -> load("zzz: 1\n"))
        .hasMessageStartingWith("Unknown setting zzz in " + file() + " line 1. Known settings: ")
        .hasMessageContaining("feed.valid_days")
        .hasMessageContaining("policy.reject_above");
  }

  @Test
  void aLevelThatDoesNotExistIsRefused() {
    Settings settings = load("policy:\n  worst:\n    ipv6_40: reject\n");
    assertThatThrownBy(() -> PolicyConf.of(settings))
        .hasMessage(
            "Unknown setting policy.worst.ipv6_40. Known are: ipv4_24, ipv4_32, ipv6_128, ipv6_32,"
                + " ipv6_48, ipv6_56, ipv6_64.");
  }

  @Test
  void standardsOfReputationAndPolicyAreTheirDefaults() {
    assertThat(PolicyConf.of(Settings.standard()))
        .isEqualTo(slash64.policy.PolicySettings.DEFAULTS);
  }

  @Test
  void thresholdsOutOfOrderAreRefusedBeforeTheNight() {
    Settings settings = load("policy: {reject_above: 0.4}\n");
    assertThatThrownBy(() -> PolicyConf.of(settings))
        .hasMessageContaining("need 0 <= trusted < throttle <= greylist <= reject < 1")
        .hasMessageEndingWith("Look at reputation and policy in the settings.");
  }

  @Test
  void aHeadingWhoseSettingsAreAllCommentedOutSetsNothing() throws IOException {
    Settings settings = load("feed:\n  # valid_days: 14\npolicy:\nrestate: {horizon_days: 7}\n");
    assertThat(settings.sha256())
        .isEqualTo(load("restate: {horizon_days: 7}\n").sha256())
        .isNotEqualTo(load("").sha256());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          feed: {valid_day: 7}               | Unknown setting feed.valid_day in FILE line 1. Did you mean feed.valid_days? Known settings: feed.valid_days, feed.formats,
          restate:\\n  horizont_days: 7      | Unknown setting restate.horizont_days in FILE line 2. Did you mean restate.horizon_days? Known settings: restate.horizon_days.
          zzz: 1                             | Unknown setting zzz in FILE line 1. Known settings: input.refused_share_limit, input.keep_damaged,
          restate: 7                         | Unknown setting restate in FILE line 1. Known settings: restate.horizon_days.
          restate:\\nhorizon_days: 7         | Unknown setting horizon_days in FILE line 2. Did you mean restate.horizon_days? Known settings: restate.horizon_days.
          restate: {horizon_days: {a: 7}}    | Unknown setting restate.horizon_days.a in FILE line 1. Did you mean restate.horizon_days? Known settings: restate.horizon_days.
          feed: {valid_days: 0}              | Wrong value 0 for feed.valid_days in FILE line 1: need a whole number from 1 to 365.
          feed: {valid_days: 366}            | Wrong value 366 for feed.valid_days in FILE line 1: need a whole number from 1 to 365.
          feed: {valid_days: 7.5}            | Wrong value 7.5 for feed.valid_days in FILE line 1: need a whole number from 1 to 365.
          feed: {valid_days: 99999999999}    | Wrong value 99999999999 for feed.valid_days in FILE line 1: need a whole number from 1 to 365.
          feed: {valid_days: soon}           | Wrong value "soon" for feed.valid_days in FILE line 1: need a whole number from 1 to 365.
          feed: {valid_days: [7]}            | Wrong value [7] for feed.valid_days in FILE line 1: need a whole number from 1 to 365.
          feed: {valid_days: }               | Wrong value null for feed.valid_days in FILE line 1: need a whole number from 1 to 365.
          input: {refused_share_limit: 1.01} | Wrong value 1.01 for input.refused_share_limit in FILE line 1: need a number from 0 to 1.
          input: {refused_share_limit: .nan} | Cannot read FILE line 1: Malformed numeric value '.nan'. Mend the YAML there.
          input: {refused_share_limit: -.1}  | Wrong value -0.1 for input.refused_share_limit in FILE line 1: need a number from 0 to 1.
          input: {time_zones: {mx1: Wien}}   | Wrong value "Wien" for input.time_zones.mx1 in FILE line 1: need a time zone such as UTC, Europe/Vienna or +02:00.
          input: {time_zones: UTC}           | Wrong value "UTC" for input.time_zones in FILE line 1: need a map from log hosts to a time zone such as UTC, Europe/Vienna or +02:00.
          privacy: {pseudonymise: 1}         | Wrong value 1 for privacy.pseudonymise in FILE line 1: need true or false.
          privacy: {key_file: [a]}           | Wrong value ["a"] for privacy.key_file in FILE line 1: need the path of a file, or nothing.
          spark: {sql: [a]}                  | Wrong value ["a"] for spark.sql in FILE line 1: need a text, a number, true or false.
          a list: - a                        | Cannot read FILE line 1: sequence entries are not allowed here. Mend the YAML there.
          feed: {}\\nfeed: {}                | Cannot read FILE line 2: Duplicate field 'feed'. Mend the YAML there.
          - a                                | Cannot read configuration FILE: need settings such as 'feed: {valid_days: 7}' in it.
          """)
  void aWrongFileSaysWhatIsWrongAndWhere(String text, String message) {
    assertThatThrownBy(() -> load(text.replace("\\n", "\n")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(message.replace("FILE", file().toString()))
        .extracting(error -> ((UserError) error).status())
        .isEqualTo(ExitStatus.WRONG_USE);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          feed.formats=postfix, full     | postfix, full
          feed.formats=[postfix, full]   | postfix, full
          feed.formats=postfix           | postfix
          feed.formats=                  | ''
          guard.protected_prefixes=[2001:db8::/32, 192.0.2.0/24] | 2001:db8::/32, 192.0.2.0/24
          """)
  void aListIsWrittenAsOneOrWithCommas(String set, String shown) {
    String key = set.substring(0, set.indexOf('='));
    assertThat(Settings.standard().with(List.of(set)).all())
        .contains(new SettingInForce(key, shown, "--set"));
  }

  @Test
  void severalEntriesAreSetInOneCallAsInTheFile() {
    String set = "input.time_zones={mx1: Europe/Vienna, mx2.example.com: UTC}";
    assertThat(load("", set).all())
        .contains(
            new SettingInForce("input.time_zones.mx1", "Europe/Vienna", "--set"),
            new SettingInForce("input.time_zones.mx2.example.com", "UTC", "--set"));
    assertThatThrownBy(() -> load("", "input.time_zones={mx1: Europe/Wien}"))
        .hasMessage(
            "Wrong value \"Europe/Wien\" for input.time_zones.mx1 in --set: need a time zone such as"
                + " UTC, Europe/Vienna or +02:00.");
    assertThatThrownBy(() -> load("", "feed={valid_day: 3}"))
        .hasMessageStartingWith(
            "Unknown setting feed.valid_day in --set. Did you mean feed.valid_days?");
  }

  @Test
  void settingsOnTopChangeNothingUnderneath() {
    Settings settings = load("", "feed.budget=5");
    assertThat(settings.with(List.of("feed.budget=7", "spark.a=b")).all())
        .contains(new SettingInForce("feed.budget", "7", "--set"));
    assertThat(settings.all()).isEqualTo(load("", "feed.budget=5").all());
    assertThatThrownBy(() -> settings.with(List.of("feed.formats={a: b}")))
        .hasMessage(
            "Wrong value {\"a\":\"b\"} for feed.formats in --set: need a list of words such as"
                + " [postfix, rspamd].");
  }

  @ParameterizedTest(name = "--set {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          feed.valid_days   | Cannot read --set 'feed.valid_days': need key=value, such as --set feed.valid_days=7.
          =7                | Cannot read --set '=7': need key=value, such as --set feed.valid_days=7.
          feed.valid_days={ | Cannot read --set 'feed.valid_days={': the value is not YAML. Put it between quotes.
          feed.valid_days=  | Wrong value null for feed.valid_days in --set: need a whole number from 1 to 365.
          restate.days=7    | Unknown setting restate.days in --set. Did you mean restate.horizon_days? Known settings: restate.horizon_days.
          """)
  void aWrongCallSaysWhatIsWrong(String set, String message) {
    assertThatThrownBy(() -> Settings.load(Optional.empty(), List.of(set)))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
  }

  @Test
  void aFileThatIsMissingOrNoTextIsNamed() throws IOException {
    assertThatThrownBy(() -> Settings.load(Optional.of(file()), List.of()))
        .hasMessage(
            "Cannot read configuration %s: there is no such file. Give another with --config.",
            file());

    Files.write(file(), "feed: é".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Settings.load(Optional.of(file()), List.of()))
        .hasMessage(
            "Cannot read configuration %s: it is not UTF-8 text. Save it as UTF-8.", file());
  }

  private Settings load(String text, String... sets) {
    try {
      Files.writeString(file(), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Settings.load(Optional.of(file()), List.of(sets));
  }

  private Path file() {
    return folder.resolve("slash64.yaml");
  }
}
