package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slash64.feed.FeedSamples.entry;
import static slash64.feed.FeedSamples.night;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

class NftablesMapTest {
  private static final Pattern ELEMENT =
      Pattern.compile("([0-9a-f:.]+)(?:-([0-9a-f:.]+)|/(\\d+))? : 0x0*(\\d)");

  @TempDir private Path scratch;

  @Test
  void nestedPrefixesBecomeDisjointRangesAndNeighboursJoin() throws IOException {
    FeedNight night =
        night(
            entry("2001:db8::/32", Tier.REJECT),
            entry("2001:db8:1::/48", Tier.GREYLIST),
            entry("2001:db8:2::/48", Tier.REJECT),
            entry("2001:db8:3::/48", Tier.THROTTLE),
            entry("2001:db9::/32", Tier.REJECT),
            entry("192.0.2.7/32", Tier.THROTTLE));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    new NftablesMap(10).write(night, text);
    assertThat(text.toString(StandardCharsets.US_ASCII))
        .isEqualTo(
            """
            # slash64 nftables.nft version=1 day=2026-11-02 valid_until=2026-11-05T02:00:00Z
            add table inet slash64
            add map inet slash64 tier6 { type ipv6_addr : mark; flags interval; }
            flush map inet slash64 tier6
            add element inet slash64 tier6 {
            2001:db8::-2001:db8:0:ffff:ffff:ffff:ffff:ffff : 5,
            2001:db8:2::-2001:db8:2:ffff:ffff:ffff:ffff:ffff : 5,
            2001:db8:3::-2001:db8:3:ffff:ffff:ffff:ffff:ffff : 3,
            2001:db8:4::-2001:db9:ffff:ffff:ffff:ffff:ffff:ffff : 5,
            }
            add map inet slash64 tier4 { type ipv4_addr : mark; flags interval; }
            flush map inet slash64 tier4
            add element inet slash64 tier4 {
            192.0.2.7 : 3,
            }
            # slash64 entries=5
            """);
  }

  @Test
  void theWholeSpaceIsLaidFlatToItsLastAddress() {
    List<DisjointRanges.Range> ranges =
        DisjointRanges.of(
            List.of(
                entry("::/0", Tier.REJECT),
                entry("::/128", Tier.THROTTLE),
                entry("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128", Tier.THROTTLE)),
            EnumSet.of(Tier.REJECT, Tier.THROTTLE));
    Address first = new Address(0, 0);
    Address last = new Address(-1, -1);
    assertThat(ranges)
        .containsExactly(
            new DisjointRanges.Range(first, first, Tier.THROTTLE),
            new DisjointRanges.Range(new Address(0, 1), new Address(-1, -2), Tier.REJECT),
            new DisjointRanges.Range(last, last, Tier.THROTTLE));
  }

  @Test
  void theLoadIsTheRangesOfTheFamilyThatHasMoreOfThem() {
    List<PolicyEntry> policy =
        List.of(
            entry("192.0.2.7/32", Tier.THROTTLE),
            entry("192.0.2.8/32", Tier.THROTTLE),
            entry("192.0.2.9/32", Tier.THROTTLE),
            entry("2001:db8::/32", Tier.REJECT),
            entry("2001:db8:1::/48", Tier.GREYLIST),
            entry("2001:db9::/32", Tier.REJECT));
    assertThat(new NftablesMap(1).load(policy)).isEqualTo(2);
    assertThat(new NftablesMap(1).load(List.of())).isZero();
  }

  @Test
  void moreRangesThanNftCanBearAreRefused() {
    FeedNight night =
        night(entry("2001:db8::/48", Tier.REJECT), entry("2001:db8:2::/48", Tier.REJECT));
    assertThatThrownBy(() -> new NftablesMap(1).write(night, OutputStream.nullOutputStream()))
        .isInstanceOf(FeedRefusedException.class)
        .hasMessage(
            "Cannot write nftables.nft: 2 ranges, and more than 1 take nft too long and too much"
                + " memory. Leave nftables out of the formats, or raise its limit.");
  }

  @Test
  void nftAnswersAsThePolicyDoes() throws IOException {
    Programs.require("nft");
    Probes probes = Probes.large();
    Path file = Probes.write(new NftablesMap(1_000_000), night(Probes.LARGE), scratch);

    Programs.Result result =
        Programs.run(
            scratch,
            Programs.inNetworkOfItsOwn(
                "nft -f '%s'; nft list map inet slash64 tier6; nft list map inet slash64 tier4"
                    .formatted(file)));

    assertThat(result.err()).isEmpty();
    NavigableMap<Address, Map.Entry<Address, Integer>> marks = elements(result.out());
    for (Address address : probes.addresses(10_000, 14)) {
      Map.Entry<Address, Map.Entry<Address, Integer>> range = marks.floorEntry(address);
      boolean inside = range != null && range.getValue().getKey().compareTo(address) >= 0;
      int expected =
          switch (probes.tier(address)) {
            case REJECT -> 5;
            case THROTTLE -> 3;
            case TRUSTED, NEUTRAL, GREYLIST -> 0;
          };
      assertThat(inside ? range.getValue().getValue() : 0)
          .as(address.toString())
          .isEqualTo(expected);
    }
  }

  @Test
  void theKernelItselfFindsTheMarkAndLoadingTwiceLeavesTheChainsOfTheKit() throws IOException {
    Programs.require("nft");
    FeedNight night =
        night(
            entry("2001:db8::/32", Tier.REJECT),
            entry("2001:db8:1::/48", Tier.TRUSTED),
            entry("2001:db8:1:1::/64", Tier.THROTTLE),
            entry("192.0.2.0/24", Tier.REJECT));
    Path file = Probes.write(new NftablesMap(10), night, scratch);
    Path kit = Path.of(System.getProperty("slash64.home"), "conf/consumers/nftables/slash64.nft");
    String script =
        """
        get() { nft get element inet slash64 "$1" "{ $2 }" 2>&1 | grep -o '0x[0-9a-f]*' || echo none; }
        nft -f '%1$s'; nft -f '%2$s'; nft -f '%2$s'
        get tier6 2001:db8::1; get tier6 2001:db8:1::1; get tier6 2001:db8:1:1::1
        get tier6 2001:db9::1; get tier4 192.0.2.255; get tier4 192.0.3.0
        nft list table inet slash64 | grep -c 'ip6 saddr map @tier6'
        """
            .formatted(kit, file);
    Programs.Result result = Programs.run(scratch, Programs.inNetworkOfItsOwn(script));

    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .containsExactly("0x00000005", "none", "0x00000003", "none", "0x00000005", "none", "1");
  }

  @Test
  void aPolicyWithNothingToBlockEmptiesTheMaps() throws IOException {
    Programs.require("nft");
    Path full =
        Files.move(
            Probes.write(new NftablesMap(10), night(entry("2001:db8::/32", Tier.REJECT)), scratch),
            scratch.resolve("full.nft"));
    Path none =
        Probes.write(new NftablesMap(10), night(entry("2001:db8::/32", Tier.TRUSTED)), scratch);
    Programs.Result result =
        Programs.run(
            scratch,
            Programs.inNetworkOfItsOwn(
                "nft -f '%s'; nft -f '%s'; nft list map inet slash64 tier6".formatted(full, none)));
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("map tier6").doesNotContain("2001:db8");
  }

  /** Reads a listing: from the first address of a range to its last and its mark. */
  private static NavigableMap<Address, Map.Entry<Address, Integer>> elements(String listing) {
    NavigableMap<Address, Map.Entry<Address, Integer>> elements = new TreeMap<>();
    Matcher matcher = ELEMENT.matcher(listing);
    while (matcher.find()) {
      Address first = Address.parse(matcher.group(1));
      Address last =
          matcher.group(2) != null
              ? Address.parse(matcher.group(2))
              : matcher.group(3) == null
                  ? first
                  : Prefix.parse(matcher.group(1) + "/" + matcher.group(3)).last();
      elements.put(first, Map.entry(last, Integer.valueOf(matcher.group(4))));
    }
    return elements;
  }

  @Test
  void theSweepGivesEveryAddressTheTierOfItsLongestPrefix() {
    for (int seed = 0; seed < 30; seed++) {
      List<PolicyEntry> entries = FeedSamples.forest(300, seed);
      FeedNight night = night(entries);
      Probes probes = new Probes(entries);
      List<PolicyEntry> ipv6 = new ArrayList<>();
      night.ipv6().forEach(ipv6::addAll);
      List<DisjointRanges.Range> ranges = DisjointRanges.of(ipv6, EnumSet.allOf(Tier.class));
      for (Address address : probes.addresses(500, seed)) {
        if (!address.isIpv4()) {
          PolicyEntry entry = probes.entry(address);
          assertThat(
                  ranges.stream()
                      .filter(range -> range.first().compareTo(address) <= 0)
                      .filter(range -> range.last().compareTo(address) >= 0)
                      .map(DisjointRanges.Range::tier))
              .as("%s, seed %d", address, seed)
              .isEqualTo(entry == null ? List.of() : List.of(entry.tier()));
        }
      }
    }
  }
}
