package slash64.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import slash64.testing.SampleWarehouse;
import slash64.testing.SessionSettings;

/**
 * The examples of every command's help work when pasted. What the demo leaves is the sample
 * warehouse here, and its last day the sample's; examples that make worlds or rewrite tables run
 * with {@code slash64.slow} only.
 */
class ExamplesTest {
  private static final String LAUNCHER = "./slash64 ";
  private static final String DEMOS_LAST_DAY = "2026-11-04";
  private static final String DEMOS_FIRST_DAY = "2026-11-01";
  private static final List<String> LONG =
      List.of("demo ", "maintain ", "evaluate alerts --seeds ", "evaluate policy --seeds ");

  /** Jupyter serves until it is stopped, and its kernel is a Spark of its own: JupyterTest's. */
  private static final String SERVES = "notebook ";

  @TempDir private static Path folder;

  private static SessionSettings before;

  @BeforeAll
  static void theDemoLiesThere() throws Exception {
    before = SessionSettings.now();
    String[] copy = {
      "cp", "-a", SampleWarehouse.folder() + "/.", folder + "/demo"
    }; // links as such
    assertThat(new ProcessBuilder(copy).start().waitFor()).isZero();
    Path log;
    try (Stream<Path> logs = Files.list(folder.resolve("demo/world/logs"))) {
      log =
          logs.filter(file -> file.toString().endsWith(".log")).sorted().findFirst().orElseThrow();
    }
    Files.copy(log, folder.resolve("mail.log"));
  }

  /** A command's session is the tests' own, and its settings would stay. */
  @AfterAll
  static void theSharedSessionIsAsItWas() {
    before.restore();
  }

  @Test
  void everyCommandHasExamplesAndAllOfThemAreUnderstood() throws Exception {
    for (CommandLine command : commands(new CommandLine(new RootCommand()))) {
      List<String> examples = examples(command);
      assertThat(examples).as(command.getCommandSpec().qualifiedName()).isNotEmpty();
      for (String example : examples) {
        assertThat(new CommandLine(new RootCommand()).parseArgs(words(example)).errors())
            .as(example)
            .isEmpty();
        assertThat(LAUNCHER + example)
            .contains(command.getCommandSpec().qualifiedName().replace("slash64 ", LAUNCHER));
      }
    }
  }

  static Stream<String> shortExamples() {
    boolean isSlow = Boolean.getBoolean("slash64.slow");
    return commands(new CommandLine(new RootCommand())).stream()
        .flatMap(command -> examples(command).stream())
        .distinct()
        .filter(example -> !example.startsWith(SERVES))
        .filter(example -> isSlow || LONG.stream().noneMatch(example::startsWith));
  }

  @ParameterizedTest
  @MethodSource("shortExamples")
  void anExampleWorksWhenPasted(String example) throws Exception {
    String here =
        example
            .replace("/tmp/", folder + "/tmp/") // first: the folder may lie there itself
            .replace("/var/log/", folder + "/")
            .replace("demo/", folder + "/demo/")
            .replace(DEMOS_LAST_DAY, SampleWarehouse.LAST.toString())
            .replace(DEMOS_FIRST_DAY, SampleWarehouse.FIRST.toString());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int status =
        Main.run(
            new CommandLine(new RootCommand()),
            new PrintWriter(out),
            new PrintWriter(err),
            words(here));

    assertThat(status).as("%s%n%s", here, err).isZero();
    if (!example.startsWith("parse ")) { // which writes bytes, past any writer
      assertThat(out.toString()).as(here).isNotBlank();
    }
  }

  /** All commands that do something, those of others included. */
  private static List<CommandLine> commands(CommandLine root) {
    List<CommandLine> commands = new ArrayList<>();
    for (CommandLine command : root.getSubcommands().values()) {
      if (!command.getCommandName().equals("help")) {
        commands.add(command);
        commands.addAll(commands(command));
      }
    }
    return commands;
  }

  private static List<String> examples(CommandLine command) {
    return Stream.of(command.getCommandSpec().usageMessage().footer())
        .map(String::strip)
        .filter(line -> line.startsWith(LAUNCHER))
        .map(line -> line.substring(LAUNCHER.length()))
        .toList();
  }

  /** As a shell reads it. */
  private static String[] words(String example) throws IOException, InterruptedException {
    String command = example.replaceFirst(" > \\S+$", "");
    Process shell = new ProcessBuilder("bash", "-c", "printf '%s\\0' " + command).start();
    String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    return words.split("\0");
  }
}
