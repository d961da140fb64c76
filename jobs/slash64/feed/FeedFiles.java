package slash64.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Writes the files of a generation, some at the same time: each is a function of the night alone,
 * so the order does not show.
 */
final class FeedFiles {
  /** More would not be quicker by much, and each holds some of what it writes in memory. */
  private static final int AT_ONCE = Math.min(4, Runtime.getRuntime().availableProcessors());

  private final FeedStore store;

  FeedFiles(FeedStore store) {
    this.store = store;
  }

  /**
   * Writes all files and returns what the manifest says of them, in the order of the formats.
   *
   * @throws IOException if one cannot be written; nothing is being written any more by then
   */
  List<ManifestFile> write(List<FeedFormat> formats, FeedNight night, String directory)
      throws IOException {
    ExecutorService writers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Callable<ManifestFile>> files = new ArrayList<>();
      for (FeedFormat format : formats) {
        files.add(() -> write(format, night, directory));
      }
      List<ManifestFile> written = new ArrayList<>();
      for (Future<ManifestFile> file : writers.invokeAll(files)) { // returns when all have ended
        written.add(get(file));
      }
      return written;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the feed was written", e);
    } finally {
      writers.shutdownNow();
    }
  }

  private static ManifestFile get(Future<ManifestFile> file)
      throws IOException, InterruptedException {
    try {
      return file.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException failed) {
        throw failed;
      }
      if (cause instanceof RuntimeException failed) {
        throw failed;
      }
      if (cause instanceof Error failed) {
        throw failed;
      }
      throw new IllegalStateException(cause);
    }
  }

  private ManifestFile write(FeedFormat format, FeedNight night, String directory)
      throws IOException {
    ManifestFile[] written = new ManifestFile[1];
    store.write(
        directory + "/" + format.file(), to -> written[0] = writeCounted(format, night, to));
    return written[0];
  }

  private static ManifestFile writeCounted(FeedFormat format, FeedNight night, OutputStream to)
      throws IOException {
    MessageDigest sha256 = DigestUtils.getSha256Digest();
    CountingStream counted = new CountingStream(new DigestOutputStream(to, sha256));
    long entries = format.write(night, counted);
    return new ManifestFile(
        format.file(),
        format.version(),
        entries,
        counted.bytes(),
        HexFormat.of().formatHex(sha256.digest()));
  }
}
