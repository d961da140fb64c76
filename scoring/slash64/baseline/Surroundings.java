package slash64.baseline;

/**
 * What is known around a prefix on a night, beside its own state and day.
 *
 * @param newcomers first days of its parent's new children, from the parent's state; {@link
 *     Debut#NONE} when nothing is known
 * @param typical medians of its level
 */
public record Surroundings(Debut newcomers, Typical typical) {

  public static final Surroundings UNKNOWN = new Surroundings(Debut.NONE, Typical.UNKNOWN);
}
