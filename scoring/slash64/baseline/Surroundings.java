package slash64.baseline;

/**
 * What is known around a prefix on a night, beside its own state and day.
 *
 * @param newcomers first days of its parent's new children, from the parent's state; {@link
 *     Debut#NONE} when nothing is known
 * @param typical medians of its level
 * @param kind whose prefix it is
 * @param wanted digests known elsewhere as wanted bulk
 */
public record Surroundings(Debut newcomers, Typical typical, ProviderKind kind, DigestSet wanted) {

  public static final Surroundings UNKNOWN =
      new Surroundings(Debut.NONE, Typical.UNKNOWN, ProviderKind.UNKNOWN, DigestSet.NONE);

  public Surroundings withNewcomers(Debut other) {
    return new Surroundings(other, typical, kind, wanted);
  }

  public Surroundings withKind(ProviderKind other) {
    return new Surroundings(newcomers, typical, other, wanted);
  }

  public Surroundings withWanted(DigestSet other) {
    return new Surroundings(newcomers, typical, kind, other);
  }
}
