package slash64.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import slash64.failure.ExitStatus;

class SqlCommandTest {
  @TempDir Path folder;

  @Test
  void helpNamesTheForms() {
    StringWriter out = new StringWriter();

    int status =
        Main.run(
            new CommandLine(new RootCommand()),
            new PrintWriter(out),
            new PrintWriter(new StringWriter()),
            "sql",
            "--help");

    assertThat(status).isEqualTo(ExitStatus.DONE.code());
    assertThat(out.toString())
        .contains("table (for people; the usual), csv with a header, or json");
  }

  @Test
  void unknownFormIsWrongUse() {
    StringWriter err = new StringWriter();

    int status =
        Main.run(
            new CommandLine(new RootCommand()),
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            "sql",
            "--warehouse",
            folder.toString(),
            "--output",
            "xml",
            "SELECT 1");

    assertThat(status).isEqualTo(ExitStatus.WRONG_USE.code());
    assertThat(err.toString()).contains("xml");
  }
}
