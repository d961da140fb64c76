package slash64.lake;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** The texts that are in the tables, to tell whether an archive holds anything new. */
public final class TakenIn {
  private final List<LedgerEntry> done;

  TakenIn(List<LedgerEntry> done) {
    this.done = List.copyOf(done);
  }

  /** Reads the identity of the first bytes of a text again. */
  @FunctionalInterface
  public interface Beginning {
    /** Returns the identity of the first {@code bytes} bytes; see {@link ContentIdentity#read}. */
    ContentIdentity of(long bytes) throws IOException;
  }

  /** Returns whether this text was taken in, under whatever name and compression. */
  public boolean holds(ContentIdentity content) {
    return done.stream().anyMatch(entry -> entry.archive().content().equals(content));
  }

  /**
   * Returns where the new part of a text begins: after the longest text in the tables that it
   * starts with, 0 if there is none. Texts that may be its beginning, since they have the same path
   * or the same head or are shorter than a head, are compared by reading as much of it again.
   */
  public long newFrom(String path, ContentIdentity content, Beginning beginning)
      throws IOException {
    List<ContentIdentity> candidates =
        done.stream()
            .filter(e -> e.archive().path().equals(path) || mayBegin(e, content))
            .map(e -> e.archive().content())
            .filter(before -> before.bytes() > 0 && before.bytes() < content.bytes())
            .distinct()
            .sorted(Comparator.comparingLong(ContentIdentity::bytes).reversed())
            .toList();
    for (ContentIdentity candidate : candidates) {
      if (beginning.of(candidate.bytes()).equals(candidate)) {
        return candidate.bytes();
      }
    }
    return 0;
  }

  /** A text shorter than a head has a head of its own: only reading as much again can tell. */
  private static boolean mayBegin(LedgerEntry entry, ContentIdentity content) {
    ContentIdentity before = entry.archive().content();
    return before.bytes() < ContentIdentity.HEAD
        || before.headSha256().equals(content.headSha256());
  }
}
