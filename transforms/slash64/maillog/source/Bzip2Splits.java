package slash64.maillog.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import slash64.maillog.archive.Compression;

/**
 * Cuts a bzip2 archive anywhere: each split reads the blocks that begin in it. Nothing tells before
 * they are unpacked how much text they hold.
 */
final class Bzip2Splits {
  private Bzip2Splits() {}

  /**
   * Returns the splits, or none if the archive cannot be cut.
   *
   * @param length how much of the file to read
   */
  static List<MaillogSplit> of(
      FileStatus file, long length, long notAfterDay, MaillogOptions options) {
    String path = file.getPath().toString();
    if (!options.isWhole(path)) {
      return List.of();
    }
    long most = Math.max(1, options.packedSplitBytes());
    long parts = (length + most - 1) / most;
    long each = (length + parts - 1) / parts;
    List<MaillogSplit> splits = new ArrayList<>();
    for (long start = 0; start < length; start += each) {
      splits.add(
          new MaillogSplit(
              path,
              start,
              Math.min(length, start + each),
              length,
              0,
              Long.MAX_VALUE,
              Compression.BZIP2,
              start == 0 ? 0 : 1,
              notAfterDay));
    }
    return splits;
  }
}
