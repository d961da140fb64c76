package slash64.nightly;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import slash64.conf.InputSettings;
import slash64.failure.UserError;
import slash64.lake.Archive;
import slash64.lake.ContentIdentity;
import slash64.lake.Ledger;
import slash64.lake.LedgerEntry;
import slash64.lake.TakenIn;
import slash64.maillog.archive.DamagedArchiveException;
import slash64.maillog.archive.ExpansionLimit;
import slash64.maillog.archive.TextStream;
import slash64.progress.Progress;

/**
 * Tells which archives hold something that is not in the tables yet. An archive is known by its
 * text, whatever its name or compression; one that has grown since it was read is taken from where
 * it ended.
 */
final class NewArchives {
  private final List<LedgerEntry> done;
  private final Configuration hadoop;
  private final InputSettings settings;
  private final Progress progress;
  private final TakenIn takenIn;
  private final Set<ContentIdentity> planned = new HashSet<>();

  NewArchives(Ledger ledger, Configuration hadoop, InputSettings settings, Progress progress) {
    this.done = ledger.done();
    this.takenIn = ledger.takenIn();
    this.hadoop = hadoop;
    this.settings = settings;
    this.progress = progress;
  }

  /** Returns the archives to take in, with where to begin in each. */
  List<Archive> among(List<FileStatus> files) {
    List<Archive> archives = new ArrayList<>();
    for (FileStatus file : files) {
      if (file.getLen() == 0) {
        continue; // no line, nothing to remember: it may yet be written
      }
      try {
        of(file).ifPresent(archives::add);
      } catch (IOException e) {
        throw UserError.inputMissing(
            "Cannot read %s: %s.".formatted(file.getPath(), e.getMessage()), e);
      }
    }
    checkFitness(archives);
    return archives;
  }

  /**
   * Looks at the head of every archive, before anything is planned: a folder may hold a file that
   * is no mail log, but a night that is mostly rubbish judges nobody.
   */
  private void checkFitness(List<Archive> archives) {
    double refusedBytes = 0;
    double bytes = 0;
    for (Archive archive : archives) {
      double share = HeadSample.refusedShare(new Path(archive.path()), hadoop, settings);
      refusedBytes += share * archive.content().bytes();
      bytes += archive.content().bytes();
      if (share > settings.refusedShareLimit()) {
        progress.warn(
            "%s: %.0f %% of its first lines cannot be read. Is it a mail log? ./slash64 parse shows each line."
                .formatted(archive.path(), 100 * share));
      }
    }
    if (refusedBytes > settings.refusedShareLimit() * bytes) {
      throw UserError.inputMissing(
          "Cannot take in the archives: %.0f %% of their first lines cannot be read, more than input.refused_share_limit allows (%s). Look at --input; ./slash64 parse shows how each line is read."
              .formatted(100 * refusedBytes / bytes, settings.refusedShareLimit()));
    }
  }

  private Optional<Archive> of(FileStatus file) throws IOException {
    if (isUnchanged(file)) {
      return Optional.empty();
    }
    ContentIdentity content = identity(file, Long.MAX_VALUE);
    if (takenIn.holds(content) || !planned.add(content)) {
      return Optional.empty();
    }
    String path = file.getPath().toString();
    String sha256 = FileDigest.sha256(file.getPath(), hadoop);
    long from = takenIn.newFrom(path, content, bytes -> identity(file, bytes));
    return Optional.of(new Archive(path, file.getLen(), sha256, content, from));
  }

  /**
   * The same path, size and head: the rest is believed, or every night would read every archive.
   */
  private boolean isUnchanged(FileStatus file) throws IOException {
    for (LedgerEntry entry : done) {
      if (entry.archive().path().equals(file.getPath().toString())
          && entry.archive().bytes() == file.getLen()) {
        String head = identity(file, ContentIdentity.HEAD).headSha256();
        return head.equals(entry.archive().content().headSha256());
      }
    }
    return false;
  }

  private ContentIdentity identity(FileStatus file, long limit) throws IOException {
    Path path = file.getPath();
    try (InputStream text =
        TextStream.open(path.getFileSystem(hadoop).open(path), ExpansionLimit.USUAL)) {
      return settings.keepsDamaged()
          ? ContentIdentity.read(new ReadableText(text), limit)
          : ContentIdentity.read(text, limit);
    } catch (DamagedArchiveException e) {
      throw UserError.inputMissing(
          "Cannot take in %s: %s. Fetch it again, or keep what can be read with --set input.keep_damaged=true."
              .formatted(path, e.getMessage()),
          e);
    }
  }
}
