package slash64.baseline;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import slash64.net.Prefix;

/**
 * One digest's day: how many sent it, and who most of all.
 *
 * @param digest as the filter wrote it; hostile text, escaped wherever it is written
 * @param messages with this digest
 * @param bad of these, unwanted
 * @param members networks that sent it: /64, or IPv4 addresses
 * @param unrelated parties behind those: customers, where there is none /48 and IPv4 /24
 * @param largest the members with most messages, at most {@value #MOST_NAMED}, the largest first
 */
public record DigestDay(
    String digest, long messages, long bad, long members, long unrelated, List<Prefix> largest) {

  /** Members that are named. */
  public static final int MOST_NAMED = 20;

  public DigestDay {
    if (largest.isEmpty() || bad > messages || unrelated > members) {
      throw new IllegalArgumentException(
          "Cannot describe digest: %d of %d messages bad, %d of %d members unrelated, %d named (need one at least, and no part above its whole)"
              .formatted(bad, messages, unrelated, members, largest.size()));
    }
    largest = List.copyOf(largest.subList(0, Math.min(MOST_NAMED, largest.size())));
  }

  /** Sums the members of a digest, at most one entry for each prefix. */
  public static DigestDay of(String digest, List<CampaignMember> members) {
    Set<Object> unrelated = new HashSet<>();
    members.forEach(member -> unrelated.add(member.relation()));
    return new DigestDay(
        digest,
        members.stream().mapToLong(CampaignMember::messages).sum(),
        members.stream().mapToLong(CampaignMember::bad).sum(),
        members.size(),
        unrelated.size(),
        members.stream()
            .sorted(
                Comparator.comparingLong(CampaignMember::messages)
                    .reversed()
                    .thenComparing(CampaignMember::prefix))
            .map(CampaignMember::prefix)
            .toList());
  }

  double badShare() {
    return messages == 0 ? 0 : bad / (double) messages;
  }
}
