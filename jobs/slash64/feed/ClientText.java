package slash64.feed;

import slash64.policy.PolicyEntry;

/**
 * What a refused client is told: the reason of the entry, or the operator's own words.
 *
 * @param words in place of all reasons, with {@code {prefix}} where the entry's prefix is to stand;
 *     empty for the reasons
 */
public record ClientText(String words) {
  static final ClientText REASONS = new ClientText("");

  private static final String PREFIX = "{prefix}";

  /** Returns one line of harmless characters, see {@link FeedText#plain}. */
  String of(PolicyEntry entry) {
    return FeedText.plain(
        words.isBlank() ? entry.reason() : words.replace(PREFIX, entry.prefix().toString()));
  }
}
