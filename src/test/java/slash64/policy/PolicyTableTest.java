package slash64.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.net.Address;
import slash64.net.Prefix;

class PolicyTableTest {

  private static final PolicyTable TABLE =
      PolicyTable.of(
          List.of(
              RandomPolicies.entry(Prefix.parse("2001:db8::/32"), Tier.THROTTLE),
              RandomPolicies.entry(Prefix.parse("2001:db8:1::/48"), Tier.REJECT),
              RandomPolicies.entry(Prefix.parse("2001:db8:1:2::/64"), Tier.NEUTRAL),
              RandomPolicies.entry(Prefix.parse("192.0.2.0/24"), Tier.GREYLIST),
              RandomPolicies.entry(Prefix.parse("192.0.2.7/32"), Tier.TRUSTED)));

  @ParameterizedTest(name = "{0} is answered {1}")
  @CsvSource(
      textBlock =
          """
          2001:db8::1,             throttle
          2001:db8:1::,            reject
          2001:db8:1:2::1,         neutral
          2001:db8:1:3::,          reject
          2001:db8:2::,            throttle
          2001:db9::,              neutral
          192.0.2.6,               greylist
          192.0.2.7,               trusted
          ::ffff:192.0.2.8,        greylist
          192.0.3.0,               neutral
          """)
  void theLongestEntryAnswersAndUncoveredIsNeutral(String address, String tier) {
    Address asked = Address.parse(address);
    assertThat(TABLE.tier(asked.high(), asked.low())).isEqualTo(Tier.ofWord(tier));
    assertThat(TABLE.lookup(asked).map(PolicyEntry::tier).orElse(Tier.NEUTRAL))
        .isEqualTo(Tier.ofWord(tier));
  }

  @Test
  void twoEntriesForOnePrefixAreRefused() {
    PolicyEntry entry = RandomPolicies.entry(Prefix.parse("2001:db8::/32"), Tier.REJECT);
    assertThatThrownBy(() -> PolicyTable.of(List.of(entry, entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot index prefixes: 2001:db8::/32 is given twice; keep one of the two");
  }

  @Test
  void prefixesOutOfOrderAreRefused() {
    assertThatThrownBy(
            () ->
                PrefixIndex.ofSorted(
                    List.of(Prefix.parse("2001:db8::/48"), Prefix.parse("2001:db8::/32"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot index prefixes: 2001:db8::/32 comes after 2001:db8::/48; sort them first");
  }

  @Test
  void anEmptyTableAnswersNeutralEverywhere() {
    assertThat(PolicyTable.of(List.of()).tier(-1, -1)).isEqualTo(Tier.NEUTRAL);
    assertThat(PolicyTable.of(List.of()).lookup(new Address(0, 0))).isEmpty();
  }

  @Test
  void answersAreThoseOfAScanOverAllEntriesAtEveryBoundary() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 2_000; round++) {
      Map<Prefix, Tier> labels = RandomPolicies.nested(random, 1 + random.nextInt(40));
      List<PolicyEntry> entries = RandomPolicies.entries(labels);
      Collections.shuffle(entries, new Random(round));
      PolicyTable table = PolicyTable.of(entries);
      for (Address address : RandomPolicies.boundaries(labels.keySet())) {
        assertThat(table.tier(address.high(), address.low()))
            .as("%s in %s", address, labels)
            .isEqualTo(RandomPolicies.scan(labels, address));
      }
    }
  }
}
