package slash64.care;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import slash64.lake.Lake;
import slash64.lake.Ledger;
import slash64.lake.LedgerEntry;
import slash64.progress.Progress;

/**
 * Holds the ledger against the archives that still lie where they were read. Archives are rotated
 * and removed, which is well; one that is shorter than what was taken in of it was replaced by
 * another, and somebody should know.
 */
final class ArchiveCheck {
  private final Lake lake;

  ArchiveCheck(Lake lake) {
    this.lake = lake;
  }

  /** Counts the archives, and warns of plans without end and of archives that were replaced. */
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
      Path path = new Path(entry.archive().path());
      try {
        long length = path.getFileSystem(hadoop).getFileStatus(path).getLen();
        progress.count("archives still there", 1);
        if (length < entry.archive().bytes()) {
          progress.warn(
              "%s has %d bytes and had %d when it was taken in: it was replaced or cut"
                  .formatted(path, length, entry.archive().bytes()));
        }
      } catch (FileNotFoundException e) {
        progress.count("archives gone", 1);
      } catch (IOException e) {
        progress.warn("Cannot look at %s: %s".formatted(path, e.getMessage()));
      }
    }
  }
}
