package slash64.baseline;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import slash64.net.Prefix;

/**
 * Measures one prefix's night: read the state, score, judge, next state, write it ({@code
 * src/test/benchmark scoring}); the argument is how many prefix-nights to time (default 400,000).
 * Prints microseconds of processor time for each.
 */
final class NightBenchmark {

  private static final int STATES = 2_000;
  private static final int TODAY = 20_070;

  private NightBenchmark() {}

  public static void main(String[] arguments) {
    int nights = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 400_000;
    List<byte[]> states = GrownStates.of(STATES, TODAY - 1);
    Random random = new Random(1);
    List<DayActivity> days = new ArrayList<>();
    for (int i = 0; i < STATES; i++) {
      Sender sender = GrownStates.sender(i, TODAY - GrownStates.DAYS, random);
      days.add(sender.day(TODAY, 1, sender));
    }
    long sink = run(states, days, nights / 4); // warm the compiler up
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime(); // other work on the machine does not count
    sink += run(states, days, nights);
    double micros = (threads.getCurrentThreadCpuTime() - start) / 1e3 / nights;
    long bytes = states.stream().mapToLong(state -> state.length).sum() / STATES;
    System.out.printf(
        "%.1f microseconds a prefix-night, states of %d bytes on average (%d)%n",
        micros, bytes, sink);
  }

  static long run(List<byte[]> states, List<DayActivity> days, int nights) {
    Scorer scorer = new Scorer();
    NightJudge judge = new NightJudge(BaselineSettings.DEFAULT, new Thresholds(-12, -12, -12, -12));
    long sink = 0;
    for (int i = 0; i < nights; i++) {
      PrefixState state = PrefixState.ofBytes(states.get(i % STATES));
      Deviation scored =
          scorer.score(Prefix.ALL, TODAY, state, days.get(i % STATES), Surroundings.UNKNOWN);
      Verdict verdict =
          judge.needsBlame(scored)
              ? judge.judge(List.of(scored)).verdict(scored.prefix())
              : Verdict.ORDINARY;
      sink += state.after(scored, verdict).toBytes().length;
    }
    return sink;
  }
}
