package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.maillog.envelope.TimeZones;

/**
 * What a look at an archive counts; what it makes of grown, copied and cut ones is TakenInTest's.
 */
class LookTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "[{0}] {1} lines")
  @CsvSource({"'', 0", "one, 1", "one_, 1", "one_two, 2", "one_two_, 2", "_, 1", "_two, 2"})
  void linesAreCountedWithOrWithoutAnEndOfTheLast(String text, long lines) throws IOException {
    Path file = Files.writeString(folder.resolve("mail.log"), text.replace('_', '\n'));
    assertThat(look(file).lines()).isEqualTo(lines);
  }

  @Test
  void linesOfManyBlocksAreCounted() throws IOException {
    Path file = folder.resolve("mail.log.gz");
    try (OutputStream to = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 50_000; i++) {
        to.write((i + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
    assertThat(look(file).lines()).isEqualTo(50_000);
    assertThat(look(file).content().bytes()).isEqualTo(288_890);
  }

  private static Look look(Path file) throws IOException {
    Configuration hadoop = new Configuration();
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
    return Look.at(FileSystem.getLocal(hadoop).getFileStatus(path), hadoop, TimeZones.UTC);
  }
}
