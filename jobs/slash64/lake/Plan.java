package slash64.lake;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What one intake takes in.
 *
 * @param intake its number, from 1; the numbers of its writes
 * @param day UTC day on which it was planned
 */
public record Plan(long intake, LocalDate day, List<Archive> archives) {

  Plan and(Plan more) {
    List<Archive> all = new ArrayList<>(archives);
    all.addAll(more.archives);
    return new Plan(intake, day, List.copyOf(all));
  }

  /** Returns the number of this intake's write to a table; every table has a series of its own. */
  public Transaction transaction() {
    return Transaction.ofIntake(intake);
  }
}
