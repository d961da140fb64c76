package slash64.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The place feeds are published to. Names are relative, with {@code /} between the parts. A file is
 * there whole or not at all, and a pointer moves in one step.
 */
public interface FeedStore {

  /** Writes what becomes a file. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream to) throws IOException;
  }

  /** What is done alone. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** Writes a file beside its name, flushes it to the disk and moves it into place. */
  void write(String name, Content content) throws IOException;

  InputStream open(String name) throws IOException;

  boolean exists(String name) throws IOException;

  /** Returns the names in a directory in order, without the directory; none if it is absent. */
  List<String> list(String directory) throws IOException;

  /** Removes a file, a pointer (not what it points to) or a directory with all it holds. */
  void delete(String name) throws IOException;

  /** Lets a pointer lead to {@code target}, in one step for whoever follows it. */
  void point(String pointer, String target) throws IOException;

  /**
   * Returns the directory a pointer leads to in the end, or nothing if there is no such pointer.
   */
  Optional<String> target(String pointer) throws IOException;

  /**
   * Does something while other publishers are kept out.
   *
   * @throws IOException if another one is at work
   */
  <T> T alone(Work<T> work) throws IOException;
}
