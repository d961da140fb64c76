package slash64.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.net.Address;
import slash64.net.Prefix;

class SmallestTableTest {

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      textBlock =
          """
          # two halves alike are one
          2001:db8::/33 reject; 2001:db8:8000::/33 reject,                                2001:db8::/32 reject
          # three quarters alike: one entry and a hole
          2001:db8::/34 reject; 2001:db8:4000::/34 reject; 2001:db8:8000::/34 reject,     2001:db8::/32 reject; 2001:db8:c000::/34 neutral
          # what the parent says already is dropped
          2001:db8::/32 throttle; 2001:db8:1::/48 throttle,                               2001:db8::/32 throttle
          # neutral with nothing around it says nothing
          2001:db8::/32 neutral; 192.0.2.0/24 neutral,
          # a hole stays a hole
          192.0.2.0/24 reject; 192.0.2.7/32 trusted,                                      192.0.2.0/24 reject; 192.0.2.7/32 trusted
          # a parent none of whose addresses it answers is dropped
          2001:db8::/32 reject; 2001:db8::/33 neutral; 2001:db8:8000::/33 neutral,
          # no entry spans the families
          0.0.0.0/0 reject; ::fffe:0:0/96 reject,                                         ::fffe:0:0/96 reject; 0.0.0.0/0 reject
          0.0.0.0/1 reject; ::fffe:0:0/96 reject; ::ffff:8000:0/97 reject,                ::fffe:0:0/96 reject; 0.0.0.0/0 reject
          ::fffe:0:0/96 reject; ::fffc:0:0/95 reject; ::fff8:0:0/94 reject; ::fff0:0:0/93 reject,  ::fff0:0:0/93 reject; ::fff8:0:0/94 reject; ::fffc:0:0/95 reject; ::fffe:0:0/96 reject
          """)
  void tablesKnownByHand(String full, String smallest) {
    assertThat(SmallestTable.of(table(full))).isEqualTo(table(smallest));
  }

  private static List<LabelledPrefix> table(String text) {
    List<LabelledPrefix> labels = new ArrayList<>();
    for (String entry : text == null ? new String[0] : text.split("; ", -1)) {
      String[] words = entry.strip().split(" ", 2);
      labels.add(new LabelledPrefix(Prefix.parse(words[0]), Tier.ofWord(words[1])));
    }
    return labels;
  }

  @Test
  void aPrefixOverBothFamiliesIsRefused() {
    assertThatThrownBy(() -> SmallestTable.of(table("::/0 reject")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot compile policy: ::/0 holds IPv4 and IPv6; give 0.0.0.0/0 and 2000::/3 apart");
  }

  @Test
  void aPrefixGivenTwiceIsRefused() {
    assertThatThrownBy(() -> SmallestTable.of(table("2001:db8::/32 reject; 2001:db8::/32 trusted")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2001:db8::/32 comes after 2001:db8::/32");
  }

  @Test
  void theSmallestTableAnswersAsTheFullOneAtEveryBoundaryInAnyOrderOfInput() {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 4_000; round++) {
      Map<Prefix, Tier> full = RandomPolicies.nested(random, 1 + random.nextInt(30));
      List<LabelledPrefix> labels = labels(full);
      List<LabelledPrefix> smallest = SmallestTable.of(labels);
      Map<Prefix, Tier> compact = new TreeMap<>();
      smallest.forEach(entry -> compact.put(entry.prefix(), entry.tier()));

      assertThat(compact).hasSameSizeAs(smallest).hasSizeLessThanOrEqualTo(full.size());
      List<Address> asked = RandomPolicies.boundaries(full.keySet());
      asked.addAll(RandomPolicies.boundaries(compact.keySet()));
      for (Address address : asked) {
        assertThat(RandomPolicies.scan(compact, address))
            .as("%s in %s", address, full)
            .isEqualTo(RandomPolicies.scan(full, address));
      }
      Collections.shuffle(labels, new Random(round));
      assertThat(SmallestTable.of(labels)).isEqualTo(smallest);
      assertThat(SmallestTable.of(smallest)).hasSameSizeAs(smallest);
    }
  }

  @Test
  void noTableWithTheSameAnswersIsSmaller() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 5_000; round++) {
      int depth = 1 + random.nextInt(6);
      Prefix root =
          random.nextBoolean() ? Prefix.parse("2001:db8::/32") : Prefix.parse("10.0.0.0/8");
      Map<Prefix, Tier> full = new TreeMap<>();
      int count = 1 + random.nextInt(1 << depth);
      int tiers = 2 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        full.put(
            below(root, random, random.nextInt(depth + 1)), TierSet.ofRank(random.nextInt(tiers)));
      }
      assertThat(SmallestTable.of(labels(full)))
          .as("%s", full)
          .hasSize(fewest(full, root, Tier.NEUTRAL, root.length() + depth));
    }
  }

  private static Prefix below(Prefix root, SplittableRandom random, int steps) {
    Prefix prefix = root;
    for (int i = 0; i < steps; i++) {
      prefix = prefix.child(random.nextInt(2));
    }
    return prefix;
  }

  /** The obvious search: at every prefix try no entry and every tier; leaves must answer right. */
  private static int fewest(Map<Prefix, Tier> full, Prefix node, Tier inherited, int leafLength) {
    int[] withAnswer = new int[Tier.values().length];
    Arrays.fill(withAnswer, 1_000_000);
    fill(full, node, leafLength, withAnswer);
    return Math.min(
        withAnswer[TierSet.rank(inherited)], 1 + Arrays.stream(withAnswer).min().orElseThrow());
  }

  private static void fill(Map<Prefix, Tier> full, Prefix node, int leafLength, int[] withAnswer) {
    if (node.length() == leafLength) {
      withAnswer[TierSet.rank(RandomPolicies.scan(full, node.first()))] = 0;
      return;
    }
    int[][] below = new int[2][Tier.values().length];
    for (int bit = 0; bit < 2; bit++) {
      Arrays.fill(below[bit], 1_000_000);
      fill(full, node.child(bit), leafLength, below[bit]);
    }
    for (int tier = 0; tier < withAnswer.length; tier++) {
      withAnswer[tier] = 0;
      for (int[] half : below) {
        withAnswer[tier] += Math.min(half[tier], 1 + Arrays.stream(half).min().orElseThrow());
      }
    }
  }

  private static List<LabelledPrefix> labels(Map<Prefix, Tier> tiers) {
    List<LabelledPrefix> labels = new ArrayList<>();
    tiers.forEach((prefix, tier) -> labels.add(new LabelledPrefix(prefix, tier)));
    return labels;
  }
}
