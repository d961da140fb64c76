package slash64.maillog.source;

import org.apache.hadoop.fs.Path;

/**
 * Files that nobody means when naming a folder or a glob: their names begin with a dot or an
 * underscore, as those do that are still being copied. Hadoop and Spark leave them out, too; named
 * in full, or by a pattern that begins so, they are read.
 */
public final class HiddenFiles {
  private HiddenFiles() {}

  /** Returns whether a file or folder found in a folder is hidden. */
  public static boolean isHidden(Path found) {
    return found.getName().startsWith(".") || found.getName().startsWith("_");
  }

  /** Returns whether a match of a glob is hidden. */
  public static boolean isHidden(Path match, Path glob) {
    return isHidden(match) && !isHidden(glob);
  }
}
