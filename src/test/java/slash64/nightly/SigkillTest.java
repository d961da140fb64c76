package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.conf.Settings;
import slash64.progress.Progress;
import slash64.synth.World;
import slash64.synth.WorldConfig;
import slash64.testing.SharedSpark;

/**
 * The process of a night is killed (SIGKILL) at seeded moments spread over the steps of five
 * nights; the next run leaves the tables of a run that nothing happened to. What {@link
 * KilledNightTest} shows step by step on the disk, shown on the real thing. {@code
 * -Dslash64.kills=N} tries N.
 */
@EnabledIfSystemProperty(named = "slash64.slow", matches = "true")
class SigkillTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);
  private static final int NIGHTS = 5;
  private static final int KILLS = Integer.getInteger("slash64.kills", 50);
  private static final Pattern STEP = Pattern.compile("(\\w+ [a-z ]+?)  (\\d+\\.\\d) s");
  private static final List<Moment> KILLED = new ArrayList<>();

  @TempDir private static Path shared;

  private static Path world;
  private static Path key;

  /** Milliseconds of each step of a whole process, in their order. */
  private static Map<String, Long> steps;

  /** When to kill: so far through a step of a night. */
  record Moment(int night, int step, double share) {
    @Override
    public String toString() {
      return "night %d, step %d at %.2f".formatted(night, step, share);
    }
  }

  @BeforeAll
  static void fiveNightsPassUndisturbed() throws Exception {
    world = shared.resolve("world");
    World.write(WorldConfig.demo(13, FIRST).withDays(NIGHTS).withMessagesPerDay(60), world);
    key = Files.writeString(shared.resolve("key"), "a secret that no log tells");
    Files.createDirectories(before(1));
    for (int night = 1; night <= NIGHTS; night++) {
      run(copyOf(before(night), "before-" + (night + 1)), night);
    }
    Path timed = copyOf(before(2), "timed");
    Path errors = shared.resolve("timed.err");
    Process process = start(timed, 2, errors);
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    steps = new LinkedHashMap<>();
    Matcher step = STEP.matcher(Files.readString(errors));
    while (step.find()) {
      steps.put(step.group(1), (long) (Double.parseDouble(step.group(2)) * 1000));
    }
    assertThat(steps).hasSizeGreaterThan(5);
  }

  static Stream<Moment> moments() {
    Random random = new Random(1);
    return IntStream.range(0, KILLS)
        .mapToObj(i -> new Moment(1 + i % NIGHTS, i / NIGHTS, random.nextDouble()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("moments")
  void theNightAfterAKillLeavesTheSameTablesAndFeed(Moment moment) throws Exception {
    Path folder = copyOf(before(moment.night()), "killed");
    Path errors = shared.resolve("killed.err");
    Files.deleteIfExists(errors);
    Process process = start(folder, moment.night(), errors);
    List<String> names = List.copyOf(steps.keySet());
    int at = moment.step() % names.size();
    String after = at == 0 ? "" : names.get(at - 1) + "  ";
    while (process.isAlive() && !(Files.exists(errors) && read(errors).contains(after))) {
      Thread.sleep(20);
    }
    boolean isOver =
        process.waitFor((long) (moment.share() * steps.get(names.get(at))), TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    if (!isOver) {
      assertThat(process.exitValue()).isEqualTo(128 + 9);
      KILLED.add(moment);
    }

    run(folder, moment.night());

    Map<String, List<String>> expected =
        NightTables.of(before(moment.night() + 1).resolve("warehouse").toString());
    Map<String, List<String>> found = NightTables.of(folder.resolve("warehouse").toString());
    expected.remove("ledger"); // it also tells of what was given up
    for (String table : expected.keySet()) {
      assertThat(found.get(table)).as(table).isEqualTo(expected.get(table));
    }
    assertThat(feed(folder)).isEqualTo(feed(before(moment.night() + 1)));
    FileUtils.deleteDirectory(folder.toFile());
  }

  @AfterAll
  static void mostWereKilledInTime() {
    assertThat(KILLED.size()).isGreaterThanOrEqualTo(KILLS * 3 / 4);
  }

  /** A step's line may just be written. */
  private static String read(Path errors) throws IOException {
    return Files.readString(errors, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static Path before(int night) {
    return shared.resolve("before-" + night);
  }

  private static Path copyOf(Path from, String name) throws IOException {
    Path folder = shared.resolve(name);
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        // What is current is a link, and has to stay one.
        Files.copy(each, folder.resolve(from.relativize(each)), LinkOption.NOFOLLOW_LINKS);
      }
    }
    return folder;
  }

  private static Process start(Path folder, int night, Path errors) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "@conf/jvm.options",
            "-Xmx1g",
            "-Dlog4j2.configurationFile=conf/log4j2.properties",
            "-cp",
            System.getProperty("java.class.path"),
            "slash64.cli.Main",
            "nightly",
            "--date",
            day(night).toString(),
            "--input",
            input(),
            "--warehouse",
            folder.resolve("warehouse").toString(),
            "--export",
            folder.resolve("feed").toString(),
            "--allocations",
            world.resolve("allocations.csv").toString(),
            "--set",
            "privacy.key_file=" + key));
    return new ProcessBuilder(command)
        .redirectError(errors.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void run(Path folder, int night) {
    NightConf conf =
        new NightConf(
            day(night),
            List.of(input()),
            folder.resolve("warehouse").toString(),
            Optional.of(folder.resolve("feed").toString()),
            Optional.of(world.resolve("allocations.csv")),
            false,
            Settings.load(
                Optional.empty(), List.of("privacy.key_file=" + key, "report.nightly=false")));
    try (Progress progress = Progress.onStandardError()) {
      Nightly.run(SharedSpark.session(), conf, progress);
    }
  }

  private static String input() {
    return world.resolve("logs") + "/*-{date}.*";
  }

  private static LocalDate day(int night) {
    return FIRST.plusDays(night - 1);
  }

  /** Every file that is current, but for the number of its generation. */
  private static Map<String, String> feed(Path folder) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    Path current = folder.resolve("feed/current").toRealPath();
    try (Stream<Path> children = Files.list(current)) {
      for (Path file : children.sorted().toList()) {
        String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        files.put(file.getFileName().toString(), text.replaceAll("\"generation\" ?: ?\\d+", ""));
      }
    }
    return files;
  }
}
