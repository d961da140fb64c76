package slash64.lake;

import static org.apache.spark.sql.functions.col;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Which archives are in the tables. An intake is planned before anything of it is written, and done
 * after everything of it is; what is planned and not done is taken up again with the same archives
 * and the same number. Entries are only ever added.
 */
public final class Ledger {
  private static final String PLANS = "slash64-plan";
  private static final String DONE = "slash64-done";

  private final Lake lake;

  /** The entries as last read; null before that and after a write of ours. */
  private List<LedgerEntry> read;

  public Ledger(Lake lake) {
    this.lake = lake;
  }

  /** Returns the plan that an earlier run did not finish, if there is one. */
  public Optional<Plan> unfinished() {
    TreeMap<Long, Plan> open = new TreeMap<>();
    List<LedgerEntry> entries = entries();
    Set<Long> done = new HashSet<>();
    for (LedgerEntry entry : entries) {
      if (entry.status() != LedgerEntry.Status.PLANNED) {
        done.add(entry.intake());
      }
    }
    for (LedgerEntry entry : entries) {
      if (!done.contains(entry.intake())) {
        open.merge(
            entry.intake(),
            new Plan(entry.intake(), entry.day(), List.of(entry.archive())),
            Plan::and);
      }
    }
    return Optional.ofNullable(open.firstEntry()).map(entry -> entry.getValue());
  }

  /**
   * Writes down what will be taken in and returns it under its number.
   *
   * @throws IllegalStateException if an earlier plan is unfinished, or no archive is named
   */
  public Plan plan(Collection<Archive> archives, String runId, Instant now) {
    if (archives.isEmpty()) {
      throw new IllegalStateException("Cannot plan an intake: no archive is named");
    }
    unfinished()
        .ifPresent(
            plan -> {
              throw new IllegalStateException(
                  "Cannot plan an intake: intake %d is unfinished; finish it first"
                      .formatted(plan.intake()));
            });
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Plan plan = new Plan(lastIntake() + 1, day, List.copyOf(archives));
    List<LedgerEntry> entries =
        plan.archives().stream()
            .map(
                archive ->
                    new LedgerEntry(
                        day,
                        plan.intake(),
                        runId,
                        LedgerEntry.Status.PLANNED,
                        archive,
                        null,
                        LineCounts.NONE,
                        now))
            .toList();
    write(entries, new Transaction(PLANS, plan.intake()));
    return plan;
  }

  /**
   * Writes down that an intake is wholly in the tables: the last write of an intake.
   *
   * @param results one per archive of the plan, in any order
   * @throws IllegalArgumentException if archives are missing or were not planned
   */
  public void finish(Plan plan, Collection<ArchiveResult> results, String runId, Instant now) {
    Set<String> planned = new HashSet<>(plan.archives().stream().map(Archive::path).toList());
    Set<String> read = new HashSet<>(results.stream().map(r -> r.archive().path()).toList());
    if (!planned.equals(read) || results.size() != plan.archives().size()) {
      throw new IllegalArgumentException(
          "Cannot finish intake %d: it was planned with %s, and read %s"
              .formatted(plan.intake(), planned, read));
    }
    List<LedgerEntry> entries =
        results.stream()
            .map(
                result ->
                    new LedgerEntry(
                        plan.day(),
                        plan.intake(),
                        runId,
                        LedgerEntry.Status.DONE,
                        result.archive(),
                        result.format(),
                        result.counts(),
                        now))
            .toList();
    write(entries, new Transaction(DONE, plan.intake()));
  }

  /**
   * Writes down that an intake ended before anything of it was written: its archives count as never
   * seen.
   */
  public void cancel(Plan plan, String runId, Instant now) {
    List<LedgerEntry> entries =
        plan.archives().stream()
            .map(
                archive ->
                    new LedgerEntry(
                        plan.day(),
                        plan.intake(),
                        runId,
                        LedgerEntry.Status.CANCELED,
                        archive,
                        null,
                        LineCounts.NONE,
                        now))
            .toList();
    write(entries, new Transaction(DONE, plan.intake()));
  }

  private void write(List<LedgerEntry> entries, Transaction transaction) {
    read = null;
    List<Row> rows = entries.stream().map(LedgerEntry::row).toList();
    lake.append(
        Tables.LEDGER,
        lake.spark().createDataFrame(rows, LedgerEntry.SCHEMA).coalesce(1),
        transaction);
  }

  /** Returns the archives that are in the tables, in the order they were taken in. */
  public List<LedgerEntry> done() {
    return entries().stream().filter(e -> e.status() == LedgerEntry.Status.DONE).toList();
  }

  /** Returns what is in the tables, to compare archives with. */
  public TakenIn takenIn() {
    return new TakenIn(done());
  }

  /** Returns all entries by intake, archive and status, planned before done. */
  public List<LedgerEntry> entries() {
    if (read == null) {
      read =
          lake
              .readWhole(Tables.LEDGER)
              .orderBy(col("intake"), col("archive"), col("status").desc())
              .collectAsList()
              .stream()
              .map(LedgerEntry::of)
              .toList();
    }
    return read;
  }

  private long lastIntake() {
    return entries().stream().mapToLong(LedgerEntry::intake).max().orElse(0);
  }
}
