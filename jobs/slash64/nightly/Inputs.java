package slash64.nightly;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;
import slash64.failure.UserError;
import slash64.maillog.source.HiddenFiles;

/**
 * Finds the archives, or other files, that an option names: files, folders with all below them,
 * globs, with {@code {date}} for the night's day; without {@link HiddenFiles}.
 *
 * <p>Who may write into a folder of logs must not have us read what he could not: a link that was
 * not named itself counts only if it leads to a file below the folder that was, and links to
 * folders are not followed, so that none leads in a circle. What cannot be listed is left out, and
 * so are Delta tables: a warehouse may lie in a folder of logs.
 */
final class Inputs {
  private static final String DATE = "{date}";
  private static final String DELTA_LOG = "_delta_log";

  /** What is looked for. */
  enum Wanted {
    ARCHIVES("archives", "--input"),
    FEEDBACK("feedback", "--feedback");

    private final String what;
    private final String option;

    Wanted(String what, String option) {
      this.what = what;
      this.option = option;
    }
  }

  private final Wanted wanted;
  private final Configuration hadoop;
  private final Consumer<String> warnings;
  private final List<FileStatus> files = new ArrayList<>();
  private final Set<Path> warehouses = new HashSet<>();

  private Inputs(Wanted wanted, Configuration hadoop, Consumer<String> warnings) {
    this.wanted = wanted;
    this.hadoop = hadoop;
    this.warnings = warnings;
  }

  /**
   * Returns the files in the order of their paths, each once, without those of {@link EximLogs}
   * that others repeat.
   *
   * @param warnings is told what is left out, and why
   * @throws UserError with status 3 if a name matches nothing, or nothing can be read, with 2 if it
   *     is on no file system that is known
   */
  static List<FileStatus> find(
      Wanted wanted,
      List<String> inputs,
      LocalDate date,
      Configuration hadoop,
      Consumer<String> warnings) {
    List<FileStatus> files = new ArrayList<>();
    for (String input : inputs) {
      String name = input.replace(DATE, date.toString());
      Inputs found = new Inputs(wanted, hadoop, warnings);
      found.find(name);
      if (found.files.isEmpty()) {
        throw UserError.inputMissing(
            "Cannot find %s: %s matches no file. Look at %s, or wait for the day's files."
                .formatted(wanted.what, name, wanted.option));
      }
      files.addAll(found.files);
    }
    return EximLogs.withoutCopies(
        files.stream()
            .sorted(Comparator.comparing(file -> file.getPath().toString()))
            .distinct()
            .toList());
  }

  private void find(String name) {
    try {
      Path path = path(name);
      FileSystem system = path.getFileSystem(hadoop);
      if (system.exists(path)) {
        FileStatus named = system.getFileStatus(path);
        add(named, system, folder(named.isDirectory() ? path : path.getParent()), true);
        return;
      }
      FileStatus[] matches = system.globStatus(path);
      for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
        if (!HiddenFiles.isHidden(match.getPath(), path)) {
          add(match, system, folder(match.getPath().getParent()), false);
        }
      }
    } catch (UnsupportedFileSystemException e) {
      throw UserError.wrongUse(
          "Cannot look for %s in %s: %s. Look at %s."
              .formatted(wanted.what, name, e.getMessage(), wanted.option),
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.inputMissing(
          "Cannot look for %s in %s: %s.".formatted(wanted.what, name, e.getMessage()), e);
    }
  }

  /** A colon without a slash behind it is one of a file's name, as in {@code mail.log-12:00}. */
  private static Path path(String name) {
    int colon = name.indexOf(':');
    int slash = name.indexOf('/');
    boolean isFirst = colon >= 0 && (slash < 0 || colon < slash);
    boolean isOfScheme = slash == colon + 1;
    return new Path(isFirst && !isOfScheme ? "./" + name : name);
  }

  /**
   * @param root where a link may lead; nothing where there are no links
   * @param isNamed whether the operator named this very file or folder
   */
  private void add(
      FileStatus status, FileSystem system, Optional<java.nio.file.Path> root, boolean isNamed)
      throws IOException {
    Path path = status.getPath();
    if (!isNamed && root.isPresent() && isLinkAstray(path, status, root.get())) {
      return;
    }
    if (status.isFile()) {
      files.add(status);
      return;
    }
    FileStatus[] children;
    try {
      children = system.listStatus(path);
    } catch (FileNotFoundException | AccessControlException e) {
      if (isNamed) {
        throw e;
      }
      warnings.accept("Left out %s: %s".formatted(path, e.getMessage()));
      return;
    }
    if (Arrays.stream(children).anyMatch(child -> DELTA_LOG.equals(child.getPath().getName()))) {
      if (warehouses.add(path.getParent())) {
        warnings.accept("Left out the tables in %s".formatted(path.getParent()));
      }
      return;
    }
    for (FileStatus child : children) {
      if (!HiddenFiles.isHidden(child.getPath())) {
        add(child, system, root, false);
      }
    }
  }

  private boolean isLinkAstray(Path path, FileStatus status, java.nio.file.Path root)
      throws IOException {
    java.nio.file.Path local = java.nio.file.Path.of(path.toUri().getPath());
    if (!Files.isSymbolicLink(local)) {
      return false;
    }
    boolean isBelow = Files.exists(local) && local.toRealPath().startsWith(root);
    if (!isBelow) {
      warnings.accept(
          "Left out %s: it is a link that leads out of %s. Name what it leads to with %s"
              .formatted(path, root, wanted.option));
    }
    return !isBelow || status.isDirectory();
  }

  /** The folder without links in its own path; only the local disk has links. */
  private Optional<java.nio.file.Path> folder(Path path) throws IOException {
    Path absolute = path.getFileSystem(hadoop).makeQualified(path);
    return "file".equals(absolute.toUri().getScheme())
        ? Optional.of(java.nio.file.Path.of(absolute.toUri().getPath()).toRealPath())
        : Optional.empty();
  }
}
