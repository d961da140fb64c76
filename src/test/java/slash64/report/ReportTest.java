package slash64.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.testing.SampleWarehouse;

/** The report of real nights, from their tables. */
class ReportTest {
  private final Lake lake = SampleWarehouse.lake();

  @Test
  void aFolderHasAPageForTheNightAndAnIndex(@TempDir Path folder) throws IOException {
    Report.write(lake, SampleWarehouse.FIRST, folder.toString(), 500);
    Report.write(lake, SampleWarehouse.LAST, folder.toString(), 500);
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            SampleWarehouse.FIRST + ".html",
            SampleWarehouse.LAST + ".html",
            "index.html",
            "nights.json");
    assertThat(Files.readString(folder.resolve("index.html")))
        .contains("href=\"2026-11-02.html\"", "href=\"2026-11-03.html\"");
    assertThat(Files.readString(folder.resolve("2026-11-03.html")))
        .contains("href=\"2026-11-02.html\"", "on 2026-11-02");
  }

  @Test
  void everyNightWritesItsReportBesideTheFeed() {
    assertThat(SampleWarehouse.folder().resolve("feed/report").toFile().list())
        .contains("2026-11-02.html", "2026-11-03.html", "index.html");
  }

  @Test
  void itsFiguresAreThoseOfTheTables(@TempDir Path folder) throws IOException {
    Report.write(lake, SampleWarehouse.LAST, folder.toString(), 500);
    Nights nights = Nights.read(Files.readAllBytes(folder.resolve("nights.json")));
    NightFigures found = nights.figures().get(SampleWarehouse.LAST);
    Row mail =
        lake.read(Tables.MESSAGES, SampleWarehouse.LAST)
            .filter("client_high IS NOT NULL")
            .selectExpr(
                "count_if(kind IN ('message', 'refused'))",
                "count_if(kind IN ('message', 'refused') AND client_ip LIKE '%:%')",
                "count_if(verdict = 'spam')",
                "count_if(verdict = 'ham')")
            .head();
    assertThat(found.transactions()).isEqualTo(mail.getLong(0));
    assertThat(found.overIpv6()).isEqualTo(mail.getLong(1));
    assertThat(found.spam()).isEqualTo(mail.getLong(2));
    assertThat(found.ham()).isEqualTo(mail.getLong(3));
    assertThat(found.entries()).isEqualTo(lake.read(Tables.POLICY, found.day()).count());
    assertThat(found.alerts()).isEqualTo(lake.read(Tables.ALERTS, found.day()).count());
    assertThat(found.lines()).isPositive();
  }

  @Test
  void writtenAgainItIsTheSame(@TempDir Path folder) throws IOException {
    Report.write(lake, SampleWarehouse.LAST, folder.toString(), 300);
    byte[] page = Files.readAllBytes(folder.resolve("2026-11-03.html"));
    Report.write(lake, SampleWarehouse.LAST, folder.toString(), 300);
    assertThat(Files.readAllBytes(folder.resolve("2026-11-03.html"))).isEqualTo(page);
  }

  @Test
  void thePageOfADayWhoseScoresAreGoneGoesWithThemAndOthersFilesStay(@TempDir Path folder)
      throws IOException {
    Report.write(lake, SampleWarehouse.FIRST, folder.toString(), 300);
    Path nights = folder.resolve("nights.json");
    Files.writeString(nights, Files.readString(nights).replace("2026-11-02", "2025-11-02"));
    Files.writeString(folder.resolve("2025-11-02.html"), "of a day long ago");
    Files.writeString(folder.resolve("2025-11-03.html"), "somebody else's");

    Report.write(lake, SampleWarehouse.LAST, folder.toString(), 300);

    assertThat(folder.toFile().list())
        .contains("2026-11-02.html", "2026-11-03.html", "2025-11-03.html")
        .doesNotContain("2025-11-02.html");
  }

  @Test
  void aDayThatWasNotScoredIsRefused(@TempDir Path folder) {
    assertThatThrownBy(
            () -> Report.write(lake, SampleWarehouse.LAST.plusDays(1), folder.toString(), 300))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.INPUT_MISSING))
        .hasMessage(
            "There are no scores of 2026-11-04 in %s. Do its night first; scored are 2026-11-02 to 2026-11-03."
                .formatted(lake.warehouse()));
    Lake absent = Lake.at(lake.spark(), lake.warehouse() + "-absent");
    assertThatThrownBy(() -> Report.write(absent, SampleWarehouse.LAST, folder.toString(), 300))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.WRONG_USE));
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void aDamagedListOfNightsIsCountedAnew() {
    Nights read = Nights.read("{\"version\": 1, \"nig".getBytes(StandardCharsets.UTF_8));
    assertThat(read.figures()).isEmpty();
    assertThat(read.scoresVersion()).isEqualTo(-1);
  }
}
