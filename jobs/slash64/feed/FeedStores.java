package slash64.feed;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** Chooses the store that fits a location. */
public final class FeedStores {
  private FeedStores() {}

  /**
   * Returns the store at a path or a {@code file:} URI of this machine, or at the URI of any Hadoop
   * file system.
   */
  public static FeedStore at(String location, Configuration hadoop) throws IOException {
    if (!location.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
      return new LocalStore(Path.of(location));
    }
    URI uri = URI.create(location);
    if ("file".equalsIgnoreCase(uri.getScheme())) {
      return new LocalStore(Path.of(uri.getPath()));
    }
    return new HadoopStore(FileSystem.get(uri, hadoop), new org.apache.hadoop.fs.Path(uri));
  }
}
