package slash64.evaluate.alerts;

import java.util.List;
import java.util.stream.LongStream;
import slash64.baseline.Alert;
import slash64.baseline.BaselineSettings;

/**
 * How well a night's alerts find what truly happened: simulated worlds, in memory, through the
 * classes that score a real night. The events of each world: 200 of volume, 4 to 40 times; 100
 * content shifts without, 100 with more volume; 50 rotations; 20 snowshoes; 10 campaigns.
 *
 * @param senders that last, of each world
 * @param warmUp days before anything is judged; 56 for a full baseline
 * @param nights days that are judged and into which events fall
 * @param share of the events to inject, 1 for all
 */
public record AlertEvaluation(int senders, int warmUp, int nights, double share) {
  /** Events that last need so many. */
  public static final int FEWEST_NIGHTS = 5;

  private static final int START = 20_000;

  public AlertEvaluation {
    if (senders < 1 || warmUp < 1 || nights < FEWEST_NIGHTS || !(share >= 0)) {
      throw new IllegalArgumentException(
          "Cannot evaluate alerts: %d senders, %d days to learn, %d nights, %s of the events (need at least 1, 1, 5, 0)"
              .formatted(senders, warmUp, nights, share));
    }
  }

  /**
   * Returns that of worlds of 2,400 senders, with all events.
   *
   * @param warmUp days before anything is judged, at least 1
   * @param nights days that are judged, at least {@link #FEWEST_NIGHTS}
   */
  public static AlertEvaluation of(int warmUp, int nights) {
    return new AlertEvaluation(2_400, warmUp, nights, 1);
  }

  /**
   * Returns the figures of some worlds, which run side by side.
   *
   * @param first seed of the first; the others have the seeds that follow
   * @param seeds how many worlds
   */
  public AlertFigures run(long first, int seeds) {
    AlertFigures all = new AlertFigures();
    LongStream.range(first, first + seeds)
        .parallel()
        .mapToObj(this::world)
        .forEachOrdered(all::add);
    return all;
  }

  AlertFigures world(long seed) {
    AlertWorld world = new AlertWorld(senders, START, warmUp, warmUp + nights, seed);
    Injections injections =
        new Injections(world, START + warmUp, START + warmUp + nights - 1, new Chance(~seed));
    injections.add(Injected.Kind.VOLUME, count(200));
    injections.add(Injected.Kind.CONTENT, count(100));
    injections.add(Injected.Kind.CONTENT_AND_VOLUME, count(100));
    injections.add(Injected.Kind.ROTATION, count(50));
    injections.add(Injected.Kind.SNOWSHOE, count(20));
    injections.add(Injected.Kind.CAMPAIGN, count(10));
    AlertNights nightly = new AlertNights(BaselineSettings.DEFAULT);
    AlertFigures figures = new AlertFigures();
    long learnt = 0;
    for (int day = START; day < START + warmUp + nights; day++) {
      List<Alert> alerts = nightly.night(day, world.day(day));
      if (day < START + warmUp) {
        learnt = nightly.prefixDays();
      } else {
        figures.add(day, alerts, world.events());
      }
    }
    figures.close(world.events(), nightly.prefixDays() - learnt);
    return figures;
  }

  private int count(int whole) {
    return (int) Math.round(whole * share);
  }
}
