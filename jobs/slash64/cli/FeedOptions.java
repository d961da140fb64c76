package slash64.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import slash64.failure.UserError;
import slash64.feed.FeedDestination;
import slash64.feed.Guard;
import slash64.publication.FeedChoice;

/** The options of every command that publishes one night. */
final class FeedOptions {
  @Option(
      names = "--shadow",
      description =
          "Publish beside what is current, for comparison: 'shadow' leads to it, the day and"
              + " 'current' stay.")
  private boolean isShadow;

  @Option(
      names = "--override",
      paramLabel = "GUARD=REASON",
      description =
          "Let a guard pass for this night; the manifest keeps the reason. May be repeated:"
              + " --override entries_changed='new list of a partner'.")
  private Map<String, String> overrides = Map.of();

  /**
   * Returns what is asked for.
   *
   * @throws UserError if there is no such guard, or no reason is given
   */
  FeedChoice choice() {
    TreeMap<Guard, String> chosen = new TreeMap<>();
    overrides.forEach(
        (word, reason) -> {
          if (reason == null || reason.isBlank()) {
            throw UserError.wrongUse(
                "Cannot override %s without a reason: --override %s='why'.".formatted(word, word));
          }
          chosen.put(guard(word), reason);
        });
    return new FeedChoice(isShadow ? FeedDestination.SHADOW : FeedDestination.CURRENT, chosen);
  }

  private static Guard guard(String word) {
    try {
      return Guard.ofWord(word);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse(e.getMessage() + ".", e);
    }
  }
}
