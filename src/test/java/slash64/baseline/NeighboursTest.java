package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import slash64.net.Prefix;

class NeighboursTest {
  private static final int START = 20_000;
  private static final int TODAY = START + 40;
  private static final int MANY = 5_000;

  private final Random random = new Random(1);

  @Test
  void statesOfSilentPrefixesAreNotReadBeyondASampleOfTheirLevel() {
    List<PrefixState> states = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      states.add(grown());
    }
    AtomicInteger reads = new AtomicInteger();
    List<Neighbours.Known> nodes = new ArrayList<>();
    List<Neighbours.Known> readAlready = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Prefix prefix = Prefix.of(0x20010db8_00000000L | i, 0, 64);
      PrefixState state = states.get(i % states.size());
      DayActivity activity = i % 100 == 0 ? DayActivity.ofMessages(5) : DayActivity.NONE;
      nodes.add(
          new Neighbours.Known(
              prefix,
              false,
              () -> {
                reads.incrementAndGet();
                return state;
              },
              activity));
      readAlready.add(Neighbours.Known.of(prefix, state, activity));
    }

    List<SubtreeNight.Entry> entries = Neighbours.entries(TODAY, nodes);

    assertThat(entries).hasSize(MANY / 100);
    assertThat(reads).hasValue(1_000 + MANY / 100);
    assertThat(entries).isEqualTo(Neighbours.entries(TODAY, readAlready));
    List<PrefixState> everyFifth = new ArrayList<>();
    for (int i = 0; i < MANY; i += MANY / 1_000) {
      everyFifth.add(states.get(i % states.size()));
    }
    assertThat(entries.get(0).around().typical()).isEqualTo(Typical.of(everyFifth));
  }

  @Test
  void nothingIsReadWhereNobodyWasHeard() {
    AtomicInteger reads = new AtomicInteger();
    Neighbours.Known silent =
        new Neighbours.Known(
            Prefix.of(0x20010db8_00000000L, 0, 64),
            false,
            () -> {
              reads.incrementAndGet();
              return grown();
            },
            DayActivity.NONE);

    assertThat(Neighbours.entries(TODAY, List.of(silent))).isEmpty();
    assertThat(reads).hasValue(0);
  }

  private PrefixState grown() {
    PrefixState state = PrefixState.NEW;
    for (int day = START; day < TODAY; day++) {
      state = state.after(day, DayActivity.ofMessages(20 + random.nextInt(20)));
    }
    return state;
  }
}
