package slash64.baseline;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import slash64.net.Prefix;

/**
 * The mail of a night's campaigns by who sent it, so that a member that stands out for a campaign's
 * mail alone is not told a second time by itself. Customers whose volume is told stand for digests
 * likewise.
 */
public final class CampaignMail {
  /** A campaign that explains this share of an alert's excess explains the alert. */
  private static final double MOST = 0.5;

  private final TreeMap<Prefix, Map<String, Long>> members = new TreeMap<>();

  /** Adds the mail with a campaign's digest that one network sent. */
  public void add(String digest, Prefix member, long messages) {
    members.computeIfAbsent(member, key -> new HashMap<>()).merge(digest, messages, Long::sum);
  }

  /**
   * Returns the digest of the campaign that explains an alert, or null: at least half of what is
   * beyond the usual is its mail. Takes time in proportion to the members within the prefix.
   *
   * @param prefix of the alert
   * @param excess messages beyond what was expected that the alert accounts for
   */
  public String explains(Prefix prefix, double excess) {
    Map<String, Long> within = new HashMap<>();
    SortedMap<Prefix, Map<String, Long>> from = members.tailMap(prefix);
    for (Map.Entry<Prefix, Map<String, Long>> member : from.entrySet()) {
      if (!prefix.contains(member.getKey())) {
        break;
      }
      member.getValue().forEach((digest, count) -> within.merge(digest, count, Long::sum));
    }
    return explanation(within, excess);
  }

  /**
   * Returns the digest of the campaign that explains an alert, or null.
   *
   * @param within the alert's messages by digest, of digests that are campaigns'
   * @param excess as {@link #explains} takes it; none of 0 or less is explained
   */
  public static String explanation(Map<String, Long> within, double excess) {
    return within.entrySet().stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed()))
        .filter(largest -> excess > 0 && largest.getValue() >= MOST * excess)
        .map(Map.Entry::getKey)
        .orElse(null);
  }
}
