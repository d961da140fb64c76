package slash64.reputation;

import java.util.Collection;
import java.util.OptionalInt;
import slash64.net.Prefix;

/**
 * How long the prefixes are that a provider delegates to its customers, read from the /64 that sent
 * mail: a customer's router usually takes the first /64 of what it was given, so the bits between
 * the delegation and 64 are mostly zero. RFC 6177 leaves the length to the provider; /48, /56 and
 * /60 are common.
 */
public final class DelegationLength {
  private static final int[] LENGTHS = {48, 52, 56, 60};
  private static final int FEWEST = 8;

  private DelegationLength() {}

  /**
   * Returns 48, 52, 56 or 60 when at least half of the /64 are the first of a prefix of that length
   * and of no shorter one that explains as many; empty when there are fewer than 8 or no length
   * stands out, as where every customer has one /64.
   *
   * @param links distinct /64 of one provider
   */
  public static OptionalInt of(Collection<Prefix> links) {
    if (links.size() < FEWEST) {
      return OptionalInt.empty();
    }
    for (int length : LENGTHS) {
      long below = (1L << (64 - length)) - 1;
      long first = links.stream().filter(link -> (link.high() & below) == 0).count();
      if (2 * first >= links.size()) {
        return OptionalInt.of(length);
      }
    }
    return OptionalInt.empty();
  }
}
