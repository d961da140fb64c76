package slash64.nightly;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import slash64.failure.UserError;

/**
 * Finds the archives that {@code --input} names: files, folders with all below them, globs, with
 * {@code {date}} for the night's day. Files that begin with a dot or an underscore are left out, as
 * Hadoop does.
 */
final class Inputs {
  private static final String DATE = "{date}";

  private Inputs() {}

  /**
   * Returns the archives in the order of their paths, each once.
   *
   * @throws UserError with status 3 if a name matches nothing, or nothing can be read
   */
  static List<FileStatus> find(List<String> inputs, LocalDate date, Configuration hadoop) {
    List<FileStatus> archives = new ArrayList<>();
    for (String input : inputs) {
      String name = input.replace(DATE, date.toString());
      List<FileStatus> found = find(name, hadoop);
      if (found.isEmpty()) {
        throw UserError.inputMissing(
            "Cannot find archives: %s matches no file. Look at --input, or wait for the day's logs."
                .formatted(name));
      }
      archives.addAll(found);
    }
    return archives.stream()
        .sorted(Comparator.comparing(file -> file.getPath().toString()))
        .distinct()
        .toList();
  }

  private static List<FileStatus> find(String name, Configuration hadoop) {
    List<FileStatus> archives = new ArrayList<>();
    try {
      Path path = new Path(name);
      FileSystem system = path.getFileSystem(hadoop);
      FileStatus[] matches =
          system.exists(path)
              ? new FileStatus[] {system.getFileStatus(path)}
              : system.globStatus(path);
      for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
        addFiles(archives, match, system);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.inputMissing(
          "Cannot look for archives in %s: %s.".formatted(name, e.getMessage()), e);
    }
    return archives;
  }

  private static void addFiles(List<FileStatus> archives, FileStatus status, FileSystem system)
      throws IOException {
    if (status.isFile()) {
      archives.add(status);
      return;
    }
    for (FileStatus child : system.listStatus(status.getPath())) {
      char first = child.getPath().getName().charAt(0);
      if (first != '.' && first != '_') {
        addFiles(archives, child, system);
      }
    }
  }
}
