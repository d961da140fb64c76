package slash64.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.lake.Archive;
import slash64.lake.ArchiveResult;
import slash64.lake.ContentIdentity;
import slash64.lake.Lake;
import slash64.lake.Ledger;
import slash64.lake.LineCounts;
import slash64.progress.Progress;
import slash64.progress.Summary;
import slash64.testing.SharedSpark;

class ArchiveCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-03T02:30:00Z");
  private static final int LINES = 4_000;

  @TempDir private Path folder;

  /** As logrotate does: each day another text has the name {@code mail.log}. */
  @Test
  void logsThatAreRotatedAreNoCauseToWarn() throws IOException {
    Path log = Files.writeString(folder.resolve("mail.log"), lines("monday", LINES));
    takeIn(log);

    Files.move(log, folder.resolve("mail.log.1"));
    for (int lines : List.of(0, 10, LINES / 2, 2 * LINES)) { // the new one, as it grows
      Files.writeString(log, lines("tuesday", lines));
      assertThat(warnings()).as("%d lines", lines).isEmpty();
    }
    assertThat(check().counts())
        .containsEntry("archives gone", 1L)
        .doesNotContainKey("archives still there");
    Files.delete(log);
    assertThat(warnings()).isEmpty();
  }

  @Test
  void anArchiveThatWasCutIsTold() throws IOException {
    String text = lines("monday", LINES);
    Path log = Files.writeString(folder.resolve("mail.log"), text);
    takeIn(log);
    assertThat(warnings()).isEmpty();
    Files.writeString(log, text + lines("more", 10));
    assertThat(warnings()).as("it has grown").isEmpty();

    Files.writeString(log, lines("monday", LINES - 1));

    assertThat(warnings())
        .containsExactly(
            "%s has %d bytes and had %d when it was taken in: it was cut"
                .formatted(
                    log.toUri().toString().replace("///", "/"), Files.size(log), text.length()));
  }

  private static String lines(String of, int count) {
    return ("Nov  2 00:00:01 mx postfix/smtpd[1]: disconnect from " + of + "\n").repeat(count);
  }

  private void takeIn(Path log) throws IOException {
    ContentIdentity content;
    try (InputStream text = Files.newInputStream(log)) {
      content = ContentIdentity.read(text, Long.MAX_VALUE);
    }
    String path = log.toUri().toString().replace("///", "/");
    Archive archive =
        new Archive(
            path, Files.size(log), DigestUtils.sha256Hex(Files.readAllBytes(log)), content, 0);
    Ledger ledger = new Ledger(lake());
    LineCounts counts = new LineCounts(LINES, 0, Map.of(), NOW, NOW);
    ledger.finish(
        ledger.plan(List.of(archive), "run", NOW),
        List.of(new ArchiveResult(archive, "postfix", counts)),
        "run",
        NOW);
  }

  private Lake lake() {
    return Lake.at(SharedSpark.session(), folder.resolve("warehouse").toString());
  }

  private List<String> warnings() {
    return check().warnings();
  }

  private Summary check() {
    try (Progress progress = Progress.onStandardError()) {
      new ArchiveCheck(lake()).tell(progress);
      return progress.summary();
    }
  }
}
