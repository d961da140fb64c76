package slash64.feed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import slash64.policy.PolicyEntry;

/**
 * The order of every flat file: IPv6 before IPv4, the longest prefix first, then by bits. Consumers
 * in which the first match wins need it; the others do not mind. Entries are laid out by length in
 * two passes, and keep their tree order within one: linear in their number.
 */
final class LongestFirst {
  private LongestFirst() {}

  static List<PolicyEntry> ipv6(FeedNight night) {
    return sorted(night.ipv6());
  }

  static List<PolicyEntry> ipv4(FeedNight night) {
    return sorted(List.of(night.ipv4()));
  }

  static List<PolicyEntry> both(FeedNight night) {
    List<PolicyEntry> sorted = new ArrayList<>(night.policy().size());
    sorted.addAll(ipv6(night));
    sorted.addAll(ipv4(night));
    return sorted;
  }

  private static List<PolicyEntry> sorted(List<List<PolicyEntry>> parts) {
    int[] next = new int[130]; // where the next entry of a length goes; longest first
    for (List<PolicyEntry> part : parts) {
      for (PolicyEntry entry : part) {
        next[129 - entry.prefix().length()]++;
      }
    }
    for (int i = 1; i < next.length; i++) {
      next[i] += next[i - 1];
    }
    PolicyEntry[] sorted = new PolicyEntry[next[129]];
    for (List<PolicyEntry> part : parts) {
      for (PolicyEntry entry : part) {
        sorted[next[128 - entry.prefix().length()]++] = entry;
      }
    }
    return Arrays.asList(sorted);
  }
}
