package slash64.reputation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import slash64.net.Address;

/** Learns 21 days of a small seeded world and acts on each day before it is learnt. */
class HierarchyBeatsFixedLengthsTest {
  private static final int WARM_UP = 14;
  private static final int DAYS = 21;
  private static final double[] HAM_LOST = {0.001, 0.005, 0.01};
  private static final int[] LIST_LENGTHS = {32, 48, 56, 64, 128};

  @Test
  void moreSpamIsCaughtThanByAnyListOfOneLengthAndNearlyWhatAClairvoyantCatches() {
    double[] hierarchy = new double[HAM_LOST.length];
    double[] clairvoyant = new double[HAM_LOST.length];
    double[][] lists = new double[LIST_LENGTHS.length][HAM_LOST.length];
    for (int seed = 1; seed <= 2; seed++) {
      SmallWorld world = new SmallWorld(seed);
      Nights nights = new Nights(ReputationSettings.DEFAULTS);
      for (int day = 0; day < DAYS; day++) {
        Map<Address, SmallWorld.Mail> mail = world.day(day);
        for (int at = 0; at < HAM_LOST.length && day >= WARM_UP; at++) {
          hierarchy[at] +=
              Nights.caught(mail, HAM_LOST[at], (address, truth) -> nights.expected(address));
          clairvoyant[at] +=
              Nights.caught(
                  mail,
                  HAM_LOST[at],
                  (address, truth) -> truth.spam() / (double) (truth.spam() + truth.ham()));
          for (int list = 0; list < LIST_LENGTHS.length; list++) {
            int length = LIST_LENGTHS[list];
            lists[list][at] +=
                Nights.caught(
                    mail, HAM_LOST[at], (address, truth) -> nights.expectedByList(address, length));
          }
        }
        nights.learn(day, mail);
      }
    }
    for (int at = 0; at < HAM_LOST.length; at++) {
      assertThat(hierarchy[at] / clairvoyant[at])
          .as("of the clairvoyant's at %s ham lost", HAM_LOST[at])
          .isGreaterThan(0.9);
      for (int list = 0; list < LIST_LENGTHS.length; list++) {
        assertThat(hierarchy[at])
            .as("against a list of /%d at %s ham lost", LIST_LENGTHS[list], HAM_LOST[at])
            .isGreaterThan(lists[list][at]);
      }
    }
  }
}
