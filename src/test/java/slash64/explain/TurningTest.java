package slash64.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.net.Prefix;
import slash64.policy.PolicySettings;
import slash64.policy.Tier;

/** What is told of a prefix that no entry covers. */
class TurningTest {
  @ParameterizedTest(name = "{0} messages of evidence, share {1}, wanted {2}, limited by {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          90  | 0.90 | reject   | level    | asks for reject already.
          90  | 0.90 | reject   | level    | at /48 unless all of it is one owner's
          90  | 0.90 | throttle | children | more of its children would have to be bad
          90  | 0.30 | neutral  | none     | would have it throttled.
          0.3 | 0.90 | neutral  | none     | too little is known
          0.3 | 0.30 | neutral  | none     | too little is known
          90  | 0.90 | neutral  | none     | policy.throttle_ham
          90  | 0.90 | null     | null     | not in the tables of that day
          90  | 0.90 | reject   | operator | The operator's own rule decides
          """)
  void whatKeepsABadPrefixOutIsTold(
      double evidence, double share, String wanted, String limit, String told) {
    PrefixReading reading = reading(evidence, share, wanted, limit);

    List<String> ways =
        new Turning(PolicySettings.DEFAULTS, PolicySettings.DEFAULTS)
            .of(reading, Tier.NEUTRAL, limit == null ? "none" : limit, Optional.empty());

    assertThat(ways).anyMatch(way -> way.contains(told));
    if (wanted == null || wanted.equals("neutral")) {
      assertThat(ways).hasSize(1);
    }
  }

  /** The night's own threshold decides, and the one of the settings is told beside it. */
  @Test
  void aRaisedThresholdIsToldWithTheSpamThatWouldReachIt() {
    PolicySettings night = PolicySettings.DEFAULTS.withThresholds(0.98, 0.96, 0.95);
    assertThat(
            new Turning(PolicySettings.DEFAULTS, night)
                .of(ofShare(0.9), Tier.NEUTRAL, "none", Optional.empty()))
        .singleElement()
        .asString()
        .startsWith("Evidence worth about ")
        .contains(" more spam messages would have it throttled: ")
        .contains("0.95 instead of 0.6")
        .contains("policy.throttle_ham");
    assertThat(
            new Turning(PolicySettings.DEFAULTS, night)
                .of(ofShare(0.3), Tier.NEUTRAL, "none", Optional.empty()))
        .as("below either")
        .singleElement()
        .asString()
        .endsWith("would have it throttled.");
  }

  private static PrefixReading ofShare(double share) {
    return reading(90, share, "neutral", "none");
  }

  private static PrefixReading reading(double evidence, double share, String wanted, String limit) {
    return new PrefixReading(
        Prefix.parse("2001:db8:1::/48"),
        true,
        100,
        10,
        90,
        0,
        100 * (1 - share),
        share - 0.05,
        share + 0.05,
        0.5,
        evidence * share,
        evidence * (1 - share),
        null,
        null,
        wanted,
        limit,
        null,
        null,
        null);
  }

  /** Bad neighbours alone do not hold an address back. */
  @Test
  void anAddressWouldHaveToSendAsMuchSpamAsGoodMail() {
    PrefixReading reading =
        new PrefixReading(
            Prefix.parse("192.0.2.1/32"),
            true,
            9,
            1,
            2,
            0,
            7.0,
            0.5,
            0.99,
            0.9,
            2.0,
            7.0,
            null,
            null,
            "neutral",
            "none",
            null,
            null,
            null);
    assertThat(
            new Turning(PolicySettings.DEFAULTS, PolicySettings.DEFAULTS)
                .of(reading, Tier.NEUTRAL, "none", Optional.empty()))
        .anyMatch(way -> way.matches(".* about 5 more spam.*would have it throttled."));
  }
}
