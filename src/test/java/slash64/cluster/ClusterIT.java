package slash64.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.conf.Settings;
import slash64.nightly.Backfill;
import slash64.nightly.NightConf;
import slash64.nightly.NightTables;
import slash64.progress.Progress;
import slash64.synth.World;
import slash64.synth.WorldConfig;
import slash64.testing.SharedSpark;

/**
 * The jar for clusters on Spark Standalone, with driver and executors in processes of their own:
 * what only an embedded Spark forgives (classes that are not in the jar, closures that cannot be
 * sent, state that is shared in memory) fails here.
 */
@Tag("long")
class ClusterIT {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);
  private static final LocalDate LAST = FIRST.plusDays(1);
  private static final Path BUILT = Path.of(System.getProperty("slash64.home"), "target");

  @TempDir private static Path folder;

  private static StandaloneCluster cluster;
  private static Path world;
  private static Path key;
  private static Path events;

  @BeforeAll
  static void aClusterAndAWorld() throws IOException, InterruptedException {
    world = folder.resolve("world");
    World.write(WorldConfig.demo(5, FIRST).withDays(2).withMessagesPerDay(150), world);
    key = Files.writeString(folder.resolve("key"), "a secret that no log tells");
    events = Files.createDirectories(folder.resolve("events"));
    cluster =
        StandaloneCluster.start(
            Files.createDirectories(folder.resolve("cluster")),
            Files.readString(BUILT.resolve("spark.classpath")),
            2);
  }

  @AfterAll
  static void theClusterStops() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void twoNightsLeaveTheTablesOfEmbeddedSparkThoughAnExecutorIsKilled()
      throws IOException, InterruptedException {
    Path onCluster = folder.resolve("on-cluster");
    StandaloneCluster.Ended first =
        submit("nightly", onCluster, "--date", FIRST.toString()).await();
    assertThat(first.status()).as(first.err()).isZero();

    StandaloneCluster.Started second = submit("nightly", onCluster, "--date", LAST.toString());
    ProcessHandle killed = killAnExecutorAfter("Reading archives", second);
    StandaloneCluster.Ended ended = second.await();
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(killed.isAlive()).isFalse();
    assertThat(eventsOf("slash64 nightly")).contains("SparkListenerExecutorRemoved");

    Path embedded = folder.resolve("embedded");
    try (Progress progress = Progress.onStandardError()) {
      Backfill.run(SharedSpark.session(), conf(embedded), LAST, progress);
    }
    Map<String, List<String>> expected = NightTables.of(embedded + "/warehouse");
    Map<String, List<String>> found = NightTables.of(onCluster + "/warehouse");
    expected.forEach((table, rows) -> assertThat(found.get(table)).as(table).isEqualTo(rows));
    assertThat(Files.readString(onCluster.resolve("feed/current/policy.ndjson")))
        .isNotEmpty()
        .isEqualTo(Files.readString(embedded.resolve("feed/current/policy.ndjson")));
  }

  @Test
  void wrongUseIsToldBySparkSubmitsExitStatus() throws IOException, InterruptedException {
    StandaloneCluster.Ended ended =
        submit("sql", folder.resolve("none"), "SELECT nothing FROM policy").await();
    assertThat(ended.status()).as(ended.err()).isEqualTo(2);
  }

  private static StandaloneCluster.Started submit(String command, Path to, String... arguments)
      throws IOException {
    List<String> options =
        List.of(
            "--driver-memory",
            "1g",
            "--executor-memory",
            "1g",
            // Over before compiling well would pay.
            "--driver-java-options",
            "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m",
            "--conf",
            "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m",
            "--conf",
            "spark.eventLog.enabled=true",
            "--conf",
            "spark.eventLog.dir=" + events.toUri(),
            "--conf",
            "spark.eventLog.compress=false");
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--warehouse", to + "/warehouse"));
    if (!command.equals("sql")) {
      words.addAll(
          List.of(
              "--input",
              world.resolve("logs") + "/*-{date}.*",
              "--export",
              to + "/feed",
              "--allocations",
              world.resolve("allocations.csv").toString(),
              "--set",
              "privacy.key_file=" + key,
              "--set",
              "report.nightly=false"));
    }
    return cluster.submit(BUILT, options, words);
  }

  private static ProcessHandle killAnExecutorAfter(String step, StandaloneCluster.Started night)
      throws IOException, InterruptedException {
    while (night.process().isAlive() && !Files.readString(night.err()).contains(step)) {
      Thread.sleep(50);
    }
    List<ProcessHandle> executors = cluster.executors();
    assertThat(executors).as(Files.readString(night.err())).isNotEmpty();
    ProcessHandle victim = executors.get(0);
    victim.destroyForcibly();
    return victim;
  }

  private static String eventsOf(String name) throws IOException {
    StringBuilder found = new StringBuilder();
    try (Stream<Path> files = Files.walk(events)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        if (text.contains("\"App Name\":\"" + name)) {
          found.append(text);
        }
      }
    }
    return found.toString();
  }

  private static NightConf conf(Path to) {
    return new NightConf(
        FIRST,
        List.of(world.resolve("logs") + "/*-{date}.*"),
        to + "/warehouse",
        Optional.of(to + "/feed"),
        Optional.of(world.resolve("allocations.csv")),
        false,
        Settings.load(
            Optional.empty(), List.of("privacy.key_file=" + key, "report.nightly=false")));
  }
}
