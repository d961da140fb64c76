package slash64.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.testing.SharedSpark;

class LedgerTest {
  private static final Instant NOW = Instant.parse("2026-11-03T02:30:00Z");
  private static final Archive MAIL = archive("file:/logs/mail.log.gz");
  private static final Archive SPAM = archive("file:/logs/rspamd.log.zst");
  private static final LineCounts COUNTS =
      new LineCounts(
          90,
          8,
          Map.of("no time", 2L),
          Instant.parse("2026-11-02T00:00:01Z"),
          Instant.parse("2026-11-02T23:59:59Z"));

  @TempDir Path folder;
  private Ledger ledger;

  @BeforeEach
  void openAnEmptyWarehouse() {
    ledger = new Ledger(Lake.at(SharedSpark.session(), folder.toString()));
  }

  @Test
  void anEmptyLedgerKnowsNothing() {
    assertThat(ledger.unfinished()).isEmpty();
    assertThat(ledger.done()).isEmpty();
  }

  @Test
  void aRunStoppedAfterItsPlanIsTakenUpWithTheSameArchives() {
    Plan plan = ledger.plan(List.of(MAIL, SPAM), "run-1", NOW);

    Plan found = new Ledger(lakeAgain()).unfinished().orElseThrow();

    assertThat(found).isEqualTo(plan);
    assertThat(ledger.done()).isEmpty();
  }

  @Test
  void whatIsDoneIsNotTakenUpAgain() {
    Plan plan = ledger.plan(List.of(MAIL), "run-1", NOW);
    ledger.finish(plan, List.of(new ArchiveResult(MAIL, "postfix", COUNTS)), "run-2", NOW);

    assertThat(ledger.unfinished()).isEmpty();
    assertThat(ledger.done())
        .containsExactly(
            new LedgerEntry(
                plan.day(), 1, "run-2", LedgerEntry.Status.DONE, MAIL, "postfix", COUNTS, NOW));
  }

  @Test
  void finishingTwiceCountsOnce() {
    Plan plan = ledger.plan(List.of(MAIL), "run-1", NOW);
    List<ArchiveResult> results = List.of(new ArchiveResult(MAIL, "postfix", COUNTS));
    ledger.finish(plan, results, "run-1", NOW);
    ledger.finish(plan, results, "run-2", NOW);

    assertThat(ledger.entries()).hasSize(2);
  }

  @Test
  void intakesAreNumberedInOrder() {
    Plan first = ledger.plan(List.of(MAIL), "run-1", NOW);
    ledger.finish(first, List.of(new ArchiveResult(MAIL, "postfix", COUNTS)), "run-1", NOW);
    Plan second = ledger.plan(List.of(SPAM), "run-2", NOW);

    assertThat(first.intake()).isEqualTo(1);
    assertThat(second.intake()).isEqualTo(2);
  }

  @Test
  void aNewPlanWaitsForTheUnfinishedOne() {
    ledger.plan(List.of(MAIL), "run-1", NOW);

    assertThatThrownBy(() -> ledger.plan(List.of(SPAM), "run-2", NOW))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot plan an intake: intake 1 is unfinished; finish it first");
  }

  @Test
  void anIntakeIsDoneOnlyWithAllItsArchives() {
    Plan plan = ledger.plan(List.of(MAIL, SPAM), "run-1", NOW);

    assertThatThrownBy(
            () ->
                ledger.finish(
                    plan, List.of(new ArchiveResult(MAIL, "postfix", COUNTS)), "run-1", NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot finish intake 1");
    assertThat(ledger.unfinished()).contains(plan);
  }

  @Test
  void anArchiveWithoutAnyStampIsKeptWithoutTimes() {
    Plan plan = ledger.plan(List.of(MAIL), "run-1", NOW);
    LineCounts noStamp = new LineCounts(0, 0, Map.of("not text", 7L), null, null);
    ledger.finish(plan, List.of(new ArchiveResult(MAIL, null, noStamp)), "run-1", NOW);

    assertThat(ledger.done().get(0).counts()).isEqualTo(noStamp);
    assertThat(ledger.done().get(0).counts().lines()).isEqualTo(7);
  }

  private Lake lakeAgain() {
    return Lake.at(SharedSpark.session(), folder.toString());
  }

  private static Archive archive(String path) {
    return new Archive(
        path, 1000, "f".repeat(64), new ContentIdentity("a".repeat(64), 5000, "b".repeat(64)), 0);
  }
}
