package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.net.Prefix;

class DelegationMovesTest {
  private static final int DAY = 20_000;
  private static final Tie TIE = new Tie(Tie.Basis.SASL_USER, "5eed");

  @Test
  void badMailFromANewDelegationEachNightIsRecognised() {
    Alert alert = judge(moving("0 1 2 3 4 5 6", 20, 16)).orElseThrow();

    assertThat(alert.prefix()).isEqualTo(Prefix.parse("2001:db8::/32"));
    assertThat(alert.isNew()).isTrue();
    assertThat(alert.severity()).isEqualTo(Severity.HIGH);
    assertThat(alert.reason())
        .isEqualTo(
            "One sender was in a new delegation on 6 of 7 days, last in 2001:db8:0:600::/56; 80 % of its 140 messages unwanted; since 2024-09-28");
    assertThat(alert.evidence())
        .startsWith(
            "{\"basis\":\"sasl_user\",\"party\":\"5eed\",\"days\":7,\"moves\":6,\"messages\":140,\"bad\":112,");
  }

  @Test
  void anOpenAlertKeepsItsFirstDayWhenThatIsMoreThanAWeekAgo() {
    LocalDate since = LocalDate.ofEpochDay(DAY - 20);
    Alert alert =
        DelegationMoves.judge(DAY, TIE, moving("0 1 2 3 4 5 6", 20, 16), Optional.of(since))
            .orElseThrow();

    assertThat(alert.since()).isEqualTo(since);
    assertThat(alert.isNew()).isFalse();
  }

  @ParameterizedTest(name = "{0}: {3}")
  @CsvSource({
    "the fewest nights that tell, 0 1 2 3, 20, true",
    "little mail that is all bad, 0 1 2 3 4 5 6, 1, true",
    "one night without, 0 1 2 2 3 4 5, 20, true",
    "too little to tell, 0 1 2 3, 1, false",
    "staying, 0 0 0 0 0 0 0, 20, false",
    "commuting, 0 1 0 1 0 1 0, 20, false",
    "renumbered once, 0 0 0 1 1 1 1, 20, false",
    "too few days, 0 1 2, 20, false",
  })
  void onlyNewPlacesNearlyEveryDayAreARotation(
      String name, String places, long messages, boolean isOne) {
    assertThat(judge(moving(places, messages, messages)).isPresent()).isEqualTo(isOne);
  }

  @Test
  void whoIsInManyPlacesOrNetworksADayIsNoSingleSender() {
    List<Sighting> three = new ArrayList<>();
    for (int place = 0; place < 21; place++) {
      three.add(sighting(DAY - place / 3, place, 20, 20));
    }
    assertThat(judge(three)).isEmpty();

    List<Sighting> abroad = new ArrayList<>(moving("0 1 2 3 4 5 6", 20, 20));
    abroad.add(new Sighting(DAY, Prefix.parse("3fff:1::/56"), 1, 1, null));
    assertThat(judge(abroad)).isEmpty();
  }

  @Test
  void aDayWithoutBadMailEndsIt() {
    List<Sighting> sightings = new ArrayList<>(moving("0 1 2 3 4 5", 20, 20));
    sightings.replaceAll(each -> sighting(each.day() - 1, place(each), 20, 20));
    assertThat(judge(sightings)).isEmpty();
    sightings.add(sighting(DAY, 9, 5, 0));
    assertThat(judge(sightings)).isEmpty();
    sightings.set(6, sighting(DAY, 9, 5, 1));
    assertThat(judge(sightings)).isPresent();
  }

  /**
   * Providers that renumber everybody each night; filters call up to 6 % of good mail unwanted, of
   * each sender another share.
   */
  @Test
  void innocentsWhomTheirProviderMovesEachNightDoNotAlarm() {
    Random random = new Random(56);
    int alarms = 0;
    for (int sender = 0; sender < 20_000; sender++) {
      alarms += judge(simulated(random, 1, 0.06 * random.nextDouble())).isPresent() ? 1 : 0;
    }
    assertThat(alarms).isZero();
  }

  /** Half of the mail is good, or passes the filter; ten messages a day and more. */
  @Test
  void thoseWhoseMailIsHalfBadDo() {
    Random random = new Random(64);
    int found = 0;
    for (int sender = 0; sender < 1_000; sender++) {
      found += judge(simulated(random, 10, 0.5)).isPresent() ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(950);
  }

  @Test
  void tiesOfOnePartyShareItsDaysAndPlaces() {
    List<Sighting> user = moving("0 1 2 3 4 5 6", 20, 20);
    List<Sighting> machine = moving("0 1 2 3", 5, 5); // on the last four days, elsewhere
    assertThat(DelegationMoves.areOne(user, user.subList(2, 7))).isTrue();
    assertThat(DelegationMoves.areOne(user.subList(3, 7), user)).isTrue();
    assertThat(DelegationMoves.areOne(user.subList(4, 7), user)).isFalse();
    assertThat(DelegationMoves.areOne(user, machine)).isFalse();
  }

  @Test
  void examplesAreOfTheLastDays() {
    assertThat(DelegationMoves.examples(moving("0 1 2 3", 5, 5), 3))
        .containsExactly("Q20000", "Q19999", "Q19998");
    assertThat(DelegationMoves.examples(List.of(sighting(DAY, 1, 5, 0)), 3)).isEmpty();
  }

  @Test
  void aSightingWithMoreBadThanAllIsRefused() {
    assertThatThrownBy(() -> sighting(DAY, 1, 2, 3))
        .hasMessage(
            "Cannot describe sighting: 3 of 2 messages bad (need 1 message at least, and no part above its whole)");
  }

  private static Optional<Alert> judge(List<Sighting> sightings) {
    return DelegationMoves.judge(DAY, TIE, sightings, Optional.empty());
  }

  /** A week with up to 50 messages a day, each day from another place. */
  private static List<Sighting> simulated(Random random, int least, double badShare) {
    int most = 1 + random.nextInt(40);
    return IntStream.range(0, DelegationMoves.DAYS)
        .mapToObj(
            back -> {
              int messages = least + random.nextInt(most);
              long bad =
                  IntStream.range(0, messages).filter(i -> random.nextDouble() < badShare).count();
              return sighting(DAY - back, back, messages, bad);
            })
        .toList();
  }

  /** One place a day, the last one today. */
  private static List<Sighting> moving(String places, long messages, long bad) {
    String[] each = places.split(" ", -1);
    return IntStream.range(0, each.length)
        .mapToObj(
            i -> sighting(DAY - each.length + 1 + i, Integer.parseInt(each[i]), messages, bad))
        .toList();
  }

  private static Sighting sighting(int day, long place, long messages, long bad) {
    return new Sighting(
        day,
        Prefix.of(0x20010db8_00000000L | place << 8, 0, 56),
        messages,
        bad,
        bad == 0 ? null : "Q" + day);
  }

  private static long place(Sighting sighting) {
    return sighting.delegation().high() >>> 8 & 0xff;
  }
}
