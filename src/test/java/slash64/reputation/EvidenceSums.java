package slash64.reputation;

/** Evidence of several days put together without a night, as a past for the tests. */
public final class EvidenceSums {
  private EvidenceSums() {}

  /** Returns both together, as they weigh on the later of their days. */
  public static Evidence of(Decay decay, Evidence one, Evidence other) {
    int day = Math.max(one.day(), other.day());
    Evidence first = decay.at(one, day);
    Evidence second = decay.at(other, day);
    return new Evidence(
        first.spam() + second.spam(),
        first.ham() + second.ham(),
        first.former() + second.former(),
        Math.max(first.days(), second.days()),
        day);
  }
}
