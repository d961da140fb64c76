package slash64.lake;

/**
 * The number of a write, by which a table knows that it was done already (Delta protocol,
 * transaction identifiers).
 *
 * @param application which series of numbers this is
 * @param number goes up from write to write of one series
 */
public record Transaction(String application, long number) {

  /** Returns the write of an intake to one table. */
  public static Transaction ofIntake(long intake) {
    return new Transaction("slash64-intake", intake);
  }
}
