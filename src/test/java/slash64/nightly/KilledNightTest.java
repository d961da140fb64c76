package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.conf.Settings;
import slash64.progress.Progress;
import slash64.synth.World;
import slash64.synth.WorldConfig;
import slash64.testing.FaultyFileSystem;
import slash64.testing.SharedSpark;

/**
 * A night that is killed, or that finds the disk full, after any number of its steps on the disk:
 * the next one leaves the tables and the feed of a night that nothing happened to. All moments are
 * spread over the whole night, with a seed; {@code -Pslow} tries more of them.
 */
@Tag("long")
class KilledNightTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);
  private static final boolean IS_SLOW = Boolean.getBoolean("slash64.slow");

  @TempDir private static Path shared;

  private static Path world;
  private static Path key;
  private static Path before;
  private static long steps;
  private static Map<String, List<String>> tables;
  private static Map<String, String> feed;

  @BeforeAll
  static void aNightPassesUndisturbed() throws IOException {
    FaultyFileSystem.install(SharedSpark.session().sparkContext().hadoopConfiguration());
    FaultyFileSystem.revive();
    world = shared.resolve("world");
    World.write(WorldConfig.demo(11, FIRST).withDays(2).withMessagesPerDay(100), world);
    key = Files.writeString(shared.resolve("key"), "a secret that no log tells");
    before = shared.resolve("before");
    run(before, FIRST);
    Path undisturbed = copyOfBefore("undisturbed");
    FaultyFileSystem.revive();
    run(undisturbed, FIRST.plusDays(1));
    steps = FaultyFileSystem.steps();
    tables = NightTables.of(warehouse(undisturbed));
    feed = feed(undisturbed);
  }

  @AfterEach
  void theDiskWorksAgain() {
    FaultyFileSystem.revive();
  }

  static LongStream kills() throws IOException {
    return moments(1, IS_SLOW ? 50 : 4);
  }

  static LongStream fullDisks() throws IOException {
    return moments(2, IS_SLOW ? 10 : 1);
  }

  /** Each from a part of the night of its own, so that none stays untried. */
  private static LongStream moments(long seed, int count) {
    Random random = new Random(seed);
    return LongStream.range(0, count)
        .map(part -> (long) ((part + random.nextDouble()) * steps / count));
  }

  @ParameterizedTest(name = "killed after step {0}")
  @MethodSource("kills")
  void theNightAfterAKillLeavesTheSameTablesAndFeed(long moment) throws IOException {
    Path folder = copyOfBefore("killed-" + moment);
    FaultyFileSystem.dieAfter(moment);
    stop(folder);
    FaultyFileSystem.revive();
    unlock(folder);
    run(folder, FIRST.plusDays(1));
    assertAsUndisturbed(folder);
  }

  @ParameterizedTest(name = "disk full after step {0}")
  @MethodSource("fullDisks")
  void theNightAfterAFullDiskLeavesTheSameTablesAndFeed(long moment) throws IOException {
    Path folder = copyOfBefore("full-" + moment);
    FaultyFileSystem.fullAfter(moment);
    stop(folder);
    FaultyFileSystem.revive();
    unlock(folder);
    run(folder, FIRST.plusDays(1));
    assertAsUndisturbed(folder);
  }

  /** A night whose last steps fail, such as taking its lock away, may end without complaint. */
  private static void stop(Path folder) {
    try {
      run(folder, FIRST.plusDays(1));
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      assertThat(FaultyFileSystem.steps()).as("failed, but not by the disk: %s", e).isPositive();
    }
  }

  private static void assertAsUndisturbed(Path folder) throws IOException {
    Map<String, List<String>> found = NightTables.of(warehouse(folder));
    for (String table : tables.keySet()) {
      if (!table.equals("ledger")) { // it also tells of what was given up
        assertThat(found.get(table)).as(table).isEqualTo(tables.get(table));
      }
    }
    assertThat(done(found)).as("archives done").isEqualTo(done(tables));
    assertThat(feed(folder)).as("feed").isEqualTo(feed);
    FileUtils.deleteDirectory(folder.toFile());
  }

  private static List<String> done(Map<String, List<String>> tables) {
    return tables.get("ledger").stream().filter(row -> row.contains("\"done\"")).toList();
  }

  /** What a dead process cannot do; that the next one clears such a lock is shown elsewhere. */
  private static void unlock(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve("warehouse/_slash64.lock"));
    Files.deleteIfExists(folder.resolve("warehouse/_slash64.lock.clearing"));
  }

  private static Path copyOfBefore(String name) throws IOException {
    Path folder = shared.resolve(name);
    FileUtils.copyDirectory(before.toFile(), folder.toFile());
    return folder;
  }

  private static void run(Path folder, LocalDate day) {
    NightConf conf =
        new NightConf(
            day,
            List.of(world.resolve("logs") + "/*-{date}.*"),
            warehouse(folder),
            Optional.of("faulty:" + folder.resolve("feed")),
            Optional.of(world.resolve("allocations.csv")),
            false,
            Settings.load(
                Optional.empty(), List.of("privacy.key_file=" + key, "report.nightly=false")));
    try (Progress progress = Progress.onStandardError()) {
      Nightly.run(SharedSpark.session(), conf, progress);
    }
  }

  private static String warehouse(Path folder) {
    return "faulty:" + folder.resolve("warehouse");
  }

  /** Every file of the generation that is current, by name, but for its number. */
  private static Map<String, String> feed(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    Path root = folder.resolve("feed");
    Path current = root.resolve(Files.readString(root.resolve("current")).trim());
    try (Stream<Path> children = Files.list(current)) {
      for (Path file : children.toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1); // some are binary
        files.put(file.getFileName().toString(), text.replaceAll("\"generation\" ?: ?\\d+", ""));
      }
    }
    return files;
  }
}
