package slash64.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import slash64.activity.Cuts;
import slash64.activity.PrefixActivity;
import slash64.activity.SampleMessages;
import slash64.failure.ExitStatus;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.privacy.PseudonymKey;
import slash64.testing.SessionSettings;
import slash64.testing.SharedSpark;

/** Whose mail {@code trace} is asked for, on the command line. */
class TraceCommandTest {
  private static final String KEY = "a key of more than 16 bytes";
  private static final String PSEUDONYM =
      PseudonymKey.of(KEY.getBytes(StandardCharsets.UTF_8)).pseudonym("office@example.com");

  @TempDir private static Path folder;
  private static SessionSettings before;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void aLoginIsUsedAtHomeAndAbroad() throws IOException {
    before = SessionSettings.now();
    Files.writeString(folder.resolve("key"), KEY);
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(row("2001:db8:1::25", "HOME1", PSEUDONYM));
    rows.add(row("192.0.2.1", "ABROAD1", PSEUDONYM));
    rows.add(row("192.0.2.1", "OTHER1", "0b"));
    rows.add(row("192.0.2.1", "NOBODY1", null));
    Lake lake = Lake.at(SharedSpark.session(), folder.resolve("warehouse").toString());
    lake.prepare(Tables.ALL);
    List<LocalDate> days = List.of(LocalDate.of(2026, 11, 1));
    lake.replaceDays(Tables.MESSAGES, SampleMessages.frame(rows), days);
    lake.replaceDays(
        Tables.PREFIX_ACTIVITY,
        PrefixActivity.of(SampleMessages.frame(rows), Cuts.between(SampleMessages.frame(rows), 1)),
        days);
  }

  @AfterAll
  static void theSharedSessionIsAsItWas() {
    before.restore();
  }

  private static Map<String, Object> row(String client, String queueId, String login) {
    Map<String, Object> row = SampleMessages.message(client, Instant.parse("2026-11-01T12:00:00Z"));
    row.put("queue_id", queueId);
    row.put("sasl_hash", login);
    return row;
  }

  private int trace(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of("trace", "--warehouse", folder.resolve("warehouse").toString(), "--csv"));
    all.addAll(List.of(arguments));
    return Main.run(
        new CommandLine(new RootCommand()),
        new PrintWriter(out),
        new PrintWriter(err),
        all.toArray(String[]::new));
  }

  @Test
  void aLoginIsFoundByItsNameInAnyCaseOfLetters() {
    int status =
        trace(
            "--login", "Office@Example.com", "--set", "privacy.key_file=" + folder.resolve("key"));

    assertThat(status).as(err.toString()).isEqualTo(ExitStatus.DONE.code());
    assertThat(out.toString()).contains(",HOME1,", ",ABROAD1,").doesNotContain("OTHER1", "NOBODY1");
  }

  @Test
  void itsPseudonymNeedsNoKey() {
    assertThat(trace("--login", PSEUDONYM)).as(err.toString()).isEqualTo(ExitStatus.DONE.code());
    assertThat(out.toString()).contains(",HOME1,", ",ABROAD1,").doesNotContain("OTHER1", "NOBODY1");
  }

  @Test
  void aNameWithoutTheKeyCannotBeLookedFor() {
    assertThat(trace("--login", "office@example.com")).isEqualTo(ExitStatus.WRONG_USE.code());
    assertThat(err.toString())
        .contains(
            "Cannot look for a login in %s: the key of its pseudonyms is gone. Name it with privacy.key_file."
                .formatted(folder.resolve("warehouse")));
  }

  @Test
  void oneSubjectIsLookedForAtATime() {
    assertThat(trace("--login", "a", "--customer", "b")).isEqualTo(ExitStatus.WRONG_USE.code());
    assertThat(err.toString()).contains("--login", "mutually exclusive");
  }
}
