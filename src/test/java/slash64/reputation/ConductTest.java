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
      past = EvidenceSums.of(SETTINGS.decay(), past, new Evidence(0, 10, day));
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
  }

  @Test
  void theGoodMailOfBeforeIsForgottenSlowlyWhileSpamGoesOn() {
    Evidence carry = score(goodPast(), new Evidence(160, 50, DAY)).carry();
    Evidence later = carry;
    for (int day = DAY + 1; day <= DAY + 30; day++) {
      NodeEvidence node = new NodeEvidence(SENDER, later, new Evidence(160, 50, day), 0);
      later = Conduct.carry(SETTINGS.decay(), node, 0);
    }
    assertThat(later.former()).isCloseTo(carry.former() / 2, within(1e-9));
  }

  @Test
  void silenceTellsNothingOfTheGoodMailThatGoesOn() {
    Evidence carry = score(goodPast(), new Evidence(160, 50, DAY)).carry();
    Evidence monthLater = SETTINGS.decay().at(carry, DAY + 30);
    assertThat(monthLater.goodShare()).isCloseTo(carry.goodShare(), within(1e-9));
    Evidence nightByNight = carry;
    for (int day = DAY + 1; day <= DAY + 30; day++) {
      NodeEvidence silent = new NodeEvidence(SENDER, nightByNight, Evidence.none(day), 0);
      nightByNight = Conduct.carry(SETTINGS.decay(), silent, 0);
    }
    assertThat(nightByNight.former()).isCloseTo(monthLater.former(), within(1e-9));
  }

  /** Of 400 messages a day 90 are called good; 80 of them may be spam that the filter missed. */
  @Test
  void goodMailThatVerdictsCannotShowIsBelievedToGoOn() {
    Reputation last = afterDays(10, new Evidence(310, 90, DAY));
    assertThat(last.goesOn()).isGreaterThan(4);
    assertThat(last.lower()).isLessThan(0.95);
  }

  @Test
  void whereFewerAreCalledGoodThanWereSentTheSenderIsGoneAndEveryDayTellsMore() {
    Evidence aDay = new Evidence(12, 3, DAY);
    double before = 10;
    for (int days : new int[] {1, 3, 7}) {
      double goesOn = afterDays(days, aDay).goesOn();
      assertThat(goesOn).as("after %d days", days).isLessThan(0.8 * before);
      before = goesOn;
    }
    assertThat(afterDays(14, aDay).goesOn()).isLessThan(0.5);
    assertThat(afterDays(14, aDay).mean()).isGreaterThan(afterDays(1, aDay).mean());
  }

  @Test
  void partOfTheGoodMailMayGoOn() {
    // of 20 messages a day 3 are good, where it was 10
    assertThat(afterDays(14, new Evidence(13.7, 6.3, DAY)).goesOn()).isBetween(1.5, 4.0);
  }

  private static Reputation afterDays(int days, Evidence today) {
    Reputation last = score(goodPast(), today);
    for (int day = DAY + 1; day < DAY + days; day++) {
      last = score(last.carry(), new Evidence(today.spam(), today.ham(), day));
    }
    return last;
  }

  @Test
  void whoGoesOnAsBeforeHasNothingToRemember() {
    assertThat(score(goodPast(), new Evidence(0, 12, DAY)).carry().former()).isZero();
    Evidence spammer = new Evidence(300, 80, 0, 8, DAY - 1);
    assertThat(score(spammer, new Evidence(60, 14, DAY)).carry().former()).isZero();
  }

  @Test
  void aFewGoodMessagesOfADayOrTwoAreNotRememberedWhateverComesAfter() {
    Evidence past =
        EvidenceSums.of(SETTINGS.decay(), Evidence.none(DAY - 1), new Evidence(0, 2, DAY - 1));
    assertThat(score(past, new Evidence(100, 0, DAY)).carry().former()).isZero();
    Evidence warmed =
        EvidenceSums.of(SETTINGS.decay(), Evidence.none(DAY - 1), new Evidence(0, 50, DAY - 1));
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
            Prefix.parse("2001:db8:2::/64"), Evidence.none(DAY), new Evidence(0, 5_000, DAY), 1),
        false,
        SETTINGS);
    assertThat(census.shareFor(0.001, noise)).isLessThan(0.9);
    // 800 of 1,000 verdicts are all that the filter finds of 1,000 spam; 5 a day were good before.
    census.add(
        new NodeEvidence(SENDER, new Evidence(0, 0, 5, 1, DAY), new Evidence(800, 200, DAY), 1),
        false,
        SETTINGS);
    assertThat(census.shareFor(0.001, noise)).isBetween(0.95, 0.99);
  }
}
