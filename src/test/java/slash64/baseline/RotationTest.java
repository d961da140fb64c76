package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.net.Prefix;

/** A network with two hundred new addresses, all drawn at random and sending alike. */
class RotationTest {
  private static final int DAY = 20_000;
  private static final int ADDRESSES = 200;
  private static final Prefix NETWORK = Prefix.parse("2001:db8:1:2::/64");
  private static final Thresholds STRICT =
      new Thresholds(Math.log(1e-4), Math.log(1e-4), Math.log(1e-4), Math.log(1e-4));

  private PrefixState state = PrefixState.NEW;

  private long rotations(int day, Children addresses, int messages, int bad) {
    SubtreeNight.Entry entry =
        new SubtreeNight.Entry(
            NETWORK,
            state,
            DayActivity.ofMessages(messages)
                .withVerdicts(bad, messages - bad, 0)
                .withChildren(addresses, Debut.NONE),
            Surroundings.UNKNOWN);
    SubtreeNight.Result result =
        SubtreeNight.score(day, List.of(entry)).judge(BaselineSettings.DEFAULT, STRICT);
    result.outcomes().forEach(outcome -> state = outcome.next());
    return result.alerts().stream().filter(alert -> alert.kind() == AlertKind.ROTATION).count();
  }

  @ParameterizedTest(
      name = "after {0} days of two servers, {1} of 400 messages unwanted: {2} alerts")
  @CsvSource({"20, 0, 1", "20, 300, 1", "0, 300, 1", "0, 0, 0", "0, 59, 0", "0, 60, 1"})
  void newAddressesTellOfANetworkThatIsKnownOrUnwanted(int known, int bad, int alerts) {
    for (int day = DAY - known; day < DAY; day++) {
      int fresh = day == DAY - known ? 2 : 0;
      assertThat(rotations(day, new Children(2, fresh, 0, 0, 0, 2), 80, 0)).isZero();
    }
    Children addresses = new Children(ADDRESSES, ADDRESSES, 0, ADDRESSES, ADDRESSES, ADDRESSES);
    assertThat(rotations(DAY, addresses, 400, bad)).isEqualTo(alerts);
  }
}
