package slash64.maillog.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import slash64.maillog.archive.ZstdFrames;
import slash64.maillog.archive.ZstdFrames.Frame;

/**
 * Cuts a zstd archive of many frames into splits of whole frames: what {@code pzstd} writes, and
 * what grows by appending ({@code zstd -c today >> mail.log.zst}).
 */
final class ZstdSplits {
  /** Log text packs about ten times; a split of an archive should be no more work than a plain. */
  private static final int RATIO = 8;

  private ZstdSplits() {}

  /** Whether an archive of so many bytes is too small to be worth cutting. */
  static boolean isSmall(long bytes, MaillogOptions options) {
    return bytes <= options.splitBytes() / RATIO;
  }

  /** Returns the splits, or none if the archive cannot be cut. */
  static List<MaillogSplit> of(
      FileStatus file, long notAfterDay, MaillogOptions options, Configuration hadoop)
      throws IOException {
    String path = file.getPath().toString();
    long length = file.getLen();
    List<Frame> frames;
    try (FSDataInputStream in = file.getPath().getFileSystem(hadoop).open(file.getPath())) {
      frames = ZstdFrames.of(in::read, length);
    }
    boolean isTextKnown = frames.stream().allMatch(frame -> frame.textBytes() >= 0);
    long from = options.textFrom().getOrDefault(path, 0L);
    long to = options.textTo().getOrDefault(path, Long.MAX_VALUE);
    if (frames.size() == 1 || !isTextKnown && (from > 0 || to < Long.MAX_VALUE)) {
      return List.of(); // with sizes untold nobody knows which frames hold a part of the text
    }
    List<MaillogSplit> splits = new ArrayList<>();
    long textStart = 0;
    for (int first = 0; first < frames.size(); ) {
      long start = frames.get(first).start();
      long text = 0;
      int next = first;
      do {
        text += Math.max(0, frames.get(next++).textBytes());
      } while (next < frames.size() && isSmall(frames.get(next).start() - start, options));
      long end = next < frames.size() ? frames.get(next).start() : length;
      // The line that begins at a border belongs to the split before it.
      if (!isTextKnown || textStart < to && textStart + text >= from) {
        long counted = start == 0 ? 0 : Math.max(1, textStart);
        splits.add(
            new MaillogSplit(
                path, start, end, length, counted >= from ? 0 : from, counted, notAfterDay));
      }
      first = next;
      textStart += text;
    }
    return splits;
  }
}
