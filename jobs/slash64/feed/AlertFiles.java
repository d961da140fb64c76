package slash64.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * The alerts of every night, whether its policy is published or held, for those who watch: {@code
 * alerts/2026-11-05.ndjson} in the form of {@link AlertsNdjson}. Alerts restrict nobody, so no
 * guard keeps them back. A file that says the same already is left alone, since programs that
 * follow such files would tell its lines again.
 */
public final class AlertFiles {
  private static final String FOLDER = "alerts";

  private final FeedStore store;

  AlertFiles(FeedStore store) {
    this.store = store;
  }

  /** Returns the name of a day's file, relative to the feed's folder. */
  public static String name(LocalDate day) {
    return FOLDER + "/" + day + ".ndjson";
  }

  /** Writes the file of a day. */
  void write(LocalDate day, List<FeedAlert> alerts) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    AlertsNdjson.write(alerts, lines);
    if (!Arrays.equals(lines.toByteArray(), read(name(day)))) {
      store.write(name(day), lines::writeTo);
    }
  }

  private byte[] read(String name) throws IOException {
    if (!store.exists(name)) {
      return null;
    }
    try (InputStream from = store.open(name)) {
      return from.readAllBytes();
    }
  }

  /** Removes all but the files of the last {@code keep} days. */
  void prune(int keep) throws IOException {
    List<String> days =
        store.list(FOLDER).stream()
            .filter(name -> name.matches("\\d{4}-\\d\\d-\\d\\d\\.ndjson"))
            .toList();
    for (String name : days.subList(0, Math.max(0, days.size() - keep))) {
      store.delete(FOLDER + "/" + name);
    }
  }
}
