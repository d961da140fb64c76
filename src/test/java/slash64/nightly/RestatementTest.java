package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.conf.InputSettings;
import slash64.conf.PrivacySettings;
import slash64.conf.Settings;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.progress.Progress;
import slash64.testing.SharedSpark;

class RestatementTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final String MAIL =
      """
      2026-11-23T08:00:00Z mx1 postfix/smtpd[1]: %1$s: client=mail.example.org[2001:db8::5]
      2026-11-23T08:00:01Z mx1 postfix/qmgr[3]: %1$s: from=<a@example.org>, size=10, nrcpt=1 (queue active)
      2026-11-23T08:00:01Z mx1 postfix/local[4]: %1$s: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)
      2026-11-23T08:00:01Z mx1 postfix/qmgr[3]: %1$s: removed
      """;

  @TempDir private Path folder;

  private Lake lake;
  private NightConf conf;

  @Test
  void whatComesTooLateOfACountedDayIsNotCountedAndToldOnce() throws IOException {
    lake = Lake.at(SharedSpark.session(), folder.resolve("warehouse").toString());
    conf =
        new NightConf(
            DAY,
            List.of(folder.toString()),
            lake.warehouse().toString(),
            Optional.empty(),
            Optional.empty(),
            false,
            Settings.standard());
    lake.prepare(Tables.ALL);
    assertThat(counted("0F5383D", DAY)).isEqualTo(List.of());
    long transactions = transactions();

    List<String> warnings = counted("1A2B3C4", DAY.plusDays(1));

    assertThat(warnings)
        .containsExactly(
            "2026-11-23 lies further back than restate.horizon_days: what came late of it, or was forgotten, is in the table messages alone; its counts stay as they were");
    assertThat(lake.read(Tables.MESSAGES).count()).isEqualTo(2);
    assertThat(transactions()).isEqualTo(transactions);
    assertThat(counted("2B3C4D5", DAY)).as("within the horizon").isEmpty();
    assertThat(transactions()).isEqualTo(3 * transactions);
  }

  private long transactions() {
    return lake.read(Tables.PREFIX_ACTIVITY).selectExpr("sum(transactions)").head().getLong(0);
  }

  private List<String> counted(String queueId, LocalDate horizon) throws IOException {
    Path log = Files.writeString(folder.resolve(queueId + ".log"), MAIL.formatted(queueId));
    try (Progress progress = Progress.onStandardError()) {
      Pseudonyms pseudonyms =
          Pseudonyms.of(lake, PrivacySettings.of(conf.settings()), Optional.empty());
      new Intake(lake, pseudonyms, InputSettings.of(conf.settings()), progress, "run")
          .run(List.of(log.toString()), DAY.plusDays(1));
      new Restatement(lake, conf, progress).run(horizon);
      return progress.summary().warnings();
    }
  }
}
