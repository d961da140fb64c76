package slash64.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import slash64.failure.ExitStatus;
import slash64.feed.FeedDestination;
import slash64.feed.FeedFormatOptions;
import slash64.feed.FeedFormats;
import slash64.feed.FeedNight;
import slash64.feed.FeedNotes;
import slash64.feed.FeedPublisher;
import slash64.feed.FeedStamp;
import slash64.feed.LocalStore;

class ExportCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(
        new CommandLine(new RootCommand()), new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private void publish(LocalDate day) throws IOException {
    Instant end = Instant.parse(day.plusDays(1) + "T00:00:00Z");
    new FeedPublisher(
            new LocalStore(folder),
            FeedFormats.named(List.of(), FeedFormatOptions.DEFAULT),
            Optional.empty(),
            9)
        .publish(
            new FeedNight(
                new FeedStamp(day, end, end.plusSeconds(1), "ab", "1", FeedNotes.NONE),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of()),
            FeedDestination.CURRENT);
  }

  @Test
  void rollingBackNeedsTheFeedOnlyAndSaysWhereItWent() throws IOException {
    publish(LocalDate.parse("2026-11-02"));
    publish(LocalDate.parse("2026-11-03"));

    assertThat(run("export", "--rollback", "--to", folder.toString(), "--output", "json"))
        .isEqualTo(ExitStatus.DONE.code());
    assertThat(out.toString()).contains("\"day\":\"2026-11-02\"", "\"generation\":1,");
    assertThat(folder.resolve("current").toRealPath().endsWith("1/2026-11-02")).isTrue();

    assertThat(run("export", "--rollback", "--to", folder.toString()))
        .isEqualTo(ExitStatus.WRONG_USE.code());
    assertThat(err.toString()).contains("Cannot roll back: no generation before 1 is kept.");
  }

  @Test
  void withoutTablesOrWithAnUnknownGuardItIsWrongUse() {
    assertThat(run("export", "--to", folder.toString())).isEqualTo(ExitStatus.WRONG_USE.code());
    assertThat(err.toString()).contains("Which tables? Name their folder with --warehouse.");
    assertThat(
            run(
                "export",
                "--to",
                folder.toString(),
                "--warehouse",
                folder.toString(),
                "--override",
                "everything=me"))
        .isEqualTo(ExitStatus.WRONG_USE.code());
    assertThat(err.toString()).contains("Cannot override guard 'everything': need good_mail_rej");
  }
}
