package slash64.lake;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * File systems for the few files of a warehouse that people put, replace or delete by hand. Hadoop
 * writes sums of bytes beside each file of a local disk, in a hidden one, and refuses what does not
 * fit them any more: these are written and read without.
 */
public final class PlainFiles {
  private PlainFiles() {}

  /** Returns the file system that a path lies in. */
  public static FileSystem of(Path path, Configuration hadoop) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }

  /** Returns whether it is a disk of this machine. */
  static boolean isLocal(FileSystem files) {
    return "file".equals(files.getUri().getScheme());
  }
}
