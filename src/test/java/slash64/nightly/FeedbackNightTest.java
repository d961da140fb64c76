package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import slash64.conf.Settings;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.progress.Progress;
import slash64.publication.FeedChoice;
import slash64.reputation.EvidenceWeights;
import slash64.testing.SharedSpark;

/** Complaints, traps and bounces that arrive after the night of their day, on one small log. */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FeedbackNightTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
  private static final EvidenceWeights WEIGHTS = EvidenceWeights.DEFAULTS;

  @TempDir private static Path folder;
  private static Path log;
  private static List<String> warnings;

  @BeforeAll
  static void aNightWithoutFeedback() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      text.append(
          """
          2026-11-02T10:00:%1$02dZ mx1 postfix/smtpd[%1$d]: A%1$05X: client=unknown[%2$s]
          2026-11-02T10:00:%1$02dZ mx1 postfix/qmgr[8]: A%1$05X: removed
          """
              .formatted(i, i < 8 ? "2001:db8:1:2::7" : "192.0.2.1"));
    }
    log = Files.writeString(folder.resolve("mail.log"), text);
    run();
  }

  @Test
  @Order(1)
  void feedbackCountsAtEveryLevelAroundTheClient() throws IOException {
    double before = spam("2001:db8:1::/48");
    write(
        "2026-11-02,2001:db8:1:2::7,complaint,2",
        "2026-11-02,2001:db8:1:2::7,trap,1",
        "2026-11-02,2001:db8:1:9::9,bounce,10", // nothing else is known of it
        "2026-11-02,192.0.2.1,trap,3");
    run("feedback-{date}.csv");

    double own = 2 * WEIGHTS.complaint() + WEIGHTS.trap();
    assertThat(before).isZero();
    assertThat(spam("2001:db8:1:2::7/128")).isCloseTo(own, within(1e-9));
    assertThat(spam("2001:db8:1:2::/64")).isCloseTo(own, within(1e-9));
    assertThat(spam("2001:db8:1:9::9/128")).isCloseTo(10 * WEIGHTS.bounce(), within(1e-9));
    for (String around : List.of("2001:db8:1::/56", "2001:db8:1::/48", "2001:db8::/32")) {
      double bounces = 10 - WEIGHTS.stale() * messages(around);
      assertThat(bounces).isPositive();
      assertThat(spam(around)).isCloseTo(own + bounces * WEIGHTS.bounce(), within(1e-9));
    }
    assertThat(spam("192.0.2.1/32")).isCloseTo(3 * WEIGHTS.trap(), within(1e-9));
    assertThat(spam("192.0.2.0/24")).isCloseTo(3 * WEIGHTS.trap(), within(1e-9));
    assertThat(warnings).isEmpty();
  }

  @Test
  @Order(2)
  void theSameFeedbackAgainScoresNothingAgain() {
    long scored = lake().version(Tables.PREFIX_STATE);
    long told = lake().version(Tables.FEEDBACK);
    run("feedback-*.csv");
    run(); // without any: what is known stays

    assertThat(lake().version(Tables.PREFIX_STATE)).isEqualTo(scored);
    assertThat(lake().version(Tables.FEEDBACK)).isEqualTo(told);
  }

  @Test
  @Order(3)
  void whatFilesTellOfADayReplacesWhatWasKnown() throws IOException {
    write("2026-11-02T09:00:00Z,192.0.2.1,complaint,", "2026-01-01,192.0.2.1,trap,9");
    run("feedback-{date}.csv");

    assertThat(spam("192.0.2.0/24")).isCloseTo(WEIGHTS.complaint(), within(1e-9));
    assertThat(spam("2001:db8:1::/48")).isZero();
    assertThat(warnings)
        .containsExactly(
            "Feedback of 2026-01-01 lies further back than restate.horizon_days: it is not used");
  }

  @Test
  @Order(4)
  void aFileThatIsMalformedOrMissingStopsTheNightWithASentence() throws IOException {
    write("yesterday,192.0.2.1,trap,1");
    assertThatThrownBy(() -> run("feedback-{date}.csv"))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.WRONG_USE))
        .hasMessageContaining("line 2: Cannot read time 'yesterday'");
    assertThatThrownBy(() -> run("fbl-{date}.csv"))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.INPUT_MISSING))
        .hasMessageContaining("fbl-2026-11-02.csv matches no file. Look at --feedback");
  }

  private static void write(String... lines) throws IOException {
    Files.writeString(
        folder.resolve("feedback-2026-11-02.csv"),
        "time,address,kind,count\n" + String.join("\n", lines) + "\n");
  }

  /** Returns how many messages of the day are judged, or were accepted without. */
  private static long messages(String prefix) {
    return lake()
        .read(Tables.PREFIX_ACTIVITY, DAY)
        .filter("prefix = '%s'".formatted(prefix))
        .selectExpr("spam + ham + unscanned")
        .head()
        .getLong(0);
  }

  private static double spam(String prefix) {
    List<Row> rows =
        lake()
            .read(Tables.PREFIX_STATE, DAY)
            .filter("prefix = '%s'".formatted(prefix))
            .select("spam")
            .collectAsList();
    return rows.isEmpty() ? 0 : rows.get(0).getDouble(0);
  }

  private static Lake lake() {
    return Lake.at(SharedSpark.session(), folder.resolve("warehouse").toString());
  }

  private static void run(String... feedback) {
    NightConf conf =
        new NightConf(
            DAY,
            DAY,
            List.of(log.toString()),
            folder.resolve("warehouse").toString(),
            Optional.empty(),
            Optional.empty(),
            List.of(feedback).stream().map(name -> folder + "/" + name).toList(),
            false,
            Settings.standard(),
            FeedChoice.USUAL);
    try (Progress progress = Progress.onStandardError()) {
      Nightly.run(SharedSpark.session(), conf, progress);
      warnings = progress.summary().warnings();
    }
  }
}
