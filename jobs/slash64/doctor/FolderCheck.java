package slash64.doctor;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** Can a folder be written to, and is there space on its disk? */
final class FolderCheck {
  private static final long LEAST_FREE_MB = 1024; // room for a night's spill files and tables

  private FolderCheck() {}

  /**
   * Looks at a folder that exists or can be made. What is written to find out is removed.
   *
   * @param subject what the folder is for
   * @param place a path, or a URI that Hadoop knows
   * @param option how the user names another folder
   */
  static Finding finding(String subject, String place, String option) {
    try {
      URI uri = new org.apache.hadoop.fs.Path(place).toUri();
      if (uri.getScheme() == null) {
        return local(subject, Path.of(place).toAbsolutePath(), option);
      }
      return uri.getScheme().equals("file")
          ? local(subject, Path.of(uri.getPath()), option)
          : remote(subject, place, uri, option);
    } catch (IllegalArgumentException e) {
      return Finding.bad(
          subject,
          "%s is no path (%s): give another with %s.".formatted(place, e.getMessage(), option));
    }
  }

  private static Finding local(String subject, Path folder, String option) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      return Finding.bad(
          subject, "%s is a file, need a folder: name another with %s.".formatted(folder, option));
    }
    Path existing = folder;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      Files.delete(Files.createTempFile(existing, ".slash64-doctor-", null));
      long freeMb = Files.getFileStore(existing).getUsableSpace() >> 20;
      String found =
          "%s%s, %d MB free"
              .formatted(folder, Files.exists(folder) ? "" : " (can be made)", freeMb);
      return freeMb < LEAST_FREE_MB
          ? Finding.doubtful(
              subject, found + ", a night may need more: free some or use " + option + ".")
          : Finding.good(subject, found);
    } catch (IOException | InvalidPathException e) {
      return Finding.bad(
          subject,
          "cannot write in %s (%s): give yourself the right to, or name another with %s."
              .formatted(existing, e.getClass().getSimpleName(), option));
    }
  }

  private static Finding remote(String subject, String place, URI uri, String option) {
    try (FileSystem files = FileSystem.newInstance(uri, new Configuration())) {
      boolean exists = files.exists(new org.apache.hadoop.fs.Path(uri));
      return Finding.good(subject, place + (exists ? "" : " (does not exist yet)"));
    } catch (IOException e) {
      return Finding.bad(
          subject,
          "cannot reach %s (%s): look at the cluster's configuration, or name another with %s."
              .formatted(
                  place, String.valueOf(e.getMessage()).lines().findFirst().orElse(""), option));
    }
  }
}
