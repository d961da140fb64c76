package slash64.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The manual and the completion, as the build writes them. */
class ManualTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void theManualIsWritten() throws IOException {
    Manual.main(new String[] {folder.toString()});
  }

  private static Path page(String name) {
    return folder.resolve("man/man1/" + name + ".1");
  }

  @Test
  void everyCommandHasAPageWithWhatItsHelpSays() throws IOException {
    CommandLine root = new CommandLine(new RootCommand());
    for (CommandLine command : root.getSubcommands().values()) {
      if (command.getCommandName().equals("help")) {
        continue;
      }
      assertThat(page("slash64-" + command.getCommandName()))
          .content()
          .contains(
              ".SH \"NAME\"\nslash64\\-",
              ".SH \"SYNOPSIS\"",
              ".SH \"EXAMPLES\"",
              ".SH \"EXIT STATUS\"")
          .contains("\\fB\\-h, \\-\\-help\\fR", "\\&./slash64 ")
          .doesNotContain("${", "%n");
    }
    assertThat(page("slash64-evaluate-alerts")).content().contains("slash64\\-evaluate(1)");
    assertThat(page("slash64"))
        .content()
        .contains("\\fBnightly\\fR", "slash64\\-nightly(1)", "\\fB5\\fR");
  }

  @Test
  void theTypesetterHasNothingToWarnOf() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "there is no groff");
    List<String> call =
        new java.util.ArrayList<>(List.of("groff", "-man", "-Tutf8", "-ww", "-rLL=78n"));
    try (Stream<Path> pages = Files.list(folder.resolve("man/man1"))) {
      pages.sorted().map(Path::toString).forEach(call::add);
    }
    Path warnings = folder.resolve("warnings");
    Process groff = new ProcessBuilder(call).redirectError(warnings.toFile()).start();
    String text = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(groff.waitFor()).isZero();
    assertThat(warnings).isEmptyFile();
    assertThat(text.replaceAll("\u001b\\[[0-9;]*m|.\b", ""))
        .contains("./slash64 nightly --date", "'demo/world/logs/*-{date}.*'");
  }

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    Path script = folder.resolve("completion/slash64");

    assertThat(completed(script, "slash64 ex")).contains("explain", "export");
    assertThat(completed(script, "slash64 explain --ware")).contains("--warehouse");
  }

  private static List<String> completed(Path script, String typed) throws Exception {
    String words = "COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]}-1))".formatted(typed);
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source '%s'; %s; _complete_slash64; printf '%%s\\n' \"${COMPREPLY[@]}\""
                    .formatted(script, words))
            .redirectErrorStream(true)
            .start();
    String reply = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(reply).isZero();
    return reply.lines().toList();
  }
}
