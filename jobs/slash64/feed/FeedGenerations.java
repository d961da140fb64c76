package slash64.feed;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slash64.policy.PolicyEntry;

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

  /** Returns whether {@code current} leads to a day after this one. */
  boolean isCurrentAfter(LocalDate day) throws IOException {
    return at(CURRENT).filter(manifest -> manifest.stamp().day().isAfter(day)).isPresent();
  }

  /**
   * Returns the policy that the one of {@code day} takes the place of, in tree order and without
   * its evidence: the one {@code current} leads to, since filters have it, or, if that is not of an
   * earlier day, that of the latest published day before. Empty if there is none.
   */
  public Optional<List<PolicyEntry>> policyBefore(LocalDate day, FeedDestination destination)
      throws IOException {
    Optional<String> pointer = earlier(CURRENT, day);
    if (pointer.isEmpty()) {
      pointer = publishedBefore(day).stream().reduce((a, b) -> b).map(LocalDate::toString);
    }
    if (pointer.isEmpty() && destination == FeedDestination.SHADOW) {
      pointer = earlier(SHADOW, day);
    }
    Optional<String> directory = pointer.isEmpty() ? pointer : store.target(pointer.get());
    String name = directory.orElse("") + "/" + PolicyNdjson.compact().file();
    if (directory.isEmpty() || !store.exists(name)) {
      return Optional.empty();
    }
    List<PolicyEntry> entries = new ArrayList<>();
    try (PolicyReader reader = new PolicyReader(store.open(name), name)) {
      reader.forEachRemaining(entry -> entries.add(entry.withEvidence("{}")));
    }
    return Optional.of(entries);
  }

  private Optional<String> earlier(String pointer, LocalDate day) throws IOException {
    return at(pointer)
        .filter(manifest -> manifest.stamp().day().isBefore(day))
        .map(manifest -> pointer);
  }

  /** Returns the published days before {@code day}, in order. */
  public List<LocalDate> publishedBefore(LocalDate day) throws IOException {
    return days().stream().map(LocalDate::parse).filter(each -> each.isBefore(day)).toList();
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
   * lead to; removes the others, and the days that led to them. Of shadows the last one is enough.
   */
  void prune(int keep) throws IOException {
    Optional<Long> current = at(CURRENT).map(FeedManifest::generation);
    Optional<Long> shadow = at(SHADOW).map(FeedManifest::generation);
    List<Long> real = new ArrayList<>();
    for (FeedManifest manifest : complete()) {
      if (!manifest.stamp().notes().isShadow()) {
        real.add(manifest.generation());
      } else if (!shadow.equals(Optional.of(manifest.generation()))) {
        remove(manifest.generation());
      }
    }
    for (long number : real.subList(0, Math.max(0, real.size() - keep))) {
      if (!current.equals(Optional.of(number))) {
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
