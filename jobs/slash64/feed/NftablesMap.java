package slash64.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/**
 * {@code nftables.nft}: the elements of the maps {@code tier6} and {@code tier4} in the table
 * {@code inet slash64}, from source address to mark, 5 reject and 3 throttle. What the firewall
 * does with a mark is a chain of the operator's, in the same table or elsewhere.
 *
 * <p>nftables knows no longest match and refuses overlaps, so the tree is laid flat by {@link
 * DisjointRanges}. Loading the file is one transaction that can be repeated, and leaves chains
 * alone.
 */
public final class NftablesMap implements FeedFormat {
  /** 2 s and 170 MB; ten times as many take half a minute and 1.8 GB. */
  public static final int DEFAULT_LIMIT = 150_000;

  private final long limit;

  /**
   * Sets what is still acceptable.
   *
   * @param limit ranges a family
   */
  public NftablesMap(long limit) {
    this.limit = limit;
  }

  @Override
  public String name() {
    return "nftables";
  }

  @Override
  public String file() {
    return "nftables.nft";
  }

  @Override
  public long limit() {
    return limit;
  }

  /** Ranges of the family that has more of them: nft loads one map after the other. */
  @Override
  public long load(List<PolicyEntry> policy) {
    return policy.stream()
        .collect(Collectors.partitioningBy(entry -> entry.prefix().isIpv4()))
        .values()
        .stream()
        .mapToLong(family -> DisjointRanges.of(family, tiers()).size())
        .max()
        .orElse(0);
  }

  @Override
  public Set<Tier> tiers() {
    return EnumSet.of(Tier.THROTTLE, Tier.REJECT);
  }

  @Override
  public long write(FeedNight night, OutputStream to) throws IOException {
    FeedLines lines = new FeedLines(this, night, "#", to);
    lines.line("add table inet slash64");
    List<PolicyEntry> ipv6 = new ArrayList<>();
    night.ipv6().forEach(ipv6::addAll);
    map(lines, "tier6", "ipv6_addr", ranges(ipv6));
    map(lines, "tier4", "ipv4_addr", ranges(night.ipv4()));
    return lines.end();
  }

  private List<DisjointRanges.Range> ranges(List<PolicyEntry> entries) {
    List<DisjointRanges.Range> ranges = DisjointRanges.of(entries, tiers());
    if (ranges.size() > limit) {
      throw new FeedRefusedException(
          ("Cannot write nftables.nft: %,d ranges, and more than %,d take nft too long and too much"
                  + " memory. Leave nftables out of the formats, or raise its limit.")
              .formatted(ranges.size(), limit));
    }
    return ranges;
  }

  private static void map(
      FeedLines lines, String name, String type, List<DisjointRanges.Range> ranges)
      throws IOException {
    lines.line("add map inet slash64 %s { type %s : mark; flags interval; }".formatted(name, type));
    lines.line("flush map inet slash64 " + name);
    if (ranges.isEmpty()) {
      return; // an empty list of elements is a syntax error
    }
    lines.line("add element inet slash64 " + name + " {");
    for (DisjointRanges.Range range : ranges) {
      String span =
          range.first().equals(range.last())
              ? range.first().toString()
              : range.first() + "-" + range.last();
      lines.entry(span + (range.tier() == Tier.REJECT ? " : 5," : " : 3,"));
    }
    lines.line("}");
  }
}
