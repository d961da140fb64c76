package slash64.session;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.Path;

/**
 * Hadoop's globs on the local disk. Hadoop's own gives up on a folder as soon as one file in it,
 * wanted or not, has a colon in its name, which it takes for the end of a scheme.
 */
final class LocalGlob {
  private final FileSystem system;

  LocalGlob(FileSystem system) {
    this.system = system;
  }

  /**
   * Returns what matches, in the order of paths; null if the pattern has no wildcard and there is
   * no such file, as Hadoop does.
   *
   * @throws IOException if the pattern is malformed, or a folder cannot be listed
   */
  FileStatus[] matches(Path pattern) throws IOException {
    List<FileStatus> matches = new ArrayList<>();
    boolean isGlob = false;
    String absolute = system.makeQualified(pattern).toUri().getPath();
    for (String flat : GlobExpander.expand(absolute)) { // one for each a/b of {a/b,c}
      List<FileStatus> found = List.of(system.getFileStatus(new Path(Path.SEPARATOR)));
      for (String component : flat.split(Path.SEPARATOR, -1)) {
        if (!component.isEmpty()) {
          GlobFilter filter = new GlobFilter(component);
          found = filter.hasPattern() ? listed(found, filter) : named(found, component);
          isGlob |= filter.hasPattern();
        }
      }
      matches.addAll(found);
    }
    matches.sort(null);
    return matches.isEmpty() && !isGlob ? null : matches.toArray(new FileStatus[0]);
  }

  private List<FileStatus> listed(List<FileStatus> folders, GlobFilter filter) throws IOException {
    List<FileStatus> found = new ArrayList<>();
    for (FileStatus folder : folders) {
      if (folder.isDirectory()) {
        for (FileStatus child : children(folder)) {
          if (filter.accept(child.getPath())) {
            found.add(child);
          }
        }
      }
    }
    return found;
  }

  private FileStatus[] children(FileStatus folder) throws IOException {
    try {
      return system.listStatus(folder.getPath());
    } catch (FileNotFoundException e) { // it went away meanwhile
      return new FileStatus[0];
    }
  }

  private List<FileStatus> named(List<FileStatus> folders, String component) throws IOException {
    String name = component.replaceAll("\\\\(.)", "$1");
    List<FileStatus> found = new ArrayList<>();
    for (FileStatus folder : folders) {
      // Without a scheme of its own, so that none is looked for in the name.
      Path path = new Path(folder.getPath(), new Path(null, null, name));
      try {
        found.add(system.getFileStatus(path));
      } catch (FileNotFoundException e) {
        // as in most folders: no match
      }
    }
    return found;
  }
}
