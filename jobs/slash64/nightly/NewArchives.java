package slash64.nightly;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import slash64.conf.InputSettings;
import slash64.failure.UserError;
import slash64.lake.Archive;
import slash64.lake.ContentIdentity;
import slash64.lake.Ledger;
import slash64.lake.LedgerEntry;
import slash64.lake.TakenIn;
import slash64.nightly.Looks.Seen;
import slash64.progress.Progress;

/**
 * Tells which archives hold something that is not in the tables yet. An archive is known by its
 * text, whatever its name or compression; one that has grown since it was read is taken from where
 * it ended. A file that cannot be read, or that is still being written, is left for a later run and
 * keeps no other from being taken in.
 */
final class NewArchives {
  private final SparkSession spark;
  private final List<LedgerEntry> done;
  private final Configuration hadoop;
  private final InputSettings settings;
  private final Progress progress;
  private final TakenIn takenIn;
  private final Set<ContentIdentity> planned = new HashSet<>();
  private final List<Seen> taken = new ArrayList<>();
  private final Set<String> scanHosts = new HashSet<>();
  private final Set<String> serverHosts = new HashSet<>();
  private double refusedLines;
  private double lines;

  NewArchives(SparkSession spark, Ledger ledger, InputSettings settings, Progress progress) {
    this.spark = spark;
    this.done = ledger.done();
    this.takenIn = ledger.takenIn();
    this.hadoop = spark.sessionState().newHadoopConf();
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Returns the archives to take in, with where to begin in each.
   *
   * @throws UserError with status 3 if none of the files can be read, if one is damaged and the
   *     settings do not bear it, or if most of their first lines are no log
   */
  List<Archive> among(List<FileStatus> files) {
    // A copy of the beginning of another is known by the longer one.
    List<Seen> all = look(files);
    all.sort(Comparator.comparingLong(Seen::bytes).reversed());
    List<Archive> archives = new ArrayList<>();
    IOException failure = null;
    boolean isAnyReadable = false;
    for (Seen seen : all) {
      try {
        if (seen.failure() != null) {
          throw new IOException(seen.failure());
        }
        isAnyReadable = true;
        if (seen.look() != null) {
          of(seen).ifPresent(archives::add);
        }
      } catch (IOException e) {
        failure = e;
        progress.warn("Left out %s: %s".formatted(seen.file().getPath(), e.getMessage()));
      }
    }
    if (failure != null && !isAnyReadable) {
      throw UserError.inputMissing(
          "Cannot read any archive, the last for this reason: %s. Look at --input and at the files' permissions."
              .formatted(failure.getMessage()),
          failure);
    }
    checkFitness();
    return archives;
  }

  /** Returns the paths of those archives that break off; ask after {@link #among}. */
  Set<String> damaged() {
    return taken.stream()
        .filter(seen -> seen.look().damage() != null)
        .map(seen -> seen.file().getPath().toString())
        .collect(Collectors.toSet());
  }

  /**
   * Returns whether some of those archives are of a content filter alone, by their first lines, and
   * others of servers whose mail it may have scanned; ask after {@link #among}.
   */
  boolean areScansApart() {
    return !serverHosts.isEmpty()
        && (scanHosts.contains(null) || !Collections.disjoint(scanHosts, serverHosts));
  }

  private List<Seen> look(List<FileStatus> files) {
    List<Seen> seen = new ArrayList<>();
    List<FileStatus> unknown = new ArrayList<>();
    Seen[] known = files.parallelStream().map(this::known).toArray(Seen[]::new);
    for (int i = 0; i < known.length; i++) {
      if (known[i] == null) {
        unknown.add(files.get(i));
      } else {
        seen.add(known[i]);
      }
    }
    seen.addAll(Looks.at(spark, unknown, settings.timeZones()));
    return seen;
  }

  /** Returns what needs no look; null if all of the file must be read to tell. */
  private Seen known(FileStatus file) {
    try {
      boolean isNothingNew = file.getLen() == 0 || isUnchanged(file); // empty: may yet be written
      return isNothingNew ? new Seen(file, null, null) : null;
    } catch (IOException e) {
      return new Seen(file, null, e.getMessage());
    }
  }

  /**
   * A folder may hold a file that is no mail log, but a night that is mostly rubbish judges nobody.
   */
  private void checkFitness() {
    if (refusedLines > settings.refusedShareLimit() * lines) {
      throw UserError.inputMissing(
          "Cannot take in the archives: %.0f %% of their first lines cannot be read, more than input.refused_share_limit allows (%s). Look at --input; ./slash64 parse shows how each line is read."
              .formatted(100 * refusedLines / lines, settings.refusedShareLimit()));
    }
  }

  private Optional<Archive> of(Seen seen) throws IOException {
    FileStatus file = seen.file();
    Look look = seen.look();
    Path path = file.getPath();
    if (look.isBeingWritten()) {
      progress.warn("Left %s for the next run: it is still being written".formatted(path));
      return Optional.empty();
    }
    if (look.damage() != null) {
      if (!settings.keepsDamaged()) {
        throw UserError.inputMissing(
            "Cannot take in %s: %s. Fetch it again, or keep what can be read with --set input.keep_damaged=true."
                .formatted(path, look.damage()));
      }
      progress.warn(
          "%s: %s. The lines before are taken in; the rest follows once the file is whole"
              .formatted(path, look.damage()));
    }
    ContentIdentity content = look.content();
    if (content.bytes() == 0
        || takenIn.holds(content)
        || !planned.add(content)
        || isBeginningOfAnother(content)) {
      return Optional.empty();
    }
    taken.add(seen);
    judge(path, look);
    long from =
        takenIn.newFrom(path.toString(), content, limit -> Look.beginning(path, limit, hadoop));
    return Optional.of(
        new Archive(path.toString(), file.getLen(), look.fileSha256(), content, from));
  }

  /**
   * Whether a longer text of this night, or one in the tables whose archive is still there, begins
   * with this one: a copy that was made while it was written. Of texts in the tables only those of
   * 64 KiB and more are found, by their head.
   */
  private boolean isBeginningOfAnother(ContentIdentity content) throws IOException {
    for (Seen longer : taken) {
      ContentIdentity other = longer.look().content();
      if (content.mayBegin(other)
          && Look.beginning(longer.file().getPath(), content.bytes(), hadoop).equals(content)) {
        return true;
      }
    }
    for (LedgerEntry entry : done) {
      ContentIdentity other = entry.archive().content();
      if (content.bytes() >= ContentIdentity.HEAD && content.mayBegin(other)) {
        try {
          Path path = new Path(entry.archive().path());
          if (Look.beginning(path, content.bytes(), hadoop).equals(content)) {
            return true;
          }
        } catch (IOException e) {
          // It was rotated away: nobody can tell.
        }
      }
    }
    return false;
  }

  private void judge(Path path, Look look) {
    Look.Beginning beginning = look.beginning();
    if (beginning.serverHosts().isEmpty()) {
      scanHosts.addAll(beginning.scanHosts());
    }
    serverHosts.addAll(beginning.serverHosts());
    double share = beginning.refusedShare();
    refusedLines += share * look.lines();
    lines += look.lines();
    if (share > settings.refusedShareLimit()) {
      progress.warn(
          "%s: %.0f %% of its first lines cannot be read. Is it a mail log? ./slash64 parse shows each line."
              .formatted(path, 100 * share));
    }
  }

  /**
   * The same path, size and head: the rest is believed, or every night would read every archive. A
   * plain file of which the last line was left for later is not believed.
   */
  private boolean isUnchanged(FileStatus file) throws IOException {
    for (LedgerEntry entry : done) {
      if (entry.archive().path().equals(file.getPath().toString())
          && entry.archive().bytes() == file.getLen()
          && !isLineLeft(entry.archive())) {
        String head = Look.beginning(file.getPath(), ContentIdentity.HEAD, hadoop).headSha256();
        return head.equals(entry.archive().content().headSha256());
      }
    }
    return false;
  }

  /** Packed text is longer than its file, so only what lacks a part of a line may be shorter. */
  private static boolean isLineLeft(Archive archive) {
    return archive.content().bytes() < archive.bytes();
  }
}
