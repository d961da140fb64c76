package slash64.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import slash64.net.Address;

/** Cuts of the address space, by the blocks at which eighths of a part end. */
class CutsTest {
  private static final long HIGH = Address.parse("2001:db8::").high();
  private static final long FIRST = Cuts.block(HIGH, 0);
  private static final long BLOCKS = 1L << 16;

  @Test
  void manySmallProvidersAreLeftWhole() {
    // Each step is a provider of its own, somewhere in its /32.
    long[] steps = LongStream.range(1, 32).map(i -> FIRST + i * BLOCKS + 77 * i).toArray();
    Cuts cuts = Cuts.atSteps(steps);

    assertThat(cuts.parts()).isEqualTo(4);
    assertThat(cuts.splitsAny()).isFalse();
    for (long step : steps) {
      assertThat(cuts.splits(high(step))).isFalse();
    }
    assertThat(cuts.part(high(steps[7]), 0)).isZero();
    assertThat(cuts.part(high(steps[8]), 0)).isOne();
  }

  @Test
  void aProviderWithAllTheMailIsCut() {
    Cuts cuts = Cuts.atSteps(LongStream.range(1, 32).map(i -> FIRST + 100 * i).toArray());

    assertThat(cuts.parts()).isEqualTo(4);
    assertThat(cuts.splits(HIGH)).isTrue();
    assertThat(cuts.splitsAny()).isTrue();
    assertThat(cuts.part(high(FIRST + 800), 0)).isZero();
    assertThat(cuts.part(high(FIRST + 801), 0)).isOne();
  }

  @Test
  void aNetworkWithHalfOfTheMailIsAPartOfItsOwnAndItsProviderLeftWhole() {
    long[] steps = new long[31];
    Arrays.fill(steps, 0, 15, FIRST + 7);
    for (int i = 15; i < steps.length; i++) {
      steps[i] = FIRST + (i - 14) * BLOCKS + 5;
    }
    Cuts cuts = Cuts.atSteps(steps);

    assertThat(cuts.splits(HIGH)).isFalse();
    assertThat(cuts.part(HIGH, 0)).isZero();
    assertThat(cuts.part(high(FIRST + BLOCKS), 0)).isLessThanOrEqualTo(1);
    assertThat(cuts.parts()).isEqualTo(4); // the cut after it lies in the next provider
  }

  @Test
  void aCutNearTheBeginningOfALargeProviderMovesBeforeIt() {
    long[] steps = new long[15];
    for (int i = 0; i < steps.length; i++) {
      // Seven small providers, then a large one.
      steps[i] = i < 7 ? FIRST + i * BLOCKS + 9 : FIRST + 7 * BLOCKS + i;
    }
    Cuts cuts = Cuts.atSteps(steps);

    assertThat(cuts.parts()).isEqualTo(2);
    assertThat(cuts.splits(high(FIRST + 7 * BLOCKS))).isFalse();
    assertThat(cuts.part(high(FIRST + 7 * BLOCKS - 1), 0)).isZero();
    assertThat(cuts.part(high(FIRST + 7 * BLOCKS), 0)).isOne();
  }

  @Test
  void blocksOfIpv4AreCutWhereTheStepsAre() {
    long[] steps = LongStream.range(1, 16).map(i -> Cuts.block(0, ipv4(i))).toArray();
    Cuts cuts = Cuts.atSteps(steps);

    assertThat(cuts.parts()).isEqualTo(2);
    assertThat(cuts.part(0, ipv4(8))).isZero();
    assertThat(cuts.part(0, ipv4(9))).isOne();
  }

  private static long high(long block) {
    return HIGH + (block - FIRST << 16);
  }

  private static long ipv4(long network) {
    return Address.parse("192.0.0.0").low() + (network << 8);
  }
}
