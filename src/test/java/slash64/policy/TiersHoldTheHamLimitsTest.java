package slash64.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slash64.net.Address;
import slash64.reputation.Nights;
import slash64.reputation.ReputationSettings;
import slash64.reputation.SmallWorld;

/** Makes a policy every night of a small seeded world and lets it answer the next day's mail. */
class TiersHoldTheHamLimitsTest {
  private static final int WARM_UP = 14;
  private static final int DAYS = 21;

  private final double[] spam = new double[TierSet.TIERS];
  private final double[] ham = new double[TierSet.TIERS];
  private long fullEntries;
  private long compactEntries;

  @Test
  void rejectingHitsHardlyAnyGoodMailAndMostSpamIsHandled() {
    runNights(new SmallWorld(1));
    assertThat(share(ham, Tier.REJECT)).as("ham rejected").isLessThan(0.0005);
    assertThat(share(spam, Tier.REJECT)).as("spam rejected").isGreaterThan(0.5);
    assertThat(share(ham, Tier.THROTTLE)).as("ham throttled or worse").isLessThan(0.006);
    assertThat(share(spam, Tier.THROTTLE)).as("spam throttled or worse").isGreaterThan(0.9);
    assertThat(compactEntries).isLessThan(fullEntries / 10);
  }

  private void runNights(SmallWorld world) {
    Nights nights = new Nights(ReputationSettings.DEFAULTS);
    NightPolicy policy = new NightPolicy(List.of(), List.of());
    for (int day = 0; day < DAYS; day++) {
      Map<Address, SmallWorld.Mail> mail = world.day(day);
      if (day >= WARM_UP) {
        answer(mail, PolicyTable.of(policy.compact()));
        fullEntries += policy.full().size();
        compactEntries += policy.compact().size();
      }
      nights.learn(day, mail);
      policy =
          WholeNight.policy(
              nights.scored(), policy.full(), PolicySettings.DEFAULTS, LocalDate.ofEpochDay(day));
    }
  }

  private void answer(Map<Address, SmallWorld.Mail> mail, PolicyTable table) {
    mail.forEach(
        (address, counts) -> {
          int tier = TierSet.rank(table.tier(address.high(), address.low()));
          spam[tier] += counts.spam();
          ham[tier] += counts.ham();
        });
  }

  /** Returns the share of messages answered with a tier or a worse one. */
  private static double share(double[] messages, Tier least) {
    double all = 0;
    double answered = 0;
    for (int tier = 0; tier < messages.length; tier++) {
      all += messages[tier];
      answered += tier >= TierSet.rank(least) ? messages[tier] : 0;
    }
    return answered / all;
  }
}
