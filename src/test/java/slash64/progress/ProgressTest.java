package slash64.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import slash64.failure.ExitStatus;
import slash64.testing.SharedSpark;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void aStepGivesBackWhatItsWorkGivesAndThrowsWhatItThrows() throws IOException {
    try (Progress progress = Progress.on(new LineView(stream))) {
      int lines = progress.step("Reading archives", () -> 7);
      assertThat(lines).isEqualTo(7);

      assertThatThrownBy(
              () ->
                  progress.step(
                      "Publishing",
                      () -> {
                        throw new IOException("no disk");
                      }))
          .isInstanceOf(IOException.class)
          .hasMessage("no disk");
      assertThat(progress.summary().steps())
          .extracting(FinishedStep::name)
          .containsExactly("Reading archives");
    }
  }

  @Test
  void whatIsOfADayIsToldWholeByTheStepThatSetsItAndByNoOther() {
    try (Progress progress = Progress.on(new LineView(stream))) {
      progress.step("Publishing", () -> progress.set("entries", 48));
      progress.step("Reading archives", () -> {});
      progress.step("Publishing", () -> progress.set("entries", 44));
    }

    assertThat(shown().replaceAll("\\d+\\.\\d s", "TIME").lines())
        .containsExactly(
            "Publishing  TIME  entries 48",
            "Reading archives  TIME",
            "Publishing  TIME  entries 44");
  }

  @Test
  void eachFinishedStepAndEachWarningIsOneLineWithWhatThatStepCounted() {
    try (Progress progress = Progress.on(new LineView(stream))) {
      progress.step("Reading archives", () -> progress.count("lines", 1_204_332));
      progress.warn("mx2 has no archive for 2026-11-22");
      progress.step(
          "Scoring",
          () -> {
            progress.count("prefixes", 12);
            progress.count("prefixes", 30);
          });
    }

    assertThat(shown().replaceAll("\\d+\\.\\d s", "TIME"))
        .isEqualTo(
            """
            Reading archives  TIME  lines 1,204,332
            Warning: mx2 has no archive for 2026-11-22
            Scoring  TIME  prefixes 42
            """);
  }

  @Test
  void aTerminalsLineIsDrawnOverCutToItsWidthAndErasedAtTheEnd() {
    TerminalView view = new TerminalView(stream, 40);
    view.draw(new Moment("Scoring", Duration.ofMillis(1234), 3, 8, Map.of()));
    view.draw(new Moment("Scoring", Duration.ofMillis(2345), 8, 8, Map.of("prefixes", 1_000_000L)));
    view.finished(new FinishedStep("Scoring", Duration.ofMillis(2400), Map.of()));
    view.draw(new Moment("Publishing", Duration.ofMinutes(12), 0, 0, Map.of()));
    view.close();

    String erase = "\r\u001b[K";
    assertThat(shown())
        .isEqualTo(
            erase
                + "Scoring  1.2 s  tasks 3 of 8"
                + erase
                + "Scoring  2.3 s  tasks 8 of 8  prefixes "
                + erase
                + "Scoring  2.4 s\n"
                + erase
                + "Publishing  12 min"
                + erase);
  }

  @Test
  void textFromTheNetworkCannotMoveTheCursor() {
    assertThat(Lines.warning("HELO \u001b[2J\r\nevil")).isEqualTo("Warning: HELO  [2J  evil");
    assertThat(new Summary(Map.of(), Map.of("feed", "a\u0007b"), List.of(), List.of()).text())
        .isEqualTo("feed  a b\n");
  }

  @Test
  void programsReadNumbersWherePeopleReadSentences() {
    try (Progress progress = Progress.on(new LineView(stream))) {
      progress.note("ham to reject", 0.00001, 6);
      progress.note("of the clairvoyant's at 0.5 %", 0.93951, 3);
      progress.note("a share of nothing", 0.0 / 0, 3);
      progress.note("false, volume", new Figures("2 of 3", Map.of("events", 3)));

      assertThat(progress.summary().text())
          .isEqualTo(
              """
              ham to reject                  0.000010
              of the clairvoyant's at 0.5 %  0.940
              false, volume                  2 of 3
              """);
      assertThat(progress.summary().json("evaluate", ExitStatus.DONE))
          .contains("\"ham_to_reject\":0.00001,\"of_the_clairvoyant_s_at_0_5\":0.94,")
          .contains("\"false_volume\":{\"events\":3},\"steps\"");
    }
  }

  @Test
  @Timeout(60) // Spark tells of tasks in its own time; never is a failure
  void sparksTasksAreCountedWhileAStepRuns() {
    SparkSession spark = SharedSpark.session();
    CapturingView view = new CapturingView();
    try (Progress progress = Progress.on(view)) {
      progress.watch(spark);
      progress.step(
          "Counting",
          () -> {
            spark.range(0, 1000, 1, 5).agg(functions.sum("id")).collectAsList();
            Moment moment = view.momentWhenTasksAreDone(5);
            assertThat(moment.step()).isEqualTo("Counting");
            assertThat(moment.tasksTotal()).isGreaterThanOrEqualTo(moment.tasksDone());
          });
      progress.step("Resting", () -> assertThat(view.now().tasksTotal()).isZero());
      assertThat(view.asked.get()).isEmpty();
    }
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Lets the test ask, at any moment, what a terminal would show. */
  private static final class CapturingView implements View {
    private Supplier<Optional<Moment>> asked = Optional::empty;

    Moment now() {
      return asked.get().orElseThrow();
    }

    /** Spark tells its listeners a little later than it gives results. */
    Moment momentWhenTasksAreDone(int tasks) {
      while (now().tasksDone() < tasks) {
        Thread.onSpinWait();
      }
      return now();
    }

    @Override
    public void follow(Supplier<Optional<Moment>> now) {
      asked = now;
    }

    @Override
    public void finished(FinishedStep step) {}

    @Override
    public void warn(String warning) {}

    @Override
    public void close() {}
  }
}
