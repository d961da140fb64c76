package slash64.nightly;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;

/**
 * Tells which of Exim's logs say nothing of their own. What it refuses Exim writes to the mainlog
 * and once more, with the message's header, to the rejectlog; what goes to the paniclog is no
 * client's and usually stands in the mainlog as well (The Exim Specification, "Log files"). They
 * are rotated together.
 */
final class EximLogs {
  private static final String ROTATION = "log(.*?)(?:\\.(?:gz|zst|bz2|xz))?";
  private static final Pattern COPY = Pattern.compile("(?:reject|panic)" + ROTATION);
  private static final Pattern MAIN = Pattern.compile("main" + ROTATION);

  private EximLogs() {}

  /**
   * Returns the files without each rejectlog and paniclog beside whose mainlog, of the same
   * rotation in the same folder, it lies. Without its mainlog it is read: then nothing else tells.
   */
  static List<FileStatus> withoutCopies(List<FileStatus> files) {
    Set<String> mainlogs = new HashSet<>();
    files.forEach(file -> mainlogs.add(rotation(file, MAIN)));
    return files.stream()
        .filter(
            file -> {
              String rotation = rotation(file, COPY);
              return rotation == null || !mainlogs.contains(rotation);
            })
        .toList();
  }

  /** Returns the folder and which rotation it is, or null for a file of another name. */
  private static String rotation(FileStatus file, Pattern name) {
    Matcher matcher = name.matcher(file.getPath().getName());
    return matcher.matches() ? file.getPath().getParent() + "/" + matcher.group(1) : null;
  }
}
