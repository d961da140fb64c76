package slash64.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.activity.Cuts;
import slash64.activity.PrefixActivity;
import slash64.activity.SampleMessages;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.testing.SharedSpark;

/** The figures of days that are counted from a few messages. */
class FiguresQueryTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 1);

  @TempDir private Path folder;

  @Test
  void mailThroughATransitionMechanismIsOneMessage() {
    List<Map<String, Object>> messages = new ArrayList<>();
    for (String client : List.of("2002:c000:201::1", "2001:db8::5efe:192.0.2.1", "192.0.2.1")) {
      for (String verdict : List.of("spam", "ham", "ham")) {
        Map<String, Object> message =
            SampleMessages.message(client, Instant.parse("2026-11-01T12:00:00Z"));
        message.put("verdict", verdict);
        messages.add(message);
      }
    }
    Dataset<Row> frame = SampleMessages.frame(messages);
    Lake lake = Lake.at(SharedSpark.session(), folder.toString());
    lake.prepare(Tables.ALL);
    lake.replaceDays(
        Tables.PREFIX_ACTIVITY, PrefixActivity.of(frame, Cuts.between(frame, 1)), List.of(DAY));

    NightFigures figures = new FiguresQuery(lake).of(List.of(DAY)).get(DAY);

    assertThat(figures.transactions()).isEqualTo(9);
    assertThat(figures.overIpv6()).isEqualTo(6);
    assertThat(figures.spam()).isEqualTo(3);
    assertThat(figures.ham()).isEqualTo(6);
  }
}
