package slash64.nightly;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Tells which of Exim's logs say nothing of their own. What it refuses Exim writes to the mainlog
 * and once more, with the message's header, to the rejectlog; what goes to the paniclog is no
 * client's and usually stands in the mainlog as well (The Exim Specification, "Log files"). They
 * are rotated together. Their names come from {@code log_file_path}: {@code mainlog} as shipped,
 * {@code exim_mainlog} under cPanel, {@code exim/main.log} in Fedora's packages.
 */
final class EximLogs {
  private static final String EXIM = "exim";
  private static final String PREFIX = "(|.*" + EXIM + ".*)";
  private static final String ROTATION = "(\\.?log.*?)(?:\\.(?:gz|zst|bz2|xz))?";
  private static final Pattern COPY = Pattern.compile(PREFIX + "(?:reject|panic)" + ROTATION);
  private static final Pattern MAIN = Pattern.compile(PREFIX + "main" + ROTATION);

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
    Path folder = file.getPath().getParent();
    Matcher matcher = name.matcher(file.getPath().getName());
    if (!matcher.matches()) {
      return null;
    }
    boolean isAnybodys = matcher.group(1).isEmpty() && matcher.group(2).startsWith(".");
    return isAnybodys && !folder.getName().contains(EXIM)
        ? null // main.log may be of another program, whose refusals are elsewhere
        : folder + "/" + matcher.group(1) + "*" + matcher.group(2);
  }
}
