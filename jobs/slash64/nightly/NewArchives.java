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
import slash64.failure.UserError;
import slash64.lake.Archive;
import slash64.lake.ContentIdentity;
import slash64.lake.Ledger;
import slash64.lake.LedgerEntry;
import slash64.lake.TakenIn;
import slash64.maillog.archive.DamagedArchiveException;
import slash64.maillog.archive.ExpansionLimit;
import slash64.maillog.archive.TextStream;

/**
 * Tells which archives hold something that is not in the tables yet. An archive is known by its
 * text, whatever its name or compression; one that has grown since it was read is taken from where
 * it ended.
 */
final class NewArchives {
  private final List<LedgerEntry> done;
  private final Configuration hadoop;
  private final boolean keepsDamaged;
  private final TakenIn takenIn;
  private final Set<ContentIdentity> planned = new HashSet<>();

  NewArchives(Ledger ledger, Configuration hadoop, boolean keepsDamaged) {
    this.done = ledger.done();
    this.takenIn = ledger.takenIn();
    this.hadoop = hadoop;
    this.keepsDamaged = keepsDamaged;
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
    return archives;
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
      return keepsDamaged
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
