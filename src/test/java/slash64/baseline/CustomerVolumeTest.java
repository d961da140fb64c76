package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;

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

class CustomerVolumeTest {
  private static final int TODAY = 20_000;
  private static final LocalDate DAY = LocalDate.ofEpochDay(TODAY);

  /** As in a night in which nobody else departs. */
  private static final CustomerVolume JUDGE =
      new CustomerVolume(BaselineSettings.DEFAULT, Math.log(1e-4));

  @Test
  void aCustomerWhoSendsFarMoreFromManyNetworksIsTold() {
    Alert alert = judge(400, 0, parts(8, 50, 2.5), Optional.empty()).orElseThrow();

    assertThat(alert.kind()).isEqualTo(AlertKind.VOLUME);
    assertThat(alert.prefix()).isNull();
    assertThat(alert.isNew()).isTrue();
    assertThat(alert.reason())
        .matches(
            "400 messages of one customer from 8 networks, 2001:db8::/64 above all, where [\\d.]+ were expected, [\\d.]+ times as many; 50 % unwanted; since 2024-10-04");
    assertThat(alert.evidence())
        .contains(
            "\"networks\":8,\"contributors\":[{\"prefix\":\"2001:db8::/64\",\"messages\":50,\"expected\":2.5},");
  }

  @ParameterizedTest(name = "{0} messages, {1} of them told by alerts: told {2}")
  @CsvSource({
    "400, 0, true",
    "400, 200, true", // what is left is still many times the usual
    "400, 320, false", // told already
    "50, 0, false", // not three times the usual
    "100, 60, false", // what is left is not
  })
  void whatAlertsOfPrefixesHaveToldIsTakenOff(long messages, double reported, boolean isTold) {
    assertThat(judge(messages, reported, parts(8, messages / 8, 2.5), Optional.empty()).isPresent())
        .isEqualTo(isTold);
  }

  @Test
  void whatOnePrefixShowsIsItsOwnToTellOrExcuse() {
    List<CustomerVolume.Part> one = new ArrayList<>(parts(8, 25, 2.5));
    one.set(0, new CustomerVolume.Part(Prefix.parse("2001:db8::/64"), 225, 2.5));
    assertThat(judge(400, 0, one, Optional.empty())).isEmpty();

    // A network that is new has no past to be tested by: the customer's is all there is.
    one.set(0, new CustomerVolume.Part(Prefix.parse("2001:db8::/64"), 225, null));
    assertThat(judge(400, 0, one, Optional.empty())).isPresent();
    assertThat(judge(400, 0, parts(1, 400, null), Optional.empty())).isPresent();
  }

  @Test
  void anOpenAlertStaysWithLessThanItTakesToOpenOne() {
    LocalDate since = DAY.minusDays(2);
    assertThat(judge(50, 0, parts(8, 6, 2.5), Optional.empty())).isEmpty();
    Alert alert = judge(50, 0, parts(8, 6, 2.5), Optional.of(since)).orElseThrow();
    assertThat(alert.isNew()).isFalse();
    assertThat(alert.since()).isEqualTo(since);
    assertThat(judge(25, 0, parts(8, 3, 2.5), Optional.of(since))).isEmpty();
  }

  @Test
  void daysUnderAnAlertTeachNothing() {
    List<CustomerDay.Past> past = new ArrayList<>();
    for (int back = CustomerDay.DAYS; back > 0; back--) {
      boolean isAlarmed = back <= 20;
      past.add(new CustomerDay.Past(TODAY - back, isAlarmed ? 400 : 20, isAlarmed));
    }
    CustomerDay day = CustomerDay.of("Example Ltd", TODAY, 400, 0, past);
    assertThat(day.expected()).isBetween(18.0, 22.0);
  }

  @Test
  void aCustomerOfAFewDaysIsNotTested() {
    assertThat(
            CustomerDay.of(
                "Example Ltd", TODAY, 400, 0, List.of(new CustomerDay.Past(TODAY - 3, 20, false))))
        .isNull();
  }

  @Test
  void aMonthlyMailingIsExcused() {
    List<CustomerDay.Past> past = new ArrayList<>();
    for (int back = CustomerDay.DAYS; back > 0; back--) {
      past.add(new CustomerDay.Past(TODAY - back, back % 30 == 0 ? 350 : 20, false));
    }
    CustomerDay day = CustomerDay.of("Example Ltd", TODAY, 400, 0, past);
    assertThat(day.isExcused()).isTrue();
    assertThat(judge(day, 0, parts(8, 50, 2.5), Optional.empty())).isEmpty();
  }

  /** Customers as different as those of a provider, each on seven days without events. */
  @Test
  void customersWithoutEventsHardlyEverAlarm() {
    Random random = new Random(64);
    int alarms = 0;
    int days = 0;
    for (int customer = 0; customer < 300; customer++) {
      Simulated simulated = new Simulated(random);
      for (int today = TODAY; today < TODAY + 7; today++) {
        long messages = simulated.draw(today, 1, random);
        CustomerDay day = simulated.day(today, messages, random);
        alarms += judge(day, 0, parts(8, messages / 8, null), Optional.empty()).isPresent() ? 1 : 0;
        days++;
      }
    }
    assertThat(days).isEqualTo(2_100);
    assertThat(alarms).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest(name = "{0} times the usual: found {1}")
  @CsvSource({"5, 0.8", "10, 0.95", "40, 0.99"})
  void eventsThatAreSpreadAreFound(double times, double least) {
    Random random = new Random(56);
    int found = 0;
    for (int customer = 0; customer < 300; customer++) {
      Simulated simulated = new Simulated(random);
      long messages = Math.max(80, simulated.draw(TODAY, times, random));
      CustomerDay day = simulated.day(TODAY, messages, random);
      found += judge(day, 0, parts(8, messages / 8, null), Optional.empty()).isPresent() ? 1 : 0;
    }
    assertThat(found / 300.0).isGreaterThanOrEqualTo(least);
  }

  /** Means from 5 to 500 messages a day, quiet weekends for half, more than chance between days. */
  private record Simulated(double mean, double dispersion, double weekend) {
    Simulated(Random random) {
      this(
          Math.exp(1.6 + 4.6 * random.nextDouble()),
          1 + 4 * random.nextDouble(),
          random.nextBoolean() ? 0.3 : 1);
    }

    long draw(int day, double times, Random random) {
      return Counts.draw(times * mean * (day % 7 < 2 ? weekend : 1), dispersion, random);
    }

    CustomerDay day(int today, long messages, Random random) {
      List<CustomerDay.Past> past = new ArrayList<>();
      for (int day = today - CustomerDay.DAYS; day < today; day++) {
        long count = draw(day, 1, random);
        if (count > 0) {
          past.add(new CustomerDay.Past(day, count, false));
        }
      }
      return CustomerDay.of("Example Ltd", today, messages, 0, past);
    }
  }

  private static Optional<Alert> judge(
      long messages, double reported, List<CustomerVolume.Part> parts, Optional<LocalDate> since) {
    List<CustomerDay.Past> past = new ArrayList<>();
    for (int back = CustomerDay.DAYS; back > 0; back--) {
      past.add(new CustomerDay.Past(TODAY - back, 18 + back % 5, false));
    }
    return judge(
        CustomerDay.of("Example Ltd", TODAY, messages, messages / 2, past), reported, parts, since);
  }

  private static Optional<Alert> judge(
      CustomerDay day,
      double reported,
      List<CustomerVolume.Part> parts,
      Optional<LocalDate> since) {
    return JUDGE.judge(DAY, day, reported, parts.size(), parts, since);
  }

  private static List<CustomerVolume.Part> parts(int number, long messages, Double expected) {
    return IntStream.range(0, number)
        .mapToObj(
            i ->
                new CustomerVolume.Part(
                    Prefix.of(0x20010db8_00000000L | (long) i << 16, 0, 64), messages, expected))
        .toList();
  }
}
