package slash64.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.testing.SharedSpark;

/** Those we compare with do the same work: they count the same messages. */
final class ContestantsTest {
  @TempDir private static Path folder;

  private static Path log;
  private static MailLogText.Written written;

  @BeforeAll
  static void writeLog() throws IOException {
    log = folder.resolve("mail.log");
    try (OutputStream to = Files.newOutputStream(log)) {
      written = MailLogText.write(to, 200_000, "mx1", "Nov 23", 5);
    }
  }

  @Test
  void duckDbCountsEveryMessage() throws SQLException {
    assertThat(DuckDb.count(List.of(log))).isEqualTo(written.messages());
  }

  @Test
  void duckDbWritesEveryMessageFromTwoArchives() throws IOException, SQLException {
    Archives archives = Archives.make(Files.createDirectory(folder.resolve("two")), 200_000);

    assertThat(DuckDb.toParquet(archives.zstd(), folder.resolve("messages.parquet")))
        .isEqualTo(archives.messages());
  }

  @Test
  void thePlainSparkJobCountsEveryMessage() {
    SharedSpark.session();
    assertThat(Contestants.plainSpark(log)).isEqualTo(written.messages());
  }
}
