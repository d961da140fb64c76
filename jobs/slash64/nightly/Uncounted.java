package slash64.nightly;

import java.time.LocalDate;
import java.util.SortedSet;
import slash64.lake.Lake;

/** Days of which the counts may be others than their messages', for who compares the two. */
public final class Uncounted {
  private Uncounted() {}

  /**
   * Returns the days whose messages changed since they were counted: somebody was forgotten, or a
   * night was cut off. The next night counts those within its horizon.
   */
  public static SortedSet<LocalDate> days(Lake lake) {
    return new Changes(lake).messages(Restatement.COUNTS).days();
  }
}
