package slash64.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.failure.ExitStatus;
import slash64.feed.FeedNotes;
import slash64.feed.FeedStamp;
import slash64.lake.Ledger;
import slash64.lake.RunRecord;
import slash64.lake.Tables;
import slash64.testing.SampleWarehouse;

class NightMetricsTest {
  private static final Instant STARTED = Instant.parse("2026-11-04T02:30:00Z");

  private static final Optional<FeedStamp> IN_FORCE =
      Optional.of(
          new FeedStamp(
              LocalDate.parse("2026-11-03"),
              Instant.parse("2026-11-04T00:00:00Z"),
              Instant.parse("2026-11-11T00:00:00Z"),
              "ab",
              "1",
              FeedNotes.NONE));

  @TempDir private Path folder;

  @Test
  void aGoodNightTellsAll() throws IOException {
    Path file = folder.resolve("prom/slash64.prom");
    String runId = new Ledger(SampleWarehouse.lake()).done().get(0).runId();
    NightMetrics.write(file, run(runId, ExitStatus.DONE), SampleWarehouse.lake(), IN_FORCE);
    String text = Files.readString(file);

    assertThat(text)
        .contains(
            """
            # HELP slash64_last_run_timestamp_seconds When the last run of a night ended.
            # TYPE slash64_last_run_timestamp_seconds gauge
            slash64_last_run_timestamp_seconds 1793759490
            """)
        .contains("slash64_last_run_exit_status 0\n", "slash64_run_duration_seconds 90\n")
        .contains("slash64_guard_held 0\n", "slash64_last_success_timestamp_seconds 1793759490\n")
        .contains("slash64_policy_day_end_timestamp_seconds 1793750400\n")
        .contains("slash64_messages 400\n", "slash64_lines{result=\"refused\"} 0\n");
    assertThat(names(text))
        .containsExactlyInAnyOrderElementsOf(
            NightMetrics.ALL.stream().map(Metric::name).collect(Collectors.toSet()));
    long entries = SampleWarehouse.lake().read(Tables.POLICY, SampleWarehouse.LAST).count();
    assertThat(sum(text, "slash64_policy_entries")).isEqualTo(entries);
    assertThat(sum(text, "slash64_lines")).isPositive();
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFailedNightLeavesWhatItDoesNotKnow() throws IOException {
    Path file = folder.resolve("slash64.prom");
    NightMetrics.write(
        file, run("none", ExitStatus.DONE), SampleWarehouse.lake(), Optional.empty());
    Map<String, String> good = samples(Files.readString(file));
    NightMetrics.write(
        file, run("none", ExitStatus.REFUSED), SampleWarehouse.lake(), Optional.empty());
    Map<String, String> held = samples(Files.readString(file));

    assertThat(held)
        .containsEntry("slash64_guard_held", "1")
        .containsEntry("slash64_last_run_exit_status", "4");
    for (String kept : List.of("slash64_guard_held", "slash64_last_run_exit_status")) {
      good.remove(kept);
      held.remove(kept);
    }
    assertThat(held).isEqualTo(good);
  }

  @Test
  void aHeldNightTellsItsMailAndAlertsAndNotThatItWentWell() throws IOException {
    Path file = folder.resolve("slash64.prom");
    NightMetrics.write(
        file, run("none", ExitStatus.REFUSED), SampleWarehouse.lake(), Optional.empty());
    String held = Files.readString(file);
    assertThat(held).contains("slash64_messages 400\n", "slash64_prefixes 200\n");
    assertThat(sum(held, "slash64_alerts"))
        .isEqualTo(SampleWarehouse.lake().read(Tables.ALERTS, SampleWarehouse.LAST).count());
    assertThat(held).doesNotContain("last_success_timestamp", "policy_entries");
  }

  @Test
  void whateverBecameOfTheNightItIsToldHowLongThePolicyMayBeUsed() throws IOException {
    Path file = folder.resolve("slash64.prom");
    NightMetrics.write(file, run("none", ExitStatus.FAILED), SampleWarehouse.lake(), IN_FORCE);
    assertThat(Files.readString(file))
        .contains("slash64_policy_day_end_timestamp_seconds 1793750400\n")
        .contains("slash64_policy_valid_until_timestamp_seconds 1794355200\n");
  }

  @Test
  void whatIsNoSampleIsNotKept() throws IOException {
    Path file = folder.resolve("slash64.prom");
    Files.writeString(file, "slash64_messages twelve\nslash64_prefixes 7\nother_metric 1\n");
    NightMetrics.write(
        file, run("none", ExitStatus.FAILED), SampleWarehouse.lake(), Optional.empty());
    assertThat(Files.readString(file))
        .contains("slash64_prefixes 7\n")
        .doesNotContain("twelve", "other_metric");
  }

  @Test
  void labelsAreEscaped() {
    assertThat(Metric.by("kind", "n", "", Map.of("a\"b\\c\nd", 1L)).lines())
        .containsExactly("n{kind=\"a\\\"b\\\\c\\nd\"} 1");
  }

  @Test
  void rulesAndDashboardKnowNoMetricThatIsNotWritten() throws IOException {
    Set<String> known = NightMetrics.ALL.stream().map(Metric::name).collect(Collectors.toSet());
    String rules = Files.readString(Path.of("conf/monitoring/alerts.yml"));
    String dashboard = Files.readString(Path.of("conf/monitoring/grafana.json"));
    assertThat(known).containsAll(used(rules)).containsAll(used(dashboard));
    assertThat(used(rules)).hasSizeGreaterThan(5);
    assertThat(used(dashboard)).hasSizeGreaterThan(8);
    assertThat(new ObjectMapper().readTree(dashboard).path("panels")).hasSize(10);
  }

  private static RunRecord run(String runId, ExitStatus status) {
    return new RunRecord(
        SampleWarehouse.LAST,
        runId,
        STARTED,
        STARTED.plusSeconds(90),
        status,
        null,
        "1",
        "0",
        Map.of("messages", 400L, "prefixes", 200L, "entries", 9L),
        Map.of(),
        List.of());
  }

  private static Set<String> used(String text) {
    return Pattern.compile("slash64_[a-z_]+")
        .matcher(text)
        .results()
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(String text) {
    return samples(text).keySet().stream()
        .map(name -> name.replaceFirst("\\{.*", ""))
        .collect(Collectors.toSet());
  }

  private static Map<String, String> samples(String text) {
    Map<String, String> samples = new TreeMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" ", 2))
        .forEach(sample -> samples.put(sample[0], sample[1]));
    return samples;
  }

  private static long sum(String text, String name) {
    return samples(text).entrySet().stream()
        .filter(sample -> sample.getKey().startsWith(name + "{"))
        .mapToLong(sample -> Long.parseLong(sample.getValue()))
        .sum();
  }
}
