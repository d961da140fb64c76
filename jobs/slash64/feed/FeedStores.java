package slash64.feed;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Chooses the store that fits a location. */
public final class FeedStores {
  private FeedStores() {}

  /**
   * Returns the store at a path or a {@code file:} URI of this machine, or at the URI of any Hadoop
   * file system.
   *
   * @throws IOException if there is no such file system, or it cannot be reached
   */
  public static FeedStore at(String location, Configuration hadoop) throws IOException {
    if (!location.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
      return new LocalStore(Path.of(location));
    }
    org.apache.hadoop.fs.Path path;
    try {
      path = path(location);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "Cannot publish to %s: %s. Name a path, or a URI with an absolute one."
              .formatted(location, e.getMessage()),
          e);
    }
    if ("file".equalsIgnoreCase(path.toUri().getScheme())) {
      return new LocalStore(Path.of(path.toUri().getPath()));
    }
    return new HadoopStore(path.getFileSystem(hadoop), path);
  }

  /** Of a URI as the standard has it, what is escaped is meant; others are taken as they are. */
  private static org.apache.hadoop.fs.Path path(String location) {
    try {
      URI uri = new URI(location);
      if (!uri.isOpaque()) {
        return new org.apache.hadoop.fs.Path(uri);
      }
    } catch (URISyntaxException notEscaped) {
      // then it means itself
    }
    return new org.apache.hadoop.fs.Path(location);
  }
}
