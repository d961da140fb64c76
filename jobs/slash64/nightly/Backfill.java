package slash64.nightly;

import java.time.LocalDate;
import org.apache.spark.sql.SparkSession;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.progress.Progress;

/**
 * Nights in a row, in one session: the same as one after the other, but that a guard which holds
 * one of them does not stop those after it.
 */
public final class Backfill {
  private Backfill() {}

  /**
   * Does the nights from the one of {@code first} to {@code last}.
   *
   * @throws UserError if {@code last} lies before, a night fails, or the last one is held
   */
  public static void run(SparkSession spark, NightConf first, LocalDate last, Progress progress) {
    if (last.isBefore(first.date())) {
      throw UserError.wrongUse(
          "Cannot backfill from %s to %s: the last day lies before the first."
              .formatted(first.date(), last));
    }
    for (LocalDate day = first.date(); !day.isAfter(last); day = day.plusDays(1)) {
      try {
        Nightly.run(spark, first.on(day, last), progress);
      } catch (UserError e) {
        if (e.status() != ExitStatus.REFUSED || day.equals(last)) {
          throw e;
        }
        progress.warn(e.getMessage());
      }
    }
  }
}
