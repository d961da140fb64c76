package slash64.feed;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The generations kept in one place, and the pointers into them.
 *
 * <pre>
 * .generations/41/2026-11-01/…   files, never changed once the manifest is there
 * .generations/42/2026-11-02/…
 * 2026-11-01 → .generations/41/2026-11-01
 * 2026-11-02 → .generations/42/2026-11-02
 * current    → 2026-11-02
 * shadow     → .generations/40/2026-11-02   on request
 * </pre>
 *
 * <p>Publishing a day again fills a new directory and moves the day's pointer: whoever reads {@code
 * current} or the day sees the old files or the new ones, and never a mixture or a gap.
 */
public final class FeedGenerations {
  public static final String CURRENT = "current";
  public static final String SHADOW = "shadow";

  private static final String FOLDER = ".generations";

  private final FeedStore store;

  public FeedGenerations(FeedStore store) {
    this.store = store;
  }

  /** Returns the numbers in use, complete or not, in rising order. */
  List<Long> numbers() throws IOException {
    return store.list(FOLDER).stream()
        .filter(name -> name.matches("[1-9][0-9]{0,17}"))
        .map(Long::valueOf)
        .sorted()
        .toList();
  }

  /** Returns the manifests of the complete generations, the oldest first. */
  public List<FeedManifest> complete() throws IOException {
    List<FeedManifest> found = new ArrayList<>();
    for (long number : numbers()) {
      for (String day : store.list(FOLDER + "/" + number)) {
        manifest(FOLDER + "/" + number + "/" + day).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Returns the manifest that {@code current}, {@code shadow} or a day leads to. */
  public Optional<FeedManifest> at(String pointer) throws IOException {
    Optional<String> directory = store.target(pointer);
    return directory.isEmpty() ? Optional.empty() : manifest(directory.get());
  }

  private Optional<FeedManifest> manifest(String directory) throws IOException {
    String name = directory + "/" + FeedManifest.FILE;
    if (!store.exists(name)) {
      return Optional.empty();
    }
    try (InputStream from = store.open(name)) {
      return Optional.of(FeedManifest.read(from.readAllBytes(), name));
    }
  }

  /** Returns the directory of a generation. */
  static String directory(long generation, LocalDate day) {
    return FOLDER + "/" + generation + "/" + day;
  }

  /** Returns the latest published day before {@code day}. */
  Optional<String> dayBefore(LocalDate day) throws IOException {
    return days().stream().filter(each -> each.compareTo(day.toString()) < 0).reduce((a, b) -> b);
  }

  private List<String> days() throws IOException {
    return store.list("").stream().filter(name -> name.matches("\\d{4}-\\d\\d-\\d\\d")).toList();
  }

  /** Removes what a killed run left behind: generations without a manifest. */
  void sweep() throws IOException {
    List<Long> complete = complete().stream().map(FeedManifest::generation).toList();
    for (long number : numbers()) {
      if (!complete.contains(number)) {
        remove(number);
      }
    }
  }

  /**
   * Keeps the newest {@code keep} generations and those that {@code current} and {@code shadow}
   * lead to; removes the others, and the days that led to them.
   */
  void prune(int keep) throws IOException {
    List<Long> all = numbers();
    Optional<Long> current = at(CURRENT).map(FeedManifest::generation);
    Optional<Long> shadow = at(SHADOW).map(FeedManifest::generation);
    for (long number : all.subList(0, Math.max(0, all.size() - keep))) {
      if (current.filter(kept -> kept == number).isEmpty()
          && shadow.filter(kept -> kept == number).isEmpty()) {
        for (String day : days()) {
          if (store.target(day).orElse("").startsWith(FOLDER + "/" + number + "/")) {
            store.delete(day);
          }
        }
        remove(number);
      }
    }
  }

  void remove(long number) throws IOException {
    store.delete(FOLDER + "/" + number);
  }
}
