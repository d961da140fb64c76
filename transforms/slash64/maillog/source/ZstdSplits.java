package slash64.maillog.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import slash64.maillog.archive.Compression;
import slash64.maillog.archive.ZstdFrames;
import slash64.maillog.archive.ZstdFrames.Frame;

/**
 * Cuts a zstd archive of many frames into splits of whole frames: what {@code pzstd} writes, and
 * what grows by appending ({@code zstd -c today >> mail.log.zst}).
 */
final class ZstdSplits {
  private ZstdSplits() {}

  /**
   * Returns the splits, or none if the archive cannot be cut.
   *
   * @param length how much of the file to read
   */
  static List<MaillogSplit> of(
      FileStatus file, long length, long notAfterDay, MaillogOptions options, Configuration hadoop)
      throws IOException {
    String path = file.getPath().toString();
    List<Frame> frames;
    try (FSDataInputStream in = file.getPath().getFileSystem(hadoop).open(file.getPath())) {
      frames = ZstdFrames.of(in::read, length);
    }
    boolean isTextKnown = frames.stream().allMatch(frame -> frame.textBytes() >= 0);
    if (frames.size() == 1 || !isTextKnown && !options.isWhole(path)) {
      return List.of(); // with sizes untold nobody knows which frames hold a part of the text
    }
    long from = options.textFrom().getOrDefault(path, 0L);
    long to = isTextKnown ? options.textTo().getOrDefault(path, Long.MAX_VALUE) : Long.MAX_VALUE;
    List<MaillogSplit> splits = new ArrayList<>();
    long textStart = 0;
    for (int first = 0; first < frames.size(); ) {
      long start = frames.get(first).start();
      long text = 0;
      int next = first;
      do {
        text += Math.max(0, frames.get(next++).textBytes());
      } while (next < frames.size() && options.isSmallPacked(frames.get(next).start() - start));
      long end = next < frames.size() ? frames.get(next).start() : length;
      // The line that begins at a border belongs to the split before it.
      if (!isTextKnown || textStart < to && textStart + text >= from) {
        long counted = start == 0 ? 0 : Math.max(1, textStart);
        splits.add(
            new MaillogSplit(
                path,
                start,
                end,
                length,
                counted >= from ? 0 : from,
                to,
                Compression.ZSTD,
                counted,
                notAfterDay));
      }
      first = next;
      textStart += text;
    }
    return splits;
  }
}
