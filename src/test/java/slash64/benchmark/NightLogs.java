package slash64.benchmark;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** The logs of two servers of one day, as zstd archives: the input of whole nights. */
public final class NightLogs {
  public static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  private NightLogs() {}

  /**
   * Writes the archives.
   *
   * @param folder exists
   * @param bytes of text of both
   * @param subnets possible /64 of the clients
   * @param giant share of the sessions that come from one of them besides, 0 to 1
   */
  public static void write(Path folder, long bytes, int subnets, double giant) throws IOException {
    for (int i = 1; i <= 2; i++) {
      Path log = folder.resolve("mx%d-%s.log.zst".formatted(i, DAY));
      try (OutputStream to = new ZstdOutputStream(Files.newOutputStream(log))) {
        MailLogText.write(to, bytes / 2, "mx" + i, "Nov 23", i, subnets, giant);
      }
    }
  }

  /** Returns what {@code --input} takes for the archives in a folder. */
  public static String glob(Path folder) {
    return folder + "/mx*-" + DAY + ".log.zst";
  }
}
