package slash64.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system, checksums and all, without its processes: where Hadoop's native
 * library is missing, it starts {@code chmod} for every file it makes and {@code readlink} for
 * every file it renames, a thousand of them in a small night. And with colons in names of files,
 * which Hadoop's own takes for the end of a scheme.
 */
public final class LocalFiles extends LocalFileSystem {
  /** Named in the setting {@code fs.file.impl}; Hadoop makes it. */
  public LocalFiles() {
    super(new Raw());
  }

  @Override
  public Path getChecksumFile(Path file) {
    return new Path(file.getParent(), new Path(null, null, "." + file.getName() + ".crc"));
  }

  @Override
  public FileStatus[] globStatus(Path pattern) throws IOException {
    return new LocalGlob(this).matches(pattern);
  }

  /** The same without checksums, which both of Hadoop's interfaces add by themselves. */
  static final class Raw extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      if (permission.getStickyBit()) { // Java cannot
        super.setPermission(path, permission);
        return;
      }
      String text =
          permission.getUserAction().SYMBOL
              + permission.getGroupAction().SYMBOL
              + permission.getOtherAction().SYMBOL;
      Files.setPosixFilePermissions(
          pathToFile(path).toPath(), PosixFilePermissions.fromString(text));
    }

    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
      return Files.isSymbolicLink(pathToFile(path).toPath())
          ? super.getFileLinkStatus(path)
          : getFileStatus(path);
    }
  }
}
