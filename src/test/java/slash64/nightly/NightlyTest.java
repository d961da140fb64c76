package slash64.nightly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import slash64.conf.Settings;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.progress.Progress;
import slash64.synth.World;
import slash64.synth.WorldConfig;
import slash64.testing.SharedSpark;

/** Whole nights on embedded Spark, over the logs of a small synthetic world. */
class NightlyTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);
  private static final int DAYS = 2;

  @TempDir private static Path shared;

  private static Path world;
  private static Path key;
  private static Path backfilled;

  @BeforeAll
  static void aWorldIsWrittenAndBackfilled() throws IOException {
    world = shared.resolve("world");
    World.write(WorldConfig.demo(7, FIRST).withDays(DAYS).withMessagesPerDay(400), world);
    // One key for all warehouses: pseudonyms can then be compared.
    key = Files.writeString(shared.resolve("key"), "a secret that no log tells");
    backfilled = shared.resolve("backfilled");
    try (Progress progress = Progress.onStandardError()) {
      Backfill.run(
          SharedSpark.session(), conf(FIRST, backfilled), FIRST.plusDays(DAYS - 1), progress);
    }
  }

  @Test
  void backfillLeavesTheSameTablesAndFeedAsNightsOneByOne() throws IOException {
    Path oneByOne = shared.resolve("one-by-one");
    for (int day = 0; day < DAYS; day++) {
      run(conf(FIRST.plusDays(day), oneByOne));
    }
    Map<String, List<String>> expected = NightTables.of(warehouse(oneByOne));
    Map<String, List<String>> found = NightTables.of(warehouse(backfilled));
    for (String table : expected.keySet()) {
      assertThat(found.get(table)).as(table).isEqualTo(expected.get(table));
    }
    assertThat(feed(backfilled)).isEqualTo(feed(oneByOne));
  }

  @Test
  void aNightDoneAgainChangesNothing() throws IOException {
    Map<String, List<String>> tables = NightTables.of(warehouse(backfilled));
    Map<String, String> files = feed(backfilled);
    run(conf(FIRST.plusDays(DAYS - 1), backfilled));
    assertThat(NightTables.of(warehouse(backfilled))).isEqualTo(tables);
    assertThat(feed(backfilled)).isEqualTo(files);
  }

  @Test
  void theTablesHoldWhatTheWorldSaysItWrote() throws IOException {
    JsonNode counts = new ObjectMapper().readTree(world.resolve("truth/counts.json").toFile());
    long connections = 0;
    long messages = 0;
    long refused = 0;
    long sent = 0;
    long bounced = 0;
    long deferrals = 0;
    for (JsonNode day : counts) {
      for (JsonNode host : day) {
        connections +=
            host.get("smtpd_connects").asLong()
                + host.get("postscreen_connects").asLong()
                - host.get("postscreen_passes").asLong();
        messages += host.get("messages").asLong();
        refused += host.get("rejects").asLong() + host.get("milter_rejects").asLong();
        sent += host.get("sent").asLong();
        bounced += host.get("bounced").asLong();
        deferrals += host.get("deferred").asLong();
      }
    }
    Row sums =
        Lake.at(SharedSpark.session(), warehouse(backfilled))
            .read(Tables.MESSAGES)
            .selectExpr(
                "sum(connections)",
                "count_if(kind = 'message' AND client_ip IS NOT NULL)",
                "sum(rejects)",
                "sum(sent)",
                "sum(bounced)",
                "sum(deferrals)")
            .head();
    assertThat(sums.getLong(0)).as("connections").isEqualTo(connections);
    assertThat(sums.getLong(1)).as("messages").isEqualTo(messages);
    assertThat(sums.getLong(2)).as("rejects").isEqualTo(refused);
    assertThat(sums.getLong(3)).as("sent").isEqualTo(sent);
    assertThat(sums.getLong(4)).as("bounced").isEqualTo(bounced);
    assertThat(sums.getLong(5)).as("deferrals").isEqualTo(deferrals);
  }

  @Test
  void everyLineIsUsedEmptyOrRefused() {
    Row sums =
        Lake.at(SharedSpark.session(), warehouse(backfilled))
            .read(Tables.LEDGER)
            .filter("status = 'done'")
            .selectExpr("sum(lines)", "sum(lines_used + lines_empty + lines_refused)")
            .head();
    assertThat(sums.getLong(0)).isPositive().isEqualTo(sums.getLong(1));
  }

  @Test
  void anArchiveOfferedUnderAnotherNameAndPackingCountsOnce(@TempDir Path other)
      throws IOException {
    long before = messages(backfilled);
    Path plain =
        logs().filter(path -> path.getFileName().toString().endsWith(".log")).findFirst().get();
    Path packed = other.resolve("copy.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(plain, out);
    }
    run(conf(FIRST.plusDays(DAYS - 1), backfilled, List.of(packed.toString())));
    assertThat(messages(backfilled)).isEqualTo(before);
  }

  /** What can be wrong with the input, and what is said of it. */
  enum BadInput {
    MISSING_FOLDER("matches no file"),
    EMPTY_FOLDER("matches no file"),
    EMPTY_ARCHIVE("There is no mail of 2026-11-02"),
    TRUNCATED_GZIP("There is no mail of 2026-11-02"),
    BINARY_FILE("of their first lines cannot be read"),
    ANOTHER_DAY("There is no mail of 2026-11-02");

    private final String said;

    BadInput(String said) {
      this.said = said;
    }

    String make(Path folder) throws IOException {
      Path file = folder.resolve("bad.log");
      switch (this) {
        case MISSING_FOLDER -> {
          return folder.resolve("nowhere").toString();
        }
        case EMPTY_FOLDER -> {
          return folder.toString();
        }
        case EMPTY_ARCHIVE -> Files.createFile(file);
        case TRUNCATED_GZIP -> {
          byte[] packed = gzip("Nov  2 08:05:01 mx1 postfix/qmgr[1]: started\n".repeat(10_000));
          Files.write(file, Arrays.copyOf(packed, packed.length / 2));
        }
        case BINARY_FILE -> {
          byte[] bytes = new byte[100_000];
          new java.util.Random(1).nextBytes(bytes);
          Files.write(file, bytes);
        }
        case ANOTHER_DAY ->
            Files.writeString(
                file,
                "2026-11-05T08:05:01Z mx1 postfix/smtpd[9]: connect from unknown[2001:db8::1]\n");
      }
      return file.toString();
    }

    private static byte[] gzip(String text) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (OutputStream out = new GZIPOutputStream(bytes)) {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
      }
      return bytes.toByteArray();
    }
  }

  @ParameterizedTest
  @EnumSource
  void badInputEndsWithStatus3AndPublishesNothing(BadInput bad, @TempDir Path folder)
      throws IOException {
    Path input = Files.createDirectory(folder.resolve("input"));
    NightConf conf = conf(FIRST, folder, List.of(bad.make(input)));
    assertThatThrownBy(() -> run(conf))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(bad.said)
        .extracting(error -> ((UserError) error).status())
        .isEqualTo(ExitStatus.INPUT_MISSING);
    assertThat(folder.resolve("feed/current")).doesNotExist();
    Lake lake = Lake.at(SharedSpark.session(), warehouse(folder));
    assertThat(lake.read(Tables.POLICY).count()).isZero();
    assertThat(lake.read(Tables.PREFIX_STATE).count()).isZero();
  }

  @Test
  @Tag("long")
  void aNightThatFoundADamagedArchiveTakesItInOnceItIsWhole(@TempDir Path folder)
      throws IOException {
    Path log = logs().filter(path -> path.toString().endsWith(".gz")).findFirst().get();
    byte[] whole = Files.readAllBytes(log);
    Path copy = Files.createDirectory(folder.resolve("in")).resolve(log.getFileName());
    Files.write(copy, Arrays.copyOf(whole, whole.length / 2));
    LocalDate day = day(log);
    NightConf conf = conf(day, folder, List.of(copy.toString()));
    run(conf);
    long half = messages(folder);
    Files.write(copy, whole);
    run(conf);
    Path undisturbed = Files.createDirectory(folder.resolve("undisturbed"));
    run(conf(day, undisturbed, List.of(copy.toString())));
    assertThat(half).isPositive().isLessThan(messages(folder));
    assertThat(deeds(folder)).isEqualTo(deeds(undisturbed));
  }

  /** What each client did. A session that is cut between two intakes may be two rows. */
  private static List<String> deeds(Path folder) {
    return Lake.at(SharedSpark.session(), warehouse(folder))
        .read(Tables.MESSAGES)
        .groupBy("client_ip")
        .agg(
            count_if(col("kind").equalTo("message")).as("messages"),
            Stream.of(
                    "connections", "sent", "bounced", "deferrals", "rejects", "tempfails", "lines")
                .map(name -> sum(name).as(name))
                .toArray(Column[]::new))
        .toJSON()
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  private static LocalDate day(Path log) {
    String name = log.getFileName().toString();
    int at = name.indexOf("2026-");
    return LocalDate.parse(name.substring(at, at + 10));
  }

  private static Stream<Path> logs() throws IOException {
    try (Stream<Path> files = Files.list(world.resolve("logs"))) {
      return files.sorted().toList().stream();
    }
  }

  private static long messages(Path folder) {
    return Lake.at(SharedSpark.session(), warehouse(folder)).read(Tables.MESSAGES).count();
  }

  private static void run(NightConf conf) {
    try (Progress progress = Progress.onStandardError()) {
      Nightly.run(SharedSpark.session(), conf, progress);
    }
  }

  private static String warehouse(Path folder) {
    return folder.resolve("warehouse").toString();
  }

  private static NightConf conf(LocalDate day, Path folder) {
    return conf(day, folder, List.of(world.resolve("logs") + "/*-{date}.*"));
  }

  private static NightConf conf(LocalDate day, Path folder, List<String> inputs) {
    return new NightConf(
        day,
        inputs,
        warehouse(folder),
        Optional.of(folder.resolve("feed").toString()),
        Optional.of(world.resolve("allocations.csv")),
        false,
        Settings.load(
            Optional.empty(), List.of("privacy.key_file=" + key, "report.nightly=false")));
  }

  /** Name and content of every published file but the manifest's number of the generation. */
  private static Map<String, String> feed(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    Path current = folder.resolve("feed/current").toRealPath();
    try (Stream<Path> children = Files.list(current)) {
      for (Path file : children.toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1); // some are binary
        files.put(file.getFileName().toString(), text.replaceAll("\"generation\" ?: ?\\d+", ""));
      }
    }
    return files;
  }
}
