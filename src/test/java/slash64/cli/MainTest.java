package slash64.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slash64.conf.FeedSettings;
import slash64.conf.Settings;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.progress.Progress;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void beQuietAgain() {
    System.clearProperty("slash64.log"); // set by -v
    System.clearProperty("slash64.stack");
  }

  @ParameterizedTest(name = "slash64 {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                            | slash64: Which command?
          docto             | slash64: Unmatched argument at index 0: 'docto'
          doctor --foo      | slash64: Unknown option: '--foo'
          doctor --set      | slash64: Missing required parameter for option '--set' (KEY=VALUE)
          job --output xml  | slash64: Invalid value for option '--output': 'xml' is none of text, json
          parse --level messages x  | slash64: Invalid value for option '--level': 'messages' is none of line, message
          sql --output xml a        | slash64: Invalid value for option '--output': 'xml' is none of table, csv, json
          explain --date 30.11.2026 ::1 --warehouse w | slash64: Invalid value for option '--date': '30.11.2026' is no day: need one such as 2026-11-03
          config --set policy.worst.ipv6_49=reject | slash64: Unknown setting policy.worst.ipv6_49. Known are: ipv4_24, ipv4_32, ipv6_128, ipv6_32, ipv6_48, ipv6_56, ipv6_64.
          config --set feed.formats=postfx | slash64: Cannot export 'postfx': need all, ndjson
          config --set operator.deny=nofile.csv | slash64: Cannot read list nofile.csv: there is no such file. Look at operator.deny.
          config --set a=1  | slash64: Unknown setting a in --set. Known settings: input.refused_share_limit, input.keep_damaged, privacy.pseudonymise, privacy.key_file, restate.horizon_days
          """)
  void wrongUseIsOneSentenceAndStatusTwo(String arguments, String sentence) {
    int status = run(arguments == null ? new String[0] : arguments.split(" "));

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).startsWith(sentence);
    assertThat(err.toString()).doesNotContain("\tat ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void everyCommandHasHelpWithItsOptionsAndTheExitStatuses() {
    for (String command : new CommandLine(new RootCommand()).getSubcommands().keySet()) {
      out.getBuffer().setLength(0);
      assertThat(run(command, "--help")).isZero();
      assertThat(out.toString()).contains("Usage: slash64 " + command);
      if (!command.equals("help")) {
        assertThat(out.toString())
            .contains("--verbose", "5   another run holds the warehouse", "  ./slash64 ")
            .containsPattern("Examples?:\\n");
      }
    }
  }

  @Test
  void everyExampleOfTheHelpStandsOnOneLine() {
    new CommandLine(new RootCommand())
        .getSubcommands()
        .forEach(
            (name, command) -> {
              out.getBuffer().setLength(0);
              run(name, "--help");
              List<String> shown = out.toString().lines().toList();
              assertThat(shown)
                  .containsAll(List.of(command.getCommandSpec().usageMessage().footer()));
            });
  }

  @Test
  void theVersionNamesSparkAndJavaToo() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("Slash64 ", "Spark 4.", "Java 17");
  }

  @ParameterizedTest
  @EnumSource(value = ExitStatus.class, names = "DONE", mode = EnumSource.Mode.EXCLUDE)
  void aUsersErrorEndsWithItsStatusAndItsSentence(ExitStatus status) {
    assertThat(run("job", "--fail", status.name())).isEqualTo(status.code());
    assertThat(err.toString()).isEqualTo("slash64: It is so, there; do this.\n");
  }

  @Test
  void aBugEndsWithStatusOneAndTellsHowToSeeMore() {
    assertThat(run("job", "--fail", "bug")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "slash64: Internal error: java.lang.IllegalStateException: broken. Nothing is wrong with"
                + " your call as far as we can tell; -v shows where it happened.\n");

    assertThat(run("job", "--fail", "bug", "-v")).isEqualTo(1);
    assertThat(err.toString()).contains("\tat slash64.cli.MainTest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "linkage"})
  void aFailingMachineIsAlsoOneSentence(String failure) {
    assertThat(run("job", "--fail", failure)).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1).first().asString().startsWith("slash64: ");
  }

  @Test
  void anErrorOfTheUserIsFoundInsideOthersAndCannotMoveTheCursor() {
    Throwable wrapped =
        new RuntimeException(
            new IOException(UserError.inputMissing("No \u001b[2Jarchives\nat all")));

    assertThat(Failure.of(wrapped))
        .isEqualTo(new Failure(ExitStatus.INPUT_MISSING, "No  [2Jarchives"));
    assertThat(Failure.of(new IOException("write: No space left on device")).sentence())
        .startsWith("A disk is full (write: No space left on device).");
  }

  @Test
  void theSummaryIsAlignedText() {
    assertThat(run("job")).isZero();
    assertThat(out.toString().replaceAll("\\d+\\.\\d s", "TIME"))
        .isEqualTo(
            """
            lines             1,204,332
            refused lines     3
            generation        1204
            feed              /feed/current
            Reading archives  TIME
            """);
  }

  @Test
  void theSummaryAsJsonIsTheLastLineAlsoAfterAFailure() throws IOException {
    assertThat(run("job", "--output", "json")).isZero();
    JsonNode done = lastLine();
    assertThat(done.get("command").textValue()).isEqualTo("job");
    assertThat(done.get("status").textValue()).isEqualTo("done");
    assertThat(done.get("exit_status").intValue()).isZero();
    assertThat(done.get("lines").longValue()).isEqualTo(1_204_332);
    assertThat(done.get("refused_lines").longValue()).isEqualTo(3);
    assertThat(done.get("generation").isNumber()).isTrue();
    assertThat(done.get("feed").textValue()).isEqualTo("/feed/current");
    assertThat(done.get("steps").get(0).get("name").textValue()).isEqualTo("Reading archives");

    assertThat(run("job", "--output", "json", "--fail", "BUSY")).isEqualTo(5);
    JsonNode failed = lastLine();
    assertThat(failed.get("status").textValue()).isEqualTo("busy");
    assertThat(failed.get("exit_status").intValue()).isEqualTo(5);
    assertThat(failed.get("error").textValue()).isEqualTo("It is so, there; do this.");
    assertThat(failed.get("lines").longValue()).isEqualTo(1_204_332);
  }

  @Test
  void settingsReachTheCommandFromFileAndCall(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("our mail.yaml");
    Files.writeString(file, "feed: {valid_days: 9}\n");

    assertThat(run("job", "--days", "--config", file.toString())).isZero();
    assertThat(out.toString()).contains("valid days        9\n");
    assertThat(run("job", "--days", "--config", file.toString(), "--set", "feed.valid_days=11"))
        .isZero();
    assertThat(out.toString()).contains("valid days        11\n");
  }

  @ParameterizedTest
  @CsvSource({"No space left on device, 1", "Broken pipe, 0"})
  void anAnswerThatIsLostIsAFailureButOneThatNobodyReadsOnIsNot(String failure, int status) {
    OutputStream answers =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException(failure);
          }
        };
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    assertThat(Main.run(answers, errors, "config", "--show")).isEqualTo(status);
    assertThat(errors.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo(status == 0 ? "" : "slash64: Cannot write to standard output: " + failure + ".");
  }

  @Test
  void configShowsWhatIsInForceAndWhere() {
    assertThat(run("config", "--show", "--set", "feed.valid_days=11")).isZero();
    assertThat(out.toString().lines().filter(line -> line.startsWith("feed.valid_days")))
        .singleElement()
        .asString()
        .matches("feed.valid_days +11 +--set");
  }

  private JsonNode lastLine() throws IOException {
    List<String> lines = out.toString().lines().toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  @Test
  void doctorTellsProgramsInOneLine() throws IOException {
    int status = run("doctor", "--json");
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(out.toString().lines()).hasSize(1);
    assertThat(json.path("exit_status").asInt()).isEqualTo(status);
    assertThat(json.path("findings").get(0).path("subject").asText()).isEqualTo("Java");
    assertThat(json.path("findings").get(0).path("verdict").asText()).isEqualTo("good");
  }

  private int run(String... arguments) {
    CommandLine commands = new CommandLine(new RootCommand()).addSubcommand(new SampleJob());
    return Main.run(commands, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  /** A command such as any other, that can be made to fail. */
  @Command(name = "job", footer = "Example:\n  ./slash64 job")
  private static final class SampleJob extends JobCommand {
    @Option(names = "--fail")
    private String failure = "";

    @Option(names = "--days")
    private boolean isDaysShown;

    @Override
    void run(Settings settings, Progress progress) throws IOException {
      progress.step(
          "Reading archives",
          () -> {
            progress.count("lines", 1_204_000);
            progress.count("refused lines", 3);
            progress.count("lines", 332);
          });
      if (isDaysShown) {
        progress.count("valid days", FeedSettings.of(settings).validDays());
      }
      String sentence = "It is so, there; do this.";
      switch (failure) {
        case "FAILED" -> throw UserError.failed(sentence, new IOException("cause"));
        case "WRONG_USE" -> throw UserError.wrongUse(sentence);
        case "INPUT_MISSING" -> throw UserError.inputMissing(sentence);
        case "REFUSED" -> throw UserError.refused(sentence);
        case "BUSY" -> throw UserError.busy(sentence);
        case "bug" -> throw new IllegalStateException("broken");
        case "memory" -> throw new OutOfMemoryError("Java heap space");
        case "linkage" -> throw new NoClassDefFoundError("org/example/Gone");
        default -> {
          progress.note("generation", 1204);
          progress.note("feed", "/feed/current");
        }
      }
    }
  }
}
