package slash64.care;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import slash64.lake.Archive;
import slash64.lake.ContentIdentity;
import slash64.lake.Lake;
import slash64.lake.Ledger;
import slash64.lake.LedgerEntry;
import slash64.maillog.archive.ExpansionLimit;
import slash64.maillog.archive.TextStream;
import slash64.progress.Progress;

/**
 * Holds the ledger against the archives that still lie where they were read. Archives are rotated
 * and removed, which is well; one that still begins as it did and is shorter than what was taken in
 * of it was cut, and somebody should know.
 */
final class ArchiveCheck {
  private final Lake lake;

  ArchiveCheck(Lake lake) {
    this.lake = lake;
  }

  /** Counts the archives, and warns of plans without end and of archives that were cut. */
  void tell(Progress progress) {
    Ledger ledger = new Ledger(lake);
    ledger
        .unfinished()
        .ifPresent(
            plan ->
                progress.warn(
                    "Intake %d was cut off: the next night ends it".formatted(plan.intake())));
    Map<String, LedgerEntry> latest = new LinkedHashMap<>();
    ledger.done().forEach(entry -> latest.put(entry.archive().path(), entry));
    Configuration hadoop = lake.spark().sessionState().newHadoopConf();
    progress.count("archives in the ledger", latest.size());
    for (LedgerEntry entry : latest.values()) {
      tell(entry.archive(), hadoop, progress);
    }
  }

  private static void tell(Archive archive, Configuration hadoop, Progress progress) {
    Path path = new Path(archive.path());
    try {
      FileSystem files = path.getFileSystem(hadoop);
      long length = files.getFileStatus(path).getLen();
      if (length != archive.bytes() && !beginsAsBefore(archive, files, path)) {
        progress.count("archives gone", 1); // what bears its name now is another one
        return;
      }
      progress.count("archives still there", 1);
      if (length < archive.bytes()) {
        progress.warn(
            "%s has %d bytes and had %d when it was taken in: it was cut"
                .formatted(path, length, archive.bytes()));
      }
    } catch (FileNotFoundException e) {
      progress.count("archives gone", 1);
    } catch (IOException e) {
      progress.warn("Cannot look at %s: %s".formatted(path, e.getMessage()));
    }
  }

  /** Of a text of less than 64 KiB, or cut to that, only all that was taken in can tell. */
  private static boolean beginsAsBefore(Archive archive, FileSystem files, Path path)
      throws IOException {
    long head = Math.min(ContentIdentity.HEAD, archive.content().bytes());
    try (InputStream text = TextStream.open(files.open(path), ExpansionLimit.USUAL)) {
      return ContentIdentity.read(text, head).headSha256().equals(archive.content().headSha256());
    }
  }
}
