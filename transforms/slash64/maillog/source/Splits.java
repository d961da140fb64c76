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
 * its frames, bzip2 between its blocks, gzip and xz not at all. The largest come first, so that no
 * task starts late with a long one.
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
    List<FileStatus> found = new ArrayList<>();
    if (system.exists(path)) {
      found.add(system.getFileStatus(path));
    } else {
      FileStatus[] matches = system.globStatus(path);
      for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
        if (!HiddenFiles.isHidden(match.getPath(), path)) {
          found.add(match);
        }
      }
    }
    if (found.isEmpty()) {
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
      if (!HiddenFiles.isHidden(child.getPath())) {
        addFiles(files, child, system);
      }
    }
  }

  private static void add(
      List<MaillogSplit> splits, FileStatus file, MaillogOptions options, Configuration hadoop)
      throws IOException {
    String path = file.getPath().toString();
    long length = Math.min(file.getLen(), options.stored().getOrDefault(path, Long.MAX_VALUE));
    long notAfter = ArchiveDate.of(file.getPath().getName(), file.getModificationTime());
    long from = options.textFrom().getOrDefault(path, 0L);
    long to = options.textTo().getOrDefault(path, Long.MAX_VALUE);
    boolean isSmallAndWhole = length <= options.splitBytes() && from == 0;
    Compression compression =
        isSmallAndWhole && options.isSmallPacked(length) ? null : cuttable(file, hadoop);
    List<MaillogSplit> parts =
        compression == Compression.ZSTD
            ? ZstdSplits.of(file, length, notAfter, options, hadoop)
            : compression == Compression.BZIP2
                ? Bzip2Splits.of(file, length, notAfter, options)
                : List.of();
    if (!parts.isEmpty()) {
      splits.addAll(parts);
      return;
    }
    if (isSmallAndWhole || compression != Compression.PLAIN) {
      splits.add(new MaillogSplit(path, 0, length, length, from, to, notAfter));
      return;
    }
    // A split skips the line its start falls into or begins: one byte back, the first line stays.
    long first = Math.max(0, from - 1);
    long end = Math.min(length, to);
    long count = Math.max(1, (end - first + options.splitBytes() - 1) / options.splitBytes());
    long each = (end - first + count - 1) / count;
    for (long start = first; start < end; start += each) {
      splits.add(
          new MaillogSplit(path, start, Math.min(end, start + each), length, 0, to, notAfter));
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
