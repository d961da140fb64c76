package slash64.benchmark;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * One log, packed three ways; the slow ones get a smaller log of the same kind.
 *
 * @param bytes of text in each list of files but the last
 * @param messages in each list of files but the last
 */
record Archives(
    List<Path> plain,
    List<Path> gzip,
    List<Path> zstd,
    long bytes,
    long messages,
    long rows,
    Path small,
    MailLogText.Written smallText) {

  private static final int SMALLER = 8;

  static Archives make(Path folder, long bytes) throws IOException {
    List<Path> plain = new ArrayList<>();
    List<Path> gzip = new ArrayList<>();
    List<Path> zstd = new ArrayList<>();
    long total = 0;
    long messages = 0;
    long rows = 0;
    for (int i = 1; i <= 2; i++) {
      Path log = folder.resolve("mx" + i + "-2026-11-23.log");
      try (OutputStream to = Files.newOutputStream(log)) {
        MailLogText.Written written = MailLogText.write(to, bytes / 2, "mx" + i, "Nov 23", i);
        total += written.bytes();
        messages += written.messages();
        rows += written.messages() + written.refused();
      }
      plain.add(log);
      gzip.add(folder.resolve(log.getFileName() + ".gz"));
      zstd.add(folder.resolve(log.getFileName() + ".zst"));
      pack(log, gzip.get(i - 1), zstd.get(i - 1));
    }
    Path small = folder.resolve("small.log");
    try (OutputStream to = Files.newOutputStream(small)) {
      MailLogText.Written text = MailLogText.write(to, bytes / SMALLER, "mx1", "Nov 23", 3);
      return new Archives(plain, gzip, zstd, total, messages, rows, small, text);
    }
  }

  private static void pack(Path log, Path gzip, Path zstd) {
    try (OutputStream to = new GZIPOutputStream(Files.newOutputStream(gzip), 1 << 16);
        OutputStream other = new ZstdOutputStream(Files.newOutputStream(zstd))) {
      Files.copy(log, to);
      Files.copy(log, other);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
