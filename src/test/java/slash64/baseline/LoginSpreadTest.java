package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.net.Prefix;

class LoginSpreadTest {
  private static final LocalDate DAY = LocalDate.of(2026, 9, 20);
  private static final List<Long> STEADY = List.of(3L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);

  @Test
  void aLoginThatIsUsedFromManyNewNetworksIsTold() {
    Alert alert = judge(use("5eed", 212, 211, STEADY), 13, Optional.empty()).orElseThrow();

    assertThat(alert.kind()).isEqualTo(AlertKind.LOGIN_SPREAD);
    assertThat(alert.prefix()).isNull();
    assertThat(alert.severity()).isEqualTo(Severity.HIGH);
    assertThat(alert.isNew()).isTrue();
    assertThat(alert.since()).isEqualTo(DAY);
    assertThat(alert.excess()).isEqualTo(500);
    assertThat(alert.reason())
        .isEqualTo(
            "The login 5eed of customer firm12 was used from 212 networks, 211 of them new, 4 in the days before; 512 messages to 900 recipients, 50 % unwanted: probably a stolen password, lock it; since 2026-09-20");
    assertThat(alert.advice()).contains("; ./slash64 trace --login 5eed shows what it sent.");
    assertThat(alert.evidence())
        .startsWith(
            "{\"basis\":\"sasl_user\",\"party\":\"5eed\",\"networks\":212,\"fresh\":211,\"before\":4,\"usual\":")
        .contains("\"messages\":512,\"recipients\":900,\"excess\":500,\"bad_share\":0.5,")
        .endsWith("\"largest\":[\"2001:db8::/32\",\"192.0.0.0/16\"]}");
  }

  @ParameterizedTest(name = "{0} new networks: {1}")
  @CsvSource({"7, false", "8, false", "20, true", "200, true"})
  void ofASteadyLoginTwentyAreTold(long fresh, boolean isTold) {
    assertThat(judge(use("5eed", fresh, fresh, STEADY), 13, Optional.empty()).isPresent())
        .isEqualTo(isTold);
  }

  @ParameterizedTest(name = "{0} networks, {1} days before: {2}")
  @CsvSource({"20, 13, false", "60, 13, true", "60, 7, true", "60, 6, false", "500, 0, false"})
  void ofALoginWithoutAPastTheFirstDayTellsMoreOnlyWhereOthersHaveOne(
      long fresh, int known, boolean isTold) {
    assertThat(judge(use("5eed", fresh, fresh, List.of()), known, Optional.empty()).isPresent())
        .isEqualTo(isTold);
  }

  @Test
  void anOpenAlertKeepsItsFirstDayAndTakesLessToStay() {
    LocalDate since = DAY.minusDays(2);
    Alert alert = judge(use("5eed", 6, 6, STEADY), 13, Optional.of(since)).orElseThrow();

    assertThat(alert.since()).isEqualTo(since);
    assertThat(alert.isNew()).isFalse();
    assertThat(judge(use("5eed", 3, 3, STEADY), 13, Optional.of(since))).isEmpty();
  }

  @Test
  void howManyAreNewOnOtherDaysIsMeasuredByTheLoginsOwnPast() {
    List<Long> roaming = Collections.nCopies(13, 20L);
    assertThat(judge(use("5eed", 40, 40, roaming), 13, Optional.empty())).isEmpty();
    assertThat(judge(use("5eed", 200, 200, roaming), 13, Optional.empty())).isPresent();
  }

  @Test
  void aThiefWhoBeginsSlowlyDoesNotTeachWhatHeIsAboutToDo() {
    List<Long> begun = List.of(3L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 2L, 5L, 7L);
    assertThat(judge(use("5eed", 20, 20, begun), 13, Optional.empty())).isPresent();
  }

  @Test
  void aLittleMailIsStillAStolenPassword() {
    LoginUse use = new LoginUse("5eed", 20, 20, 4, STEADY, 20, 0, 20, 20, List.of(), List.of());
    assertThat(judge(use, 13, Optional.empty()).orElseThrow().severity())
        .isEqualTo(Severity.MEDIUM);
  }

  @Test
  void namesThatAreNotPlainStandInTheEvidenceOnly() {
    LoginUse use = use("a\u001b<b>", 212, 211, STEADY);
    Alert alert = LoginSpread.judge(DAY, use, 13, "caf\u00e9\n", Optional.empty()).orElseThrow();

    assertThat(alert.reason()).startsWith("The login of a customer was used");
    assertThat(alert.advice()).contains("trace --login NAME shows");
    assertThat(alert.evidence()).contains("\"party\":\"a\\u001b\\u003cb\\u003e\"");
    assertThat(LoginSpread.judge(DAY, use, 13, null, Optional.empty()).orElseThrow().reason())
        .startsWith("The login of no known customer was used");
  }

  @Test
  void aPartAboveItsWholeIsRefused() {
    assertThatThrownBy(() -> use("5eed", 3, 4, STEADY))
        .hasMessage(
            "Cannot describe use of login: 4 of 3 networks fresh, 256 of 512 messages bad, 500 from fresh networks (need no part above its whole)");
  }

  private static Optional<Alert> judge(LoginUse use, int known, Optional<LocalDate> since) {
    return LoginSpread.judge(DAY, use, known, "firm12", since);
  }

  private static LoginUse use(String login, long networks, long fresh, List<Long> past) {
    return new LoginUse(
        login,
        networks,
        fresh,
        4,
        past,
        512,
        256,
        900,
        500,
        List.of(Prefix.parse("2001:db8::/32"), Prefix.parse("192.0.0.0/16")),
        List.of("Q1"));
  }
}
