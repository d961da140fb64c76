package slash64.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static slash64.testing.FrameAssertions.assertSameRows;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.privacy.Messages;
import slash64.testing.SharedSpark;

/** A run that stops after any of its steps, and the next run that takes its intake up. */
@Tag("long")
class StoppedIntakeTest {
  private static final Instant NOW = Instant.parse("2026-11-03T02:30:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
  private static final Archive ARCHIVE =
      new Archive("mail.log", 10, "f1", new ContentIdentity("h1", 10, "c1"), 0);

  @TempDir static Path folder;
  private static Lake undisturbed;

  @BeforeAll
  static void runUndisturbed() {
    undisturbed = lake("undisturbed");
    before(undisturbed);
    run(undisturbed, "run-2", 4);
  }

  @ParameterizedTest(name = "stopped after step {0}")
  @ValueSource(ints = {1, 2, 3, 4})
  void theNextRunLeavesTheSameTables(int steps) {
    Lake disturbed = lake("disturbed-" + steps);
    before(disturbed);

    run(disturbed, "run-2", steps);
    run(disturbed, "run-3", 4);

    for (TableDefinition table : List.of(Tables.MESSAGES, Tables.QUARANTINE)) {
      assertSameRows(disturbed.read(table), undisturbed.read(table));
    }
    assertThat(new Ledger(disturbed).unfinished()).isEmpty();
    assertThat(new Ledger(disturbed).done())
        .extracting(LedgerEntry::intake)
        .containsExactly(1L, 2L);
  }

  /** One finished intake, which leaves the message b open. */
  private static void before(Lake lake) {
    Ledger ledger = new Ledger(lake);
    Archive earlier = new Archive("old.log", 9, "f0", new ContentIdentity("h0", 9, "c0"), 0);
    Plan plan = ledger.plan(List.of(earlier), "run-1", NOW);
    lake.exchangeOpen(open -> messages("a closed", "b open"), plan.transaction());
    ledger.finish(
        plan, List.of(new ArchiveResult(earlier, "postfix", LineCounts.NONE)), "run-1", NOW);
  }

  /** The steps of an intake, of which the first {@code steps} are done. */
  private static void run(Lake lake, String runId, int steps) {
    Ledger ledger = new Ledger(lake);
    if (ledger.unfinished().isEmpty() && ledger.takenIn().holds(ARCHIVE.content())) {
      return; // already done
    }
    Plan plan = ledger.unfinished().orElseGet(() -> ledger.plan(List.of(ARCHIVE), runId, NOW));
    if (steps > 1) {
      lake.exchangeOpen(open -> messages("b closed", "c open"), plan.transaction());
    }
    if (steps > 2) {
      lake.append(Tables.QUARANTINE, quarantine(plan), plan.transaction());
    }
    if (steps > 3) {
      ledger.finish(
          plan, List.of(new ArchiveResult(ARCHIVE, "postfix", LineCounts.NONE)), runId, NOW);
    }
  }

  private static Lake lake(String name) {
    return Lake.at(SharedSpark.session(), folder.resolve(name).toString());
  }

  private static Dataset<Row> quarantine(Plan plan) {
    Dataset<Row> refused =
        SharedSpark.session()
            .createDataFrame(
                List.of(RowFactory.create("mail.log", 3L, "no time", "?")), Quarantine.REFUSED);
    return Quarantine.of(refused, plan.intake(), plan.day());
  }

  private static Dataset<Row> messages(String... messages) {
    List<String> names = List.of(Messages.SCHEMA.fieldNames());
    List<Row> rows =
        Arrays.stream(messages)
            .map(
                message ->
                    Map.<String, Object>of(
                        "day", DAY,
                        "queue_id", message.substring(0, 1),
                        "is_open", message.endsWith("open")))
            .map(values -> RowFactory.create(names.stream().map(values::get).toArray()))
            .toList();
    return SharedSpark.session().createDataFrame(rows, Messages.SCHEMA);
  }
}
