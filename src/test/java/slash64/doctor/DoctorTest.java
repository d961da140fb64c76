package slash64.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.conf.Settings;
import slash64.doctor.Finding.Verdict;
import slash64.feed.FeedDestination;
import slash64.feed.FeedNight;
import slash64.feed.FeedNotes;
import slash64.feed.FeedPublisher;
import slash64.feed.FeedStamp;
import slash64.feed.LocalStore;

class DoctorTest {
  @TempDir private Path folder;

  @Test
  void aSoundMachineIsGoodInEveryPointAndStaysAsItWas() throws IOException {
    List<Finding> findings =
        Doctor.examine(
            Settings::standard,
            Optional.of(folder.resolve("warehouse").toString()),
            Optional.of(folder.toUri().toString()));

    assertThat(findings).extracting(Finding::verdict).doesNotContain(Verdict.BAD);
    assertThat(findings)
        .extracting(Finding::subject)
        .containsExactly(
            "Java",
            "Java flags",
            "memory",
            "temporary files",
            "configuration",
            "warehouse",
            "export");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void anotherJavaIsNamed() {
    assertThat(JavaCheck.version(17).verdict()).isEqualTo(Verdict.GOOD);
    assertThat(JavaCheck.version(21))
        .isEqualTo(
            Finding.bad(
                "Java",
                "this is Java 21, need 17: install openjdk-17-jdk and point JAVA_HOME at it."));
  }

  @Test
  void whatIsClosedToSparkIsNamed() {
    assertThat(JavaCheck.flags(JavaModuleOptions.defaultModuleOptionArray()).verdict())
        .isEqualTo(Verdict.GOOD);
    assertThat(JavaCheck.flags("--add-opens=java.base/java.time=ALL-UNNAMED"))
        .isEqualTo(
            Finding.bad(
                "Java flags",
                "closed to Spark: java.base/java.time. Start with ./slash64, or give java"
                    + " @conf/jvm.options."));
  }

  @ParameterizedTest(name = "a heap of {0} MB on {1} MB is {2}")
  @CsvSource(
      textBlock =
          """
          899,  4096, BAD
          900,  4096, GOOD
          4096, 4096, GOOD
          4097, 4096, BAD
          """)
  void memoryIsEnoughAndNoMoreThanThereIs(long heapMb, long machineMb, Verdict verdict) {
    assertThat(MemoryCheck.of(heapMb, machineMb).verdict()).isEqualTo(verdict);
  }

  @Test
  void aFolderThatCannotBeUsedIsNamedWithTheOptionThatMendsIt() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(FolderCheck.finding("warehouse", file.toString(), "--warehouse"))
        .isEqualTo(
            Finding.bad(
                "warehouse", file + " is a file, need a folder: name another with --warehouse."));
    assertThat(FolderCheck.finding("warehouse", file + "/below", "--warehouse").verdict())
        .isEqualTo(Verdict.BAD);
    assertThat(FolderCheck.finding("warehouse", "nowhere://host/x", "--warehouse").text())
        .startsWith("cannot reach nowhere://host/x (No FileSystem for scheme \"nowhere\")")
        .endsWith("name another with --warehouse.");
    assertThat(FolderCheck.finding("warehouse", "", "--warehouse").verdict())
        .isEqualTo(Verdict.BAD);
  }

  @Test
  void aFolderWithoutTheRightToWriteIsNamed() {
    assertThat(FolderCheck.finding("export", "/proc/slash64", "--export").text())
        .startsWith("cannot write in /proc (")
        .endsWith("name another with --export.");
  }

  @Test
  void aPolicyThatMayNotBeUsedForLongIsDoubtful() throws IOException {
    assertThat(FeedCheck.finding(folder.toString(), Instant.now())).isEmpty();
    Instant end = Instant.parse("2026-11-11T00:00:00Z");
    FeedStamp stamp =
        new FeedStamp(
            LocalDate.parse("2026-11-03"), end.minusSeconds(1), end, "ab", "1", FeedNotes.NONE);
    new FeedPublisher(new LocalStore(folder), List.of(), Optional.empty(), 1)
        .publish(
            new FeedNight(stamp, List.of(), Optional.empty(), List.of(), List.of()),
            FeedDestination.CURRENT);

    assertThat(FeedCheck.finding(folder.toString(), Instant.parse("2026-11-07T12:00:00Z")))
        .contains(
            Finding.good(
                "feed", "policy of 2026-11-03, valid until 2026-11-11T00:00:00Z, 3 days more"));
    assertThat(FeedCheck.finding(folder.toString(), Instant.parse("2026-11-09T12:00:00Z")))
        .contains(
            Finding.doubtful(
                "feed",
                "policy of 2026-11-03, valid until 2026-11-11T00:00:00Z, 1 day more. The table"
                    + " runs tells what became of the nights since."));
    Files.writeString(folder.resolve("current/manifest.json"), "{}");
    assertThat(FeedCheck.finding(folder.toString(), end).orElseThrow().verdict())
        .isEqualTo(Verdict.BAD);
  }

  @Test
  void wrongSettingsAreAFindingAndNoFailure() {
    assertThat(examine("feed.valid_days=0"))
        .contains(
            Finding.bad(
                "configuration",
                "Wrong value 0 for feed.valid_days in --set: need a whole number from 1 to 365."));
    assertThat(examine("privacy.key_file=" + folder.resolve("key")))
        .contains(
            Finding.bad(
                "key file",
                "cannot read %s: make it readable, or set privacy.key_file to another."
                    .formatted(folder.resolve("key"))));
  }

  private static List<Finding> examine(String set) {
    return Doctor.examine(
        () -> Settings.load(Optional.empty(), List.of(set)), Optional.empty(), Optional.empty());
  }
}
