package slash64.lake;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Creates a file unless it exists, so that of several who try only one succeeds. */
final class NewFile {
  private NewFile() {}

  /**
   * Creates the file with this content.
   *
   * @throws FileAlreadyExistsException if somebody else has
   */
  static void create(FileSystem files, Path path, byte[] content) throws IOException {
    if (PlainFiles.isLocal(files)) {
      createLocal(path, content);
      return;
    }
    FSDataOutputStreamBuilder<?, ?> builder = files.createFile(path).overwrite(false);
    builder.opt("fs.option.create.conditional.overwrite", true); // S3: refuse at the end of writing
    try (OutputStream out = builder.build()) {
      out.write(content);
    }
  }

  /** Hadoop's local file system checks, then creates; the system call does both at once. */
  private static void createLocal(Path path, byte[] content) throws IOException {
    try {
      Files.write(
          java.nio.file.Path.of(path.toUri().getPath()), content, StandardOpenOption.CREATE_NEW);
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw new FileAlreadyExistsException(e.getMessage());
    }
  }
}
