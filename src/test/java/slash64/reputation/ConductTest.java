package slash64.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import slash64.net.Prefix;

/** What is remembered of a sender whose conduct changes. */
class ConductTest {
  private static final int DAY = 20_000;
  private static final Prefix SENDER = Prefix.parse("2001:db8:1:1::/64");
  private static final ReputationSettings SETTINGS =
      ReputationSettings.DEFAULTS.with(new VerdictNoise(0.03, 0.2), 0.9, 100, 0.5, 0.5);

  /** Ten good messages a day for twelve days, up to yesterday. */
  private static Evidence goodPast() {
    Evidence past = Evidence.none(DAY - 12);
    for (int day = DAY - 12; day < DAY; day++) {
      past = SETTINGS.decay().sum(past, new Evidence(0, 10, day));
    }
    return past;
  }

  private static Reputation score(Evidence carried, Evidence today) {
    return new SubtreeScorer(SETTINGS)
        .score(List.of(new NodeEvidence(SENDER, carried, today, 0)))
        .get(0);
  }

  @Test
  void massByDaysIsTheRateOfASenderKnownForDaysOnly() {
    Evidence past = goodPast();
    assertThat(past.ham() / past.days()).isCloseTo(10, within(1e-9));
    Evidence muchLater = SETTINGS.decay().at(past, DAY + 1_000);
    assertThat(muchLater.days()).isCloseTo(SETTINGS.decay().memory(), within(1e-9));
  }

  @Test
  void theGoodMailOfASenderThatTurnsBadIsRemembered() {
    Evidence carry = score(goodPast(), new Evidence(160, 50, DAY)).carry();
    assertThat(carry.former()).isCloseTo(10, within(1.0));
    assertThat(carry.days()).isCloseTo(1, within(0.01));
    assertThat(carry.goodShare()).isCloseTo(2 * 10.0 / 210, within(0.01));

    Evidence monthLater = SETTINGS.decay().at(carry, DAY + 30);
    assertThat(monthLater.former()).isCloseTo(carry.former() / 2, within(1e-9));
  }

  @Test
  void whoGoesOnAsBeforeHasNothingToRemember() {
    assertThat(score(goodPast(), new Evidence(0, 12, DAY)).carry().former()).isZero();
    Evidence spammer = new Evidence(300, 80, 0, 8, DAY - 1);
    assertThat(score(spammer, new Evidence(60, 14, DAY)).carry().former()).isZero();
  }

  @Test
  void aFewGoodMessagesOfADayOrTwoAreNotRememberedWhateverComesAfter() {
    Evidence past = SETTINGS.decay().sum(Evidence.none(DAY - 1), new Evidence(0, 2, DAY - 1));
    assertThat(score(past, new Evidence(100, 0, DAY)).carry().former()).isZero();
    Evidence warmed = SETTINGS.decay().sum(Evidence.none(DAY - 1), new Evidence(0, 50, DAY - 1));
    assertThat(score(warmed, new Evidence(100, 0, DAY)).carry().former()).isZero();
  }

  @Test
  void whoTurnsGoodHasNothingToRemember() {
    Evidence mixed = new Evidence(40, 60, 0, 10, DAY - 1);
    NodeEvidence mended = new NodeEvidence(SENDER, mixed, new Evidence(0, 200, DAY), 0);
    assertThat(Conduct.changed(SETTINGS, mended)).isGreaterThan(0.5);
    assertThat(Conduct.carry(SETTINGS.decay(), mended, 1).former()).isZero();
    NodeEvidence taken = new NodeEvidence(SENDER, mixed, new Evidence(200, 0, DAY), 0);
    assertThat(Conduct.carry(SETTINGS.decay(), taken, 1).former()).isPositive();
  }

  @Test
  void withTheSameVerdictsATakenOverSenderIsBetterThanOneWithoutAPast() {
    Evidence today = new Evidence(160, 45, DAY);
    Reputation takenOver = score(goodPast(), today);
    Reputation spammer = score(Evidence.none(DAY), today);
    assertThat(spammer.mean()).isGreaterThan(0.98);
    assertThat(takenOver.mean()).isBetween(0.85, 0.97);
  }

  @Test
  void aTakenOverSenderThatIsMendedIsGoodAgain() {
    Reputation last = score(goodPast(), new Evidence(160, 45, DAY));
    for (int day = DAY + 1; day < DAY + 8; day++) {
      last = score(last.carry(), new Evidence(0, 10, day));
    }
    assertThat(last.mean()).isLessThan(0.05);
  }

  @Test
  void aCensusCountsTheGoodMailOfBeforeThatNoVerdictShows() {
    Census census = new Census();
    VerdictNoise noise = SETTINGS.noise();
    census.add(
        new NodeEvidence(
            Prefix.parse("2001:db8:2::/64"), Evidence.none(DAY), new Evidence(0, 9_990, DAY), 1),
        false,
        SETTINGS);
    assertThat(census.shareFor(0.001, noise)).isLessThan(0.9);
    // 800 of 1,000 verdicts are all that the filter finds of 1,000 spam; 5 a day were good before.
    census.add(
        new NodeEvidence(SENDER, new Evidence(0, 0, 5, 1, DAY - 1), new Evidence(800, 200, DAY), 1),
        false,
        SETTINGS);
    assertThat(census.shareFor(0.001, noise)).isBetween(0.95, 0.99);
  }
}
