package slash64.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import slash64.net.Prefix;

/** States of prefixes that have mailed steadily for ten weeks, for benchmarks. */
public final class GrownStates {
  static final int DAYS = 70;

  private GrownStates() {}

  /** Returns so many states, of the same bytes each time, whose last day is {@code day}. */
  public static List<byte[]> of(int count, int day) {
    Random random = new Random(1);
    List<byte[]> states = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int first = day - DAYS + 1;
      Sender sender = sender(i, first, random);
      PrefixState state = PrefixState.NEW;
      for (int heard = first; heard <= day; heard++) {
        state = state.after(heard, sender.day(heard, 1, sender));
      }
      states.add(state.toBytes());
    }
    return states;
  }

  static Sender sender(int i, int first, Random random) {
    Prefix prefix = Prefix.of(0x20010db8_00000000L | i, 0, 64);
    return new Sender(prefix, Sender.Habit.STEADY, first, random);
  }
}
