package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.lake.Transaction;
import slash64.privacy.Messages;
import slash64.progress.Progress;
import slash64.testing.SharedSpark;

class SilentHostsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  @TempDir Path folder;

  private Lake lake;
  private final List<Row> rows = new ArrayList<>();

  @BeforeEach
  void threeServersForFourDays() {
    lake = Lake.at(SharedSpark.session(), folder.toString());
    for (int back = 1; back <= 4; back++) {
      for (String host : List.of("mx1", "mx2", "mx3")) {
        mail(host, "postfix", DAY.minusDays(back));
      }
      mail("filter", "rspamd", DAY.minusDays(back));
    }
    mail("seldom", "postfix", DAY.minusDays(2));
    mail("mx1", "postfix", DAY);
  }

  @Test
  void aServerThatLoggedEveryDayIsMissed() {
    mail("mx2", "postfix", DAY);

    assertThat(warnings())
        .containsExactly(
            "No mail of mx3 on 2026-11-23: it logged some on each of the days before."
                + " Are archives missing? They count when they come");
  }

  @Test
  void severalAreToldAtOnce() {
    assertThat(warnings()).singleElement().asString().startsWith("No mail of mx2, mx3 on ");
  }

  @Test
  void whoIsThereIsNotMissed() {
    mail("mx2", "postfix", DAY);
    mail("mx3", "postfix", DAY);

    assertThat(warnings()).isEmpty();
  }

  @Test
  void twoDaysOfPastTellNothing() {
    rows.removeIf(row -> row.getAs(0) instanceof LocalDate day && day.isBefore(DAY.minusDays(2)));

    assertThat(warnings()).isEmpty();
  }

  private List<String> warnings() {
    lake.prepare(Tables.ALL);
    lake.exchangeOpen(
        open -> SharedSpark.session().createDataFrame(rows, Messages.SCHEMA),
        Transaction.ofIntake(1));
    try (Progress progress = Progress.onStandardError()) {
      SilentHosts.warn(lake, DAY, progress);
      return progress.summary().warnings();
    }
  }

  private void mail(String host, String mta, LocalDate day) {
    Map<String, Object> values =
        Map.of(
            "day",
            day,
            "time",
            Instant.from(day.atStartOfDay(ZoneOffset.UTC)),
            "host",
            host,
            "mta",
            mta,
            "is_open",
            false);
    rows.add(
        RowFactory.create(
            List.of(Messages.SCHEMA.fieldNames()).stream().map(values::get).toArray()));
  }
}
