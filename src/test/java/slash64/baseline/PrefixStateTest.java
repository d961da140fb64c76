package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.net.Prefix;

class PrefixStateTest {

  private static final int START = 20_000;

  @Test
  void aStateReadBackIsTheStateWrittenAndTakesNoMoreThanAKilobyte() {
    Random random = new Random(1);
    PrefixState state = PrefixState.NEW;
    int largest = 0;
    for (int day = START; day < START + 200; day += 1 + random.nextInt(2)) {
      Deviation scored =
          new Scorer()
              .score(Prefix.ALL, day, state, busyDay(random, 1L << 34), Surroundings.UNKNOWN);
      boolean isAlarmed = random.nextInt(5) == 0;
      List<OpenAlarm> alarms =
          isAlarmed
              ? Arrays.stream(AlertKind.values())
                  .map(kind -> OpenAlarm.of(kind, scored.day() - 1, scored.day(), 1e9 / 7, 3.3))
                  .toList()
              : List.of();
      state = state.after(scored, new Verdict(!isAlarmed, isAlarmed, alarms));
      byte[] bytes = state.toBytes();
      assertThat(PrefixState.ofBytes(bytes)).isEqualTo(state);
      assertThat(PrefixState.ofBytes(bytes).toBytes()).isEqualTo(bytes);
      largest = Math.max(largest, bytes.length);
    }
    assertThat(largest).isBetween(800, 923); // the layout's greatest; a full state comes near it
  }

  @Test
  void aStateThatHasHeardNothingIsReadBack() {
    assertThat(PrefixState.ofBytes(PrefixState.NEW.toBytes())).isEqualTo(PrefixState.NEW);
    assertThat(PrefixState.NEW.toBytes()).hasSize(9);
  }

  @ParameterizedTest(name = "{0} idle days at once equal as many single steps")
  @ValueSource(ints = {1, 2, 6, 13, 40, 62, 63, 64, 100})
  void idleDaysNeedNoRewriting(int idle) {
    Random random = new Random(2);
    PrefixState state = grown(random, 80);
    DayActivity next = busyDay(random, 500);
    int day = state.lastDay() + idle + 1;

    // when every idle day is taken in by itself, or none is
    PrefixState stepped = state;
    for (int quiet = state.lastDay() + 1; quiet < day; quiet++) {
      stepped = stepped.after(quiet, DayActivity.NONE);
    }

    // then the bytes never change, and the next day falls on the same ground
    assertThat(stepped.toBytes()).isEqualTo(state.toBytes());
    assertThat(stepped.after(day, next)).isEqualTo(state.after(day, next));
  }

  @Test
  void theNextStateIsAPureFunctionOfStateAndDay() {
    PrefixState state = grown(new Random(3), 60);
    DayActivity next = busyDay(new Random(4), 500);
    byte[] before = state.toBytes();
    PrefixState once = state.after(state.lastDay() + 1, next);
    PrefixState again = PrefixState.ofBytes(before).after(state.lastDay() + 1, next);
    assertThat(again).isEqualTo(once);
    assertThat(state.toBytes()).isEqualTo(before);
  }

  @Test
  void aDayIsTakenInOnce() {
    PrefixState state = PrefixState.NEW.after(START, DayActivity.ofMessages(10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.after(START, DayActivity.ofMessages(10)))
        .withMessage(
            "Cannot score ::/0: day 20000 is not after 20000, the last its state holds. Take the state of the night before");
  }

  @Test
  void aPrefixSilentForNineWeeksIsForgotten() {
    PrefixState state = grown(new Random(5), 30);
    assertThat(state.isForgotten(state.lastDay() + 63)).isFalse();
    assertThat(state.isForgotten(state.lastDay() + 64)).isTrue();
    assertThat(PrefixState.isForgotten(state.toBytes(), state.lastDay() + 63)).isFalse();
    assertThat(PrefixState.isForgotten(state.toBytes(), state.lastDay() + 64)).isTrue();
    assertThat(PrefixState.isForgotten(PrefixState.NEW.toBytes(), START)).isTrue();
    int back = state.lastDay() + 70;
    assertThat(state.after(back, DayActivity.ofMessages(3)))
        .isEqualTo(PrefixState.NEW.after(back, DayActivity.ofMessages(3)));
  }

  @Test
  void aDayThatTeachesNothingLeavesExpectationsAsTheyWere() {
    PrefixState state = grown(new Random(6), 60);
    int day = state.lastDay() + 1;
    Deviation flood =
        new Scorer()
            .score(Prefix.ALL, day, state, DayActivity.ofMessages(90_000), Surroundings.UNKNOWN);
    PrefixState after = state.after(flood, new Verdict(false, true, List.of()));
    VolumeFit before = new VolumeModel().fit(state.history(), day, Surroundings.UNKNOWN);
    VolumeFit later = new VolumeModel().fit(after.history(), day + 1, Surroundings.UNKNOWN);
    assertThat(later.mean()).isCloseTo(before.mean(), within(0.2 * before.mean()));
    assertThat(later.days()).isEqualTo(55);
  }

  @Test
  void versionsThisProgramDoesNotKnowAreRefusedByName() {
    byte[] bytes = grown(new Random(7), 10).toBytes();
    bytes[0] = 3;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrefixState.ofBytes(bytes))
        .withMessage(
            "Cannot read prefix state: version is 3, this program reads up to 2. Run the version that wrote it, or backfill the state");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrefixState.isForgotten(bytes, START))
        .withMessageStartingWith("Cannot read prefix state: version is 3,");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrefixState.isForgotten(new byte[] {2, 0, 0, 0, 0, 0}, START))
        .withMessage("Cannot read prefix state: 6 bytes end early");
  }

  @Test
  void aStateOfVersionOneIsReadAndItsDaysTellNothingOfMailings() {
    PrefixState state = grown(new Random(7), 10);
    byte[] bytes = state.toBytes();
    byte[] old = new byte[bytes.length - 16];
    System.arraycopy(bytes, 0, old, 0, 33);
    System.arraycopy(bytes, 49, old, 33, bytes.length - 49);
    old[0] = 1;
    PrefixState read = PrefixState.ofBytes(old);
    assertThat(read.mix()).isEqualTo(state.mix());
    assertThat(read.habits()).isEqualTo(state.habits());
    for (int day = state.lastDay() - 9; day <= state.lastDay(); day++) {
      assertThat(read.history().count(day)).isEqualTo(state.history().count(day));
      assertThat(state.history().tenor(day)).isNotEqualTo(Tenor.UNTOLD);
      assertThat(read.history().tenor(day)).isEqualTo(Tenor.UNTOLD);
    }
    assertThat(read.toBytes()[0]).isEqualTo((byte) StateCodec.VERSION);
  }

  @Test
  void bytesThatEndEarlyOrLateAreRefused() {
    byte[] bytes = grown(new Random(8), 10).toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatIllegalArgumentException().isThrownBy(() -> PrefixState.ofBytes(cut));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrefixState.ofBytes(Arrays.copyOf(bytes, bytes.length + 3)))
        .withMessage("Cannot read prefix state: 3 bytes follow its end");
  }

  @Test
  void damagedBytesAreRefusedOrReadButNeverAnythingElse() {
    Random random = new Random(9);
    byte[] bytes = grown(random, 40).toBytes();
    int refused = 0;
    for (int trial = 0; trial < 20_000; trial++) {
      byte[] damaged = bytes.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        PrefixState state = PrefixState.ofBytes(damaged);
        assertThat(state.toBytes().length).isLessThanOrEqualTo(PrefixState.MOST_BYTES);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("Cannot ");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  @Test
  void countsAreKeptExactlyToFourThousandAndToOnePartInFourThousandBeyond() {
    for (long count = 0; count < 4096; count++) {
      assertThat(Codes.count(Codes.ofCount(count))).isEqualTo(count);
    }
    Random random = new Random(10);
    int last = 4095;
    for (double exact = 4096; exact < 1L << 41; exact *= 1 + random.nextDouble() / 1000) {
      int code = Codes.ofCount((long) exact);
      assertThat(code).isGreaterThanOrEqualTo(last).isLessThan(1 << 16);
      assertThat((double) Codes.count(code)).isCloseTo(exact, within(1 + exact / 4096));
      last = code;
    }
    assertThat(Codes.ofCount(Long.MAX_VALUE)).isEqualTo(0xffff);
  }

  @Test
  void weightsAreKeptToOnePartInFiveHundred() {
    assertThat(Codes.weight(Codes.ofWeight(0))).isZero();
    for (double exact = 1e-9; exact < 1e30; exact *= 1.037) {
      assertThat((double) Codes.weight(Codes.ofWeight(exact)))
          .isCloseTo(exact, within(exact / 512));
    }
  }

  static PrefixState grown(Random random, int days) {
    PrefixState state = PrefixState.NEW;
    for (int day = START; day < START + days; day++) {
      state = state.after(day, busyDay(random, 500));
    }
    return state;
  }

  private static DayActivity busyDay(Random random, long most) {
    Histograms.Builder content = Histograms.builder();
    long messages = most / 2 + (long) (random.nextDouble() * most / 2);
    for (Feature feature : Feature.values()) {
      for (int i = 0; i < 90; i++) {
        content.add(feature, random.nextInt(200) * 0x9e3779b1, 1 + messages / 200);
      }
    }
    return DayActivity.ofMessages(messages)
        .withVerdicts(messages / 10, messages / 2, messages / 20)
        .withChildren(new Children(40, 10, 4, 12, 30, 22.5), new Debut(10, 300, 20_000))
        .withContent(content.build());
  }
}
