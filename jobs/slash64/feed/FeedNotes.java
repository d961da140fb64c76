package slash64.feed;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a manifest says beside the files, for whoever asks later how the feed came about.
 *
 * @param isShadow whether it was published for comparison only
 * @param budget entries the policy was allowed; 0 for as many as it takes
 * @param policyDigest stands for the rows of the policy in the tables: another one, another policy
 * @param restated earlier published days, in order, of which the tables say otherwise by now:
 *     archives that came late changed them, and what rests on them
 * @param overrides guards that were let pass for this publication, each with the reason given
 */
public record FeedNotes(
    boolean isShadow,
    int budget,
    String policyDigest,
    List<LocalDate> restated,
    SortedMap<String, String> overrides) {
  public static final FeedNotes NONE = new FeedNotes(false, 0, "", List.of(), new TreeMap<>());

  public FeedNotes {
    restated = List.copyOf(restated);
    overrides = new TreeMap<>(overrides);
    overrides.replaceAll((guard, reason) -> FeedText.sentence(reason));
  }
}
