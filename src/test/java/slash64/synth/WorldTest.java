package slash64.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorldTest {
  private static final WorldConfig CONFIG =
      WorldConfig.demo(11, LocalDate.of(2026, 10, 30)).withDays(4).withMessagesPerDay(600);

  @TempDir private Path folder;

  @Test
  void equalConfigurationsGiveEqualBytesInAnyZoneAndLocale() throws IOException {
    World.write(CONFIG, folder.resolve("here"));
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      World.write(CONFIG, folder.resolve("there"));
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }

    List<Path> files = files(folder.resolve("here"));
    assertThat(files).hasSize(4 * 3 + 4 + 4); // archives, messages, and four files of truth
    assertThat(files(folder.resolve("there"))).isEqualTo(files);
    for (Path file : files) {
      assertThat(folder.resolve("there").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("here").resolve(file));
    }
  }

  private static List<Path> files(Path world) throws IOException {
    try (Stream<Path> files = Files.walk(world)) {
      return files.filter(Files::isRegularFile).map(world::relativize).sorted().toList();
    }
  }

  @Test
  void anotherSeedGivesAnotherWorld() throws IOException {
    WorldConfig other = WorldConfig.demo(12, CONFIG.firstDay()).withDays(1).withMessagesPerDay(600);
    World.write(CONFIG.withDays(1), folder.resolve("one"));
    World.write(other, folder.resolve("other"));
    Path archive = Path.of("logs", "mx1-2026-10-30.log");
    assertThat(Archives.bytes(folder.resolve("one").resolve(archive)))
        .isNotEqualTo(Archives.bytes(folder.resolve("other").resolve(archive)));
  }

  @Test
  void theSummaryCountsWhatWasWritten() throws IOException {
    World.Summary summary = World.write(CONFIG, folder);
    long lines = 0;
    long bytes = 0;
    for (String host : List.of("mx1", "mx2", "out1")) {
      lines += Archives.lines(folder, host).size();
      bytes += Archives.of(folder, host).stream().mapToLong(f -> Archives.bytes(f).length).sum();
    }
    assertThat(summary.archives()).isEqualTo(12);
    assertThat(summary.lines()).isEqualTo(lines);
    assertThat(summary.bytes()).isEqualTo(bytes);
    assertThat(summary.messages()).isBetween(4 * 600L / 2, 4 * 600L * 2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void worldsOfEveryShapeAreWritten(String name, WorldConfig config) throws IOException {
    World.Summary summary = World.write(config, folder);
    int hosts = config.inboundHosts() + config.submissionHosts();
    assertThat(summary.archives()).isEqualTo(hosts * config.days());
    assertThat(summary.messages()).isPositive();
    Truth truth = Truth.of(folder);
    assertThat(truth.messages(message -> !message.id().isEmpty()))
        .hasSize((int) summary.messages());
    assertThat(truth.messages().stream().map(Truth.Message::host).distinct().count())
        .isBetween(2L, (long) hosts);
  }

  static Stream<Arguments> shapes() {
    WorldConfig small = CONFIG.withDays(2).withMessagesPerDay(50);
    return Stream.of(
        Arguments.of("as small as can be", small.withDays(1).withHosts(1, 1)),
        Arguments.of("many hosts", small.withHosts(64, 64)),
        Arguments.of("IPv4 servers only", small.withIpv6Share(0)),
        Arguments.of("IPv6 servers only", small.withIpv6Share(1)),
        Arguments.of("a filter that is always wrong", small.withVerdictNoise(1, 1)),
        Arguments.of("a leap day", WorldConfig.demo(4, LocalDate.of(2028, 2, 28)).withDays(2)),
        Arguments.of("a New Year", WorldConfig.demo(4, LocalDate.of(2026, 12, 31)).withDays(2)),
        Arguments.of(
            "more events than senders and days",
            small.withInjections(new Injections(500, 3, 3, 3, 3, 3))),
        Arguments.of(
            "all attacks in one day", small.withDays(1).withAttacks(EnumSet.allOf(Attack.class))));
  }

  @Test
  void archivesArePackedInTurn() throws IOException {
    World.write(CONFIG, folder);
    assertThat(Archives.of(folder, "mx1"))
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "mx1-2026-10-30.log",
            "mx1-2026-10-31.log.gz",
            "mx1-2026-11-01.log.zst",
            "mx1-2026-11-02.log");
  }

  @Test
  void aSecondWorldIsNotMixedIntoTheFirst() throws IOException {
    World.write(CONFIG.withDays(1), folder);
    assertThatThrownBy(() -> World.write(CONFIG, folder))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage(
            "Cannot write a world: %s is not empty. Choose another folder, or remove this one first.",
            folder.resolve("logs"));
  }
}
