package slash64.feed;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A directory of a local file system. Pointers are relative symbolic links, moved by rename(2). */
public final class LocalStore implements FeedStore {
  private static final String LOCK = ".lock";

  /** Filters run as others than the job; whatever its umask, they read and nobody else writes. */
  private static final Set<PosixFilePermission> READ_BY_ALL =
      PosixFilePermissions.fromString("rw-r--r--");

  private static final Set<PosixFilePermission> ENTERED_BY_ALL =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final Path root;

  public LocalStore(Path root) {
    this.root = root;
  }

  @Override
  public void write(String name, Content content) throws IOException {
    Path file = root.resolve(name);
    Path beside = beside(file);
    makeFolder(file.getParent());
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      // The channel outlives the stream: it has to be forced to the disk after the last byte.
      BufferedOutputStream to =
          new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(to);
      to.flush();
      channel.force(true);
    }
    permit(beside, READ_BY_ALL);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    force(file.getParent());
  }

  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      makeFolder(folder.toAbsolutePath().getParent());
      try {
        Files.createDirectory(folder);
      } catch (FileAlreadyExistsException e) {
        return; // formats are written side by side: another of them was first
      }
      permit(folder, ENTERED_BY_ALL);
    }
  }

  private static void permit(Path path, Set<PosixFilePermission> permissions) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(permissions);
    }
  }

  private static Path beside(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".new");
  }

  /** A rename survives a power cut only once the directory itself is on the disk. */
  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    return Files.newInputStream(root.resolve(name));
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(root.resolve(name));
  }

  @Override
  public List<String> list(String directory) throws IOException {
    Path path = root.resolve(directory);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(path)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Path path = root.resolve(name);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(path)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.delete(each);
    }
  }

  @Override
  public void point(String pointer, String target) throws IOException {
    Path link = root.resolve(pointer);
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
      throw new IOException(
          "Cannot publish: %s is not a symbolic link. Move it out of the way.".formatted(link));
    }
    Path beside = beside(link);
    Files.deleteIfExists(beside);
    Files.createSymbolicLink(beside, Path.of(target));
    Files.move(beside, link, StandardCopyOption.ATOMIC_MOVE);
    force(root);
  }

  @Override
  public Optional<String> target(String pointer) throws IOException {
    Path link = root.resolve(pointer);
    if (!Files.isSymbolicLink(link) || !Files.exists(link)) {
      return Optional.empty();
    }
    return Optional.of(root.toRealPath().relativize(link.toRealPath()).toString());
  }

  @Override
  public <T> T alone(Work<T> work) throws IOException {
    Files.createDirectories(root);
    try (FileChannel channel =
        FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      requireLock(channel);
      return work.run(); // closing the channel lets go of the lock, and so does a killed process
    }
  }

  private void requireLock(FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException held) {
      lock = null; // by this very process: the same answer as if another one held it
    }
    if (lock == null) {
      throw new IOException(
          "Cannot publish to %s: another run is publishing there. Try again when it is done."
              .formatted(root));
    }
  }
}
