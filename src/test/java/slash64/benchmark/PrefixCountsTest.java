package slash64.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.maillog.message.WantedColumns;

/** What the benchmarks read is read right: no fast wrong answer is reported. */
final class PrefixCountsTest {
  private static final int BYTES = 400_000;

  @TempDir private Path folder;

  @Test
  void everyMessageAndRefusalOfTheTextIsCountedOnce() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    MailLogText.Written written = MailLogText.write(text, BYTES, "mx1", "Nov 23", 7);
    assertThat(text.size()).isGreaterThanOrEqualTo(BYTES).isEqualTo((int) written.bytes());
    assertThat(written.messages()).isGreaterThan(150);
    assertThat(written.refused()).isGreaterThan(10);

    PrefixCounts counts =
        PrefixCounts.of(new ByteArrayInputStream(text.toByteArray()), WantedColumns.ALL);

    assertThat(counts.rows()).isEqualTo(written.messages() + written.refused());
    assertThat(counts.lines()).isEqualTo(written.lines());
    assertThat(counts.bytes()).isEqualTo(written.bytes());
    assertThat(counts.refusedLines()).isZero();
    assertThat(sum(counts)).isEqualTo(counts.rows());
  }

  @Test
  void fewerColumnsCountTheSame() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    MailLogText.write(text, BYTES, "mx1", "Nov 23", 9);
    PrefixCounts all =
        PrefixCounts.of(new ByteArrayInputStream(text.toByteArray()), WantedColumns.ALL);
    PrefixCounts few =
        PrefixCounts.of(
            new ByteArrayInputStream(text.toByteArray()), WantedColumns.of(List.of("client_high")));
    assertThat(few.rows()).isEqualTo(all.rows());
    assertThat(few.prefixes()).isEqualTo(all.prefixes());
    assertThat(sum(few)).isEqualTo(sum(all));
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    ByteArrayOutputStream one = new ByteArrayOutputStream();
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    MailLogText.write(one, 20_000, "mx1", "Nov 23", 7);
    MailLogText.write(other, 20_000, "mx1", "Nov 23", 7);
    assertThat(one.toByteArray()).isEqualTo(other.toByteArray());
  }

  @Test
  void archivesOfTwoThreadsAddUpHoweverTheyArePacked() throws IOException {
    MailLogText.Written plain = write(Files.newOutputStream(folder.resolve("a.log")), "mx1", 1);
    MailLogText.Written gzip =
        write(new GZIPOutputStream(Files.newOutputStream(folder.resolve("b.gz"))), "mx2", 2);
    MailLogText.Written zstd =
        write(new ZstdOutputStream(Files.newOutputStream(folder.resolve("c.zst"))), "mx3", 3);

    PrefixCounts counts =
        PrefixCounts.of(
            List.of(folder.resolve("a.log"), folder.resolve("b.gz"), folder.resolve("c.zst")), 2);

    assertThat(counts.lines()).isEqualTo(plain.lines() + gzip.lines() + zstd.lines());
    assertThat(counts.rows())
        .isEqualTo(
            plain.messages()
                + plain.refused()
                + gzip.messages()
                + gzip.refused()
                + zstd.messages()
                + zstd.refused());
    assertThat(sum(counts)).isEqualTo(counts.rows());
  }

  private static MailLogText.Written write(OutputStream to, String host, long seed)
      throws IOException {
    try (to) {
      return MailLogText.write(to, BYTES, host, "Nov 23", seed);
    }
  }

  private static long sum(PrefixCounts counts) {
    AtomicLong sum = new AtomicLong();
    counts.forEachCount(sum::addAndGet);
    return sum.get();
  }
}
