package slash64.care;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.conf.PrivacySettings;
import slash64.conf.RestateSettings;
import slash64.conf.RetainSettings;
import slash64.conf.Settings;
import slash64.lake.Lake;
import slash64.lake.TableCare;
import slash64.lake.TableDefinition;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.nightly.NightConf;
import slash64.nightly.Nightly;
import slash64.nightly.PseudonymKeys;
import slash64.progress.Progress;
import slash64.testing.SampleWarehouse;
import slash64.testing.SharedSpark;

/** Maintenance and forgetting, on a copy of two nights. */
@Tag("long")
class CareTest {
  private static final RetainSettings RETAIN = RetainSettings.of(Settings.standard());
  private static final Settings HORIZON_HAS_PASSED =
      Settings.load(Optional.empty(), List.of("restate.horizon_days=0", "report.nightly=false"));

  @TempDir private Path folder;
  private Lake lake;

  @BeforeEach
  void copyTheSample() throws IOException {
    FileUtils.copyDirectory(
        SampleWarehouse.folder().resolve("warehouse").toFile(), folder.toFile());
    lake = Lake.at(SharedSpark.session(), folder.toString());
  }

  @Test
  void maintenanceForgetsOldMessagesAndTheNextNightKeepsTheirCounts() {
    Map<String, Long> before = rows();

    maintain(SampleWarehouse.LAST.plusDays(RETAIN.messagesDays()));

    for (TableDefinition table : Tables.ALL) {
      assertThat(new TableCare(lake).scatteredDays(table)).as(table.name()).isEmpty();
    }
    night();
    assertThat(lake.days(Tables.MESSAGES)).doesNotContain(SampleWarehouse.FIRST);
    assertThat(lastRun().<String>getList(lastRun().fieldIndex("warnings"))).isEmpty();
    Map<String, Long> after = rows();
    assertThat(after.get("messages")).isLessThan(before.get("messages"));
    for (String another : List.of("messages", "quarantine", "runs")) { // runs tells of this night
      before.remove(another);
      after.remove(another);
    }
    assertThat(after).isEqualTo(before);
  }

  private Row lastRun() {
    return lake.read(Tables.RUNS).orderBy(col("started").desc()).first();
  }

  /** Nothing new, and a horizon that has passed the first day. */
  private void night() {
    NightConf night =
        new NightConf(
            SampleWarehouse.LAST,
            List.of(SampleWarehouse.folder().resolve("world/logs") + "/*"),
            folder.toString(),
            Optional.empty(),
            Optional.empty(),
            false,
            HORIZON_HAS_PASSED);
    try (Progress progress = Progress.onStandardError()) {
      Nightly.run(SharedSpark.session(), night, progress);
    }
  }

  @Test
  void aFileThatIsGoneIsTold() throws IOException {
    List<String> files = List.of(lake.read(Tables.PREFIX_ACTIVITY).inputFiles());
    Files.delete(Path.of(java.net.URI.create(files.get(0))));

    assertThat(faults(SampleWarehouse.FIRST))
        .singleElement()
        .asString()
        .startsWith("table prefix_activity lacks 1 of its files, among them ");
  }

  @Test
  void soundTablesAgreeAndCountsThatDoNotFollowFromMessagesAreTold() {
    assertThat(faults(SampleWarehouse.FIRST)).isEmpty();
    DeltaTable.forPath(lake.spark(), lake.path(Tables.PREFIX_ACTIVITY))
        .delete(col("length").equalTo(32).and(col("day").equalTo(SampleWarehouse.FIRST)));

    assertThat(faults(SampleWarehouse.FIRST))
        .containsExactly(
            "table prefix_activity counts another number than the messages of "
                + SampleWarehouse.FIRST);
    assertThat(faults(SampleWarehouse.LAST)).isEmpty();
  }

  @Test
  void whoWasForgottenOnADayThatNoNightCountsAnewIsNoFault() {
    forget(someoneOfBothDays(), true);
    assertThat(faults(SampleWarehouse.FIRST)).as("before the next night").isEmpty();
    night();

    try (Progress progress = Progress.onStandardError()) {
      Maintenance.run(
          SharedSpark.session(),
          folder.toString(),
          RETAIN,
          RestateSettings.of(HORIZON_HAS_PASSED),
          SampleWarehouse.LAST,
          progress);
      assertThat(progress.summary().warnings()).isEmpty();
    }
    assertThat(faults(SampleWarehouse.FIRST)) // what the horizon is for
        .contains(
            "table prefix_activity counts another number than the messages of "
                + SampleWarehouse.FIRST);
  }

  /** So that the next night has a day to count, and no longer sees that the other changed, too. */
  private Traces someoneOfBothDays() {
    String pseudonym =
        lake.read(Tables.MESSAGES)
            .filter("sent > 0 AND client_ip LIKE '%:%' AND length(sender_hash) > 0")
            .groupBy("sender_hash")
            .agg(count_distinct(col("day")).as("days"))
            .filter("days = 2")
            .orderBy("sender_hash")
            .head()
            .getString(0);
    return new Traces("one person", Map.of(Tables.MESSAGES, col("sender_hash").equalTo(pseudonym)));
  }

  private List<String> faults(LocalDate horizon) {
    return new TableCheck(lake, horizon).faults();
  }

  private Traces tracesOf(String address) {
    return Traces.ofPerson(
        address, PseudonymKeys.kept(lake, PrivacySettings.of(Settings.standard())).get());
  }

  @Test
  void aPersonIsForgottenToTheLastFile() throws IOException {
    Traces traces = tracesOf(anAddress());
    Column theirs = traces.rows().get(Tables.MESSAGES);
    long others =
        lake.read(Tables.MESSAGES).filter(org.apache.spark.sql.functions.not(theirs)).count();

    forget(traces, false);
    assertThat(lake.read(Tables.MESSAGES).filter(theirs).count()).isPositive();
    forget(traces, true);

    assertThat(lake.read(Tables.MESSAGES).filter(theirs).count()).isZero();
    assertThat(lake.read(Tables.MESSAGES).count()).isEqualTo(others);
    assertThat(dataFiles(Tables.MESSAGES))
        .containsExactlyInAnyOrder(
            Stream.of(lake.read(Tables.MESSAGES).inputFiles())
                .map(file -> Path.of(java.net.URI.create(file)))
                .toArray(Path[]::new));
  }

  @Test
  void aPrefixIsForgottenInEveryTableThatNamesIt() {
    Prefix prefix =
        Prefix.parse(
            lake.read(Tables.PREFIX_ACTIVITY)
                .filter("family = 6 AND length = 48")
                .orderBy("prefix_key")
                .head()
                .getAs("prefix"));
    Traces traces = Traces.ofPrefix(prefix);

    forget(traces, true);

    traces
        .rows()
        .forEach(
            (table, condition) ->
                assertThat(lake.read(table).filter(condition).count()).as(table.name()).isZero());
    assertThat(lake.read(Tables.PREFIX_ACTIVITY).count()).isPositive();
  }

  private void maintain(LocalDate today) {
    try (Progress progress = Progress.onStandardError()) {
      Maintenance.run(
          SharedSpark.session(),
          folder.toString(),
          RETAIN,
          RestateSettings.of(Settings.standard()),
          today,
          progress);
    }
  }

  private void forget(Traces traces, boolean isDone) {
    try (Progress progress = Progress.onStandardError()) {
      Forgetting.run(SharedSpark.session(), folder.toString(), traces, isDone, progress);
    }
  }

  private Map<String, Long> rows() {
    Map<String, Long> rows = new TreeMap<>();
    Tables.ALL.forEach(table -> rows.put(table.name(), lake.read(table).count()));
    return rows;
  }

  private List<Path> dataFiles(TableDefinition table) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(Path.of(lake.path(table).replaceFirst("^file:", "")))) {
      all.filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> !file.toString().contains("_delta_log"))
          .forEach(files::add);
    }
    return files;
  }

  /** Somebody who sent mail, from the plain text of a log. */
  private static String anAddress() throws IOException {
    try (Stream<Path> logs = Files.list(SampleWarehouse.folder().resolve("world/logs"))) {
      Path plain = logs.filter(log -> log.toString().endsWith(".log")).sorted().findFirst().get();
      Matcher from =
          Pattern.compile("qmgr\\[\\d+\\]: \\w+: from=<([^@>]+@[^>]+)>")
              .matcher(Files.readString(plain));
      assertThat(from.find()).isTrue();
      return from.group(1);
    }
  }
}
