package slash64.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import slash64.net.Prefix;

/** Senders drawn from known kinds, and what a census makes of them. */
class CensusTest {
  private static final ReputationSettings SETTINGS = ReputationSettings.DEFAULTS;

  private final SplittableRandom random = new SplittableRandom(64);
  private final Census census = new Census();
  private int senders;

  /** Each in a network of its own. */
  private Prefix next() {
    return Prefix.of(0x2001_0db8_0000_0000L + ((long) senders++ << 16), 0, 64);
  }

  private void senders(int count, double share, double falseSpam, double missed) {
    senders(census, count, share, falseSpam, missed);
  }

  private void senders(Census census, int count, double share, double falseSpam, double missed) {
    for (int i = 0; i < count; i++) {
      int spam = 0;
      int all = 12 + random.nextInt(60);
      for (int message = 0; message < all; message++) {
        boolean isSpam = random.nextDouble() < share;
        spam += random.nextDouble() < (isSpam ? 1 - missed : falseSpam) ? 1 : 0;
      }
      census.addVerdicts(next(), spam, all - spam);
    }
  }

  @Test
  void withoutMailTheSettingsStay() {
    assertThat(census.learnt(SETTINGS)).isEqualTo(SETTINGS);
  }

  @Test
  void theErrorsOfAFilterAreFoundAmongGoodBadAndMixedSenders() {
    senders(300, 0, 0.03, 0.2);
    senders(60, 1, 0.03, 0.2);
    senders(40, 0.5, 0.03, 0.2);
    VerdictNoise noise = census.learnt(SETTINGS).noise();
    assertThat(noise.falseSpam()).isCloseTo(0.03, within(0.006));
    assertThat(noise.missedSpam()).isCloseTo(0.2, within(0.03));
  }

  @Test
  void errorsFarFromTheSettingsAreFoundAmongADozenBadSenders() {
    senders(150, 0, 0.08, 0.35);
    senders(14, 1, 0.08, 0.35);
    VerdictNoise noise = census.learnt(SETTINGS).noise();
    assertThat(noise.falseSpam()).isCloseTo(0.08, within(0.015));
    assertThat(noise.missedSpam()).isCloseTo(0.35, within(0.05));
  }

  @Test
  void censusesOfPartsAddUpToThatOfTheWhole() {
    senders(40, 0, 0.05, 0.3);
    double[] first = census.numbers();
    Census parts = new Census();
    parts.add(first);
    parts.add(first);
    census.add(first);
    assertThat(parts.learnt(SETTINGS)).isEqualTo(census.learnt(SETTINGS));
  }

  /** A night has a dozen bad senders: one night's reading of what is missed sways by a half. */
  @Test
  void nightsTogetherTellErrorsMoreSteadilyThanEachAlone() {
    double worstAlone = 0;
    double worstTogether = 0;
    CensusMemory memory = CensusMemory.NONE;
    for (int night = 0; night < 40; night++) {
      Census alone = new Census();
      senders(alone, 60, 0, 0.02, 0.1);
      senders(alone, 6, 1, 0.02, 0.1);
      Census together = new Census();
      together.add(alone.numbers());
      together.recall(memory.after(1, SETTINGS.decay()));
      memory = together.memory();
      if (night >= 20) {
        worstAlone = Math.max(worstAlone, missed(alone));
        worstTogether = Math.max(worstTogether, missed(together));
      }
    }
    assertThat(worstAlone).isGreaterThan(0.12);
    assertThat(worstTogether).isCloseTo(0.1, within(0.015));
  }

  @Test
  void aFilterThatWasTunedIsKnownAnewWithinWeeks() {
    CensusMemory memory = CensusMemory.NONE;
    for (int night = 0; night < 60; night++) {
      Census census = new Census();
      census.recall(memory.after(1, SETTINGS.decay()));
      senders(census, 60, 0, 0.02, 0.1);
      senders(census, 20, 1, 0.02, night < 30 ? 0.3 : 0.1);
      memory = census.memory();
      if (night == 29) {
        assertThat(missed(census)).isCloseTo(0.3, within(0.04));
      }
    }
    Census last = new Census();
    last.recall(memory);
    assertThat(missed(last)).isCloseTo(0.1, within(0.05));
  }

  /** Whatever was left out of a memory would be lost from one night to the next. */
  @Test
  void aMemoryTellsAllThatIsLearntFromIt() {
    senders(40, 0, 0.05, 0.3);
    senders(10, 1, 0.05, 0.3);
    Census recalled = new Census();
    recalled.recall(census.memory());
    assertThat(recalled.learnt(SETTINGS)).isEqualTo(census.learnt(SETTINGS));
    assertThat(recalled.memory()).isEqualTo(census.memory());
  }

  @Test
  void aMemoryFadesAsEvidenceDoes() {
    senders(40, 0, 0.05, 0.3);
    CensusMemory before = census.memory();
    CensusMemory after = before.after(10, SETTINGS.decay());
    assertThat(after.verdicts()).hasSameSizeAs(before.verdicts());
    assertThat(after.verdicts().get(0).senders()).isEqualTo(before.verdicts().get(0).senders() / 2);
    assertThat(before.after(300, SETTINGS.decay()).verdicts()).isEmpty();
  }

  private static double missed(Census census) {
    return census.learnt(SETTINGS).noise().missedSpam();
  }

  @Test
  void oneSenderOfVeryMuchDoesNotMakeTheFilterLookBad() {
    senders(50, 1, 0, 0.1);
    double before = census.learnt(SETTINGS).noise().missedSpam();
    census.addVerdicts(next(), 600_000, 400_000);
    assertThat(census.learnt(SETTINGS).noise().missedSpam()).isCloseTo(before, within(0.01));
  }

  /** Else whoever has one could have senders with some good mail taken for spammers. */
  @Test
  void oneNetworkOfAThousandSendersDoesNotMakeTheFilterLookBad() {
    senders(60, 0, 0.01, 0.1);
    senders(20, 1, 0.01, 0.1);
    double before = census.learnt(SETTINGS).noise().missedSpam();
    for (int i = 0; i < 256; i++) {
      census.addVerdicts(Prefix.of(0, 0xffff_c000_0200L + i, 128), 6, 4);
    }
    for (int i = 0; i < 1000; i++) {
      census.addVerdicts(Prefix.of(0x2001_0db8_ffff_0000L + i, 0, 64), 6, 4);
    }
    assertThat(census.learnt(SETTINGS).noise().missedSpam()).isCloseTo(before, within(0.03));
  }

  @Test
  void newcomersTellWhatToExpectOfTheNextOneOfTheirFamily() {
    for (int i = 0; i < 200; i++) {
      Prefix block = Prefix.of(0, 0xffff_c000_0000L + ((long) i << 8), 120);
      Evidence today = i % 10 == 0 ? new Evidence(0, 5, 7) : new Evidence(4, 0, 7);
      census.add(new NodeEvidence(block, Evidence.none(7), today, 1), true, SETTINGS);
    }
    ReputationSettings learnt = census.learnt(SETTINGS);
    assertThat(learnt.baseShare(Level.IPV4_24)).isBetween(0.85, 0.99);
    assertThat(learnt.baseShare(Level.IPV6_32)).isCloseTo(0.5, within(0.06));
  }

  @Test
  void aThresholdKeepsTheGoodMailBeyondItWithinABudget() {
    VerdictNoise exact = new VerdictNoise(0, 0);
    evidence(0, 9_900);
    evidence(900, 100);
    evidence(990, 10);
    // Of 10,010 good messages 10 come from the worst sender, 110 from the worst two.
    assertThat(census.shareFor(0.0005, exact)).isGreaterThan(0.98);
    assertThat(census.shareFor(0.005, exact)).isBetween(0.9, 0.98);
    assertThat(census.shareFor(0.02, exact)).isLessThan(0.9);
  }

  @Test
  void aThresholdIsTheNearestToItsBudgetButNeverHalfAsMuchAgain() {
    VerdictNoise exact = new VerdictNoise(0, 0);
    evidence(0, 9_900);
    evidence(900, 100);
    assertThat(census.shareFor(0.0075, exact))
        .isLessThanOrEqualTo(0.9); // 1 % is nearer than nothing
    assertThat(census.shareFor(0.0062, exact)).isGreaterThan(0.9); // but 61 % more than that
    assertThat(census.shareFor(0.0045, exact)).isGreaterThan(0.9); // nothing is nearer
  }

  @Test
  void whoSendsSinceYesterdayCountsWithWhatItSendsADay() {
    VerdictNoise exact = new VerdictNoise(0, 0);
    Evidence longKnown = new Evidence(0, 990, 0, 10, 6);
    census.add(new NodeEvidence(next(), longKnown, Evidence.none(6), 1), false, SETTINGS);
    census.add(
        new NodeEvidence(next(), Evidence.none(6), new Evidence(90, 10, 6), 1), false, SETTINGS);
    // 99 and 10 good messages a day: 9 % come from the worse one
    assertThat(census.shareFor(0.05, exact)).isGreaterThan(0.9);
    assertThat(census.shareFor(0.11, exact)).isLessThanOrEqualTo(0.9);
  }

  @Test
  void whoTurnedBadAndKeptNoGoodMailSendsNone() {
    VerdictNoise exact = new VerdictNoise(0, 0);
    evidence(0, 9_900);
    evidence(900, 100);
    double before = census.shareFor(0.0062, exact);
    for (int i = 0; i < 400; i++) {
      Evidence good = new Evidence(0, 45_000, 0, 15, 6);
      Evidence bad = new Evidence(50, 0, 7);
      census.add(new NodeEvidence(next(), good, bad, 1), false, SETTINGS);
    }
    assertThat(census.shareFor(0.0062, exact)).isEqualTo(before);
  }

  private void evidence(double spam, double ham) {
    census.add(
        new NodeEvidence(next(), Evidence.none(7), new Evidence(spam, ham, 7), 1), false, SETTINGS);
  }
}
