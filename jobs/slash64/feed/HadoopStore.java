package slash64.feed;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * A directory of any Hadoop file system, {@code hdfs:} or {@code s3a:} for instance. These have no
 * links, so a pointer is a small file: one line with the path of a generation, relative to the
 * directory. It is replaced in one step, by rename or, in an object store, by the upload itself.
 *
 * <p>Nothing here keeps two publishers apart. The lock of the warehouse does for nights and
 * exports; who goes back to an earlier generation holds none, and of two pointers written at once
 * the later one stays.
 */
public final class HadoopStore implements FeedStore {
  /** A rename there is a copy, but an object appears whole, when its upload is complete. */
  private static final Set<String> OBJECT_STORES = Set.of("s3a", "s3", "gs", "oss", "cosn", "obs");

  private final FileSystem files;
  private final Path root;
  private final boolean isObjectStore;

  public HadoopStore(FileSystem files, Path root) {
    this.files = files;
    this.root = files.makeQualified(root);
    this.isObjectStore = OBJECT_STORES.contains(files.getUri().getScheme());
  }

  private Path path(String name) {
    return name.isEmpty() ? root : new Path(root, name);
  }

  @Override
  public void write(String name, Content content) throws IOException {
    Path file = path(name);
    Path beside = isObjectStore ? file : new Path(file.getParent(), "." + file.getName() + ".new");
    try (FSDataOutputStream to = files.create(beside, true)) {
      BufferedOutputStream buffered = new BufferedOutputStream(to, 1 << 16);
      content.writeTo(buffered);
      buffered.flush();
      if (to.hasCapability(StreamCapabilities.HSYNC)) {
        to.hsync();
      }
    }
    if (!isObjectStore) {
      FileContext.getFileContext(root.toUri(), files.getConf())
          .rename(beside, file, Options.Rename.OVERWRITE);
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    return files.open(path(name));
  }

  @Override
  public boolean exists(String name) throws IOException {
    return files.exists(path(name));
  }

  @Override
  public List<String> list(String directory) throws IOException {
    try {
      return Arrays.stream(files.listStatus(path(directory)))
          .map(status -> status.getPath().getName())
          .sorted()
          .toList();
    } catch (FileNotFoundException absent) {
      return List.of();
    }
  }

  @Override
  public void delete(String name) throws IOException {
    files.delete(path(name), true);
  }

  /** A pointer to a pointer takes over where that one leads, so a reader has one step to go. */
  @Override
  public void point(String pointer, String target) throws IOException {
    String end = target(target).orElse(target) + "\n";
    write(pointer, to -> to.write(end.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public Optional<String> target(String pointer) throws IOException {
    if (!files.exists(path(pointer)) || files.getFileStatus(path(pointer)).isDirectory()) {
      return Optional.empty();
    }
    try (InputStream from = open(pointer)) {
      String target = new String(from.readNBytes(1024), StandardCharsets.UTF_8).strip();
      return exists(target) ? Optional.of(target) : Optional.empty();
    }
  }

  @Override
  public <T> T alone(Work<T> work) throws IOException {
    return work.run();
  }
}
