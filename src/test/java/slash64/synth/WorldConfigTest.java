package slash64.synth;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorldConfigTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsNamedWithWhatIsNeeded(String message, UnaryOperator<WorldConfig> mistake) {
    WorldConfig config = WorldConfig.demo(1, LocalDate.of(2026, 11, 1));
    assertThatThrownBy(() -> mistake.apply(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot make a world: " + message);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("days is 0 (need 1 to 3650)", c -> c.withDays(0)),
        mistake("messagesPerDay is 49 (need 50 to 50000000)", c -> c.withMessagesPerDay(49)),
        mistake("inboundHosts is 0 (need 1 to 64)", c -> c.withHosts(0, 1)),
        mistake("submissionHosts is 65 (need 1 to 64)", c -> c.withHosts(1, 65)),
        mistake("ipv6Share is NaN (need 0 to 1)", c -> c.withIpv6Share(Double.NaN)),
        mistake("falseSpam is 1.1 (need 0 to 1)", c -> c.withVerdictNoise(1.1, 0)),
        mistake("missedSpam is -0.1 (need 0 to 1)", c -> c.withVerdictNoise(0, -0.1)),
        mistake(
            "one of the injections is -2 (need 0 or more)",
            c -> c.withInjections(new Injections(1, 0, 0, 0, -2, 0))),
        mistake("compressions is empty (need at least one)", c -> c.withCompressions(List.of())));
  }

  private static Arguments mistake(String message, UnaryOperator<WorldConfig> mistake) {
    return Arguments.of(message, mistake);
  }
}
