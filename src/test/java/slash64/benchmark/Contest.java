package slash64.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Contestants in turn, round after round, so that whatever else the machine does hits all of them:
 * one round to warm up, then those that count.
 */
final class Contest {
  private Contest() {}

  /**
   * What one contestant took.
   *
   * @param seconds of each round, ascending
   */
  record Result(String name, long bytes, List<Double> seconds) {
    double median() {
      return seconds.get(seconds.size() / 2);
    }

    double least() {
      return seconds.get(0);
    }

    double most() {
      return seconds.get(seconds.size() - 1);
    }

    /** Returns MB of log text a second, by the median. */
    double speed() {
      return bytes / 1e6 / median();
    }
  }

  /**
   * Runs the rounds.
   *
   * @throws IllegalStateException if a contestant counts other messages than there are
   */
  static List<Result> run(List<Contestant> contestants, int rounds) throws Exception {
    double[][] seconds = new double[contestants.size()][rounds];
    for (int round = -1; round < rounds; round++) { // round -1 warms up
      for (int i = 0; i < contestants.size(); i++) {
        Contestant contestant = contestants.get(i);
        long start = System.nanoTime();
        long messages = contestant.work().call();
        if (round >= 0) {
          seconds[i][round] = (System.nanoTime() - start) / 1e9;
        }
        if (messages >= 0 && messages != contestant.messages()) {
          throw new IllegalStateException(
              "%s counted %d messages, there are %d"
                  .formatted(contestant.name(), messages, contestant.messages()));
        }
      }
      System.err.printf("round %d of %d%n", round + 1, rounds);
    }
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < seconds.length; i++) {
      List<Double> sorted = Arrays.stream(seconds[i]).sorted().boxed().toList();
      results.add(new Result(contestants.get(i).name(), contestants.get(i).bytes(), sorted));
    }
    return results;
  }
}
