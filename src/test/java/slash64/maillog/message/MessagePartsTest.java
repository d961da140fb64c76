package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.maillog.MessageRows;
import slash64.testing.FrameAssertions;
import slash64.testing.SharedSpark;

/** Merging on Spark; what merging means is told in {@link PartFoldTest}. */
final class MessagePartsTest {
  private static final SparkSession SPARK = SharedSpark.session();

  /** What a row has of its connection stays with the split that the connection was made in. */
  private static final String[] OF_THE_CONNECTION = {
    "lines", "connections", "auth_failures", "tls_version", "tls_cipher", "tls_certificate", "helo"
  };

  @Test
  void filesThatCutMessagesGiveTheSameMessagesAsOneFile(@TempDir Path folder) throws IOException {
    List<String> lines = RandomLog.lines(7, 60, false);
    Path whole = Files.write(folder.resolve("whole.log"), lines);
    Path parts = Files.createDirectory(folder.resolve("parts"));
    for (int from = 0; from < lines.size(); from += 37) {
      Files.write(
          parts.resolve("log." + from), lines.subList(from, Math.min(from + 37, lines.size())));
    }
    Dataset<Row> merged = MessageParts.merge(read(parts));
    assertThat(merged.schema()).isEqualTo(MessageRows.SCHEMA);
    FrameAssertions.assertSameRows(messages(merged), messages(read(whole)));
  }

  @Test
  void rowsThatAreNoPartsComeOutAsTheyAre(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("whole.log"), RandomLog.lines(8, 30, true));
    Dataset<Row> rows = read(folder);
    FrameAssertions.assertSameRows(MessageParts.merge(rows), rows.to(MessageRows.SCHEMA));
  }

  @Test
  void columnsThatAnOlderTableLacksAreTakenAsNull(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("whole.log"), RandomLog.lines(9, 5, false));
    Dataset<Row> merged = MessageParts.merge(read(folder).drop("settled", "is_expired"));
    assertThat(merged.filter("settled is not null").count()).isZero();
    assertThat(merged.count()).isPositive();
  }

  private static Dataset<Row> read(Path path) {
    return SPARK.read().format("maillog").load(path.toString());
  }

  private static Dataset<Row> messages(Dataset<Row> rows) {
    return rows.filter("kind = 'message'").drop(OF_THE_CONNECTION);
  }
}
