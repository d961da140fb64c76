package slash64.maillog.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import slash64.maillog.archive.Compression;
import slash64.maillog.archive.DamagedArchiveException;
import slash64.maillog.archive.ExpansionLimit;
import slash64.maillog.archive.LineScanner;
import slash64.maillog.archive.TextStream;
import slash64.maillog.format.PowerMtaFile;

/**
 * Cuts the archives of a read into splits: plain files at about {@code splitBytes}, zstd between
 * its frames, what is packed otherwise whole. The largest come first, so that no task starts late
 * with a long one.
 */
final class Splits {
  private Splits() {}

  static List<MaillogSplit> of(MaillogOptions options, Configuration hadoop) throws IOException {
    List<MaillogSplit> splits = new ArrayList<>();
    for (String path : options.paths()) {
      for (FileStatus file : files(new Path(path), hadoop)) {
        add(splits, file, options, hadoop);
      }
    }
    splits.sort(
        Comparator.comparingLong((MaillogSplit split) -> split.end() - split.start()).reversed());
    return splits;
  }

  private static List<FileStatus> files(Path path, Configuration hadoop) throws IOException {
    FileSystem system = path.getFileSystem(hadoop);
    // A file may have a name that reads as a glob: mail[1].log.
    FileStatus[] found =
        system.exists(path)
            ? new FileStatus[] {system.getFileStatus(path)}
            : system.globStatus(path);
    if (found == null || found.length == 0) {
      throw new FileNotFoundException(
          "Cannot read %s: there is no such file or folder".formatted(path));
    }
    List<FileStatus> files = new ArrayList<>();
    for (FileStatus status : found) {
      addFiles(files, status, system);
    }
    return files;
  }

  private static void addFiles(List<FileStatus> files, FileStatus status, FileSystem system)
      throws IOException {
    if (!status.isDirectory()) {
      files.add(status);
      return;
    }
    for (FileStatus child : system.listStatus(status.getPath())) {
      String name = child.getPath().getName();
      if (!name.startsWith(".") && !name.startsWith("_")) {
        addFiles(files, child, system);
      }
    }
  }

  private static void add(
      List<MaillogSplit> splits, FileStatus file, MaillogOptions options, Configuration hadoop)
      throws IOException {
    long length = file.getLen();
    long notAfter = ArchiveDate.of(file.getPath().getName(), file.getModificationTime());
    String path = file.getPath().toString();
    long from = options.textFrom().getOrDefault(path, 0L);
    boolean isSmallAndWhole = length <= options.splitBytes() && from == 0;
    Compression compression =
        isSmallAndWhole && ZstdSplits.isSmall(length, options) ? null : cuttable(file, hadoop);
    if (compression == Compression.ZSTD) {
      List<MaillogSplit> frames = ZstdSplits.of(file, notAfter, options, hadoop);
      if (!frames.isEmpty()) {
        splits.addAll(frames);
        return;
      }
    }
    if (isSmallAndWhole || compression != Compression.PLAIN) {
      splits.add(new MaillogSplit(path, 0, length, length, from, notAfter));
      return;
    }
    // A split skips the line its start falls into or begins: one byte back, the first line stays.
    long first = Math.max(0, from - 1);
    long end = Math.min(length, options.textTo().getOrDefault(path, length));
    long parts = Math.max(1, (end - first + options.splitBytes() - 1) / options.splitBytes());
    long each = (end - first + parts - 1) / parts;
    for (long start = first; start < end; start += each) {
      splits.add(new MaillogSplit(path, start, Math.min(end, start + each), length, 0, notAfter));
    }
  }

  /**
   * Returns how an archive is packed, or null if it must not be cut: records of PowerMTA's CSV may
   * span lines, so that no line end is safe to cut at.
   */
  private static Compression cuttable(FileStatus file, Configuration hadoop) throws IOException {
    FSDataInputStream in = file.getPath().getFileSystem(hadoop).open(file.getPath());
    try (TextStream text = TextStream.open(in, ExpansionLimit.USUAL);
        LineScanner lines = new LineScanner(text)) {
      return lines.next() && PowerMtaFile.isHeader(lines.bytes(), lines.start(), lines.end())
          ? null
          : text.compression();
    } catch (DamagedArchiveException e) {
      return null; // the reader of the split reports it
    }
  }
}
