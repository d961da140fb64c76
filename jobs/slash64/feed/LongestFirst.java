package slash64.feed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import slash64.policy.PolicyEntry;

/**
 * The order of every flat file: IPv6 before IPv4, the longest prefix first, then by bits. Consumers
 * in which the first match wins need it; the others do not mind.
 */
final class LongestFirst {
  static final Comparator<PolicyEntry> ORDER =
      Comparator.comparingInt((PolicyEntry entry) -> entry.prefix().length())
          .reversed()
          .thenComparing(PolicyEntry.BY_PREFIX);

  private LongestFirst() {}

  static List<PolicyEntry> ipv6(FeedNight night) {
    List<PolicyEntry> sorted = new ArrayList<>();
    night.ipv6().forEach(sorted::addAll);
    sorted.sort(ORDER);
    return sorted;
  }

  static List<PolicyEntry> ipv4(FeedNight night) {
    return sorted(night.ipv4());
  }

  static List<PolicyEntry> both(FeedNight night) {
    List<PolicyEntry> sorted = ipv6(night);
    sorted.addAll(ipv4(night));
    return sorted;
  }

  static List<PolicyEntry> sorted(List<PolicyEntry> entries) {
    List<PolicyEntry> sorted = new ArrayList<>(entries);
    sorted.sort(ORDER);
    return sorted;
  }
}
