package slash64.baseline;

import java.util.Comparator;
import java.util.Locale;

/**
 * What says of mail from different prefixes that one party sent it.
 *
 * @param basis how it is known
 * @param party who: a customer's name, a pseudonym, an identifier, HELO name and domain; from the
 *     network, so hostile text
 */
public record Tie(Basis basis, String party) implements Comparable<Tie> {
  private static final Comparator<Tie> ORDER =
      Comparator.comparing(Tie::basis).thenComparing(Tie::party);

  /** The bases, the surest first. */
  public enum Basis {
    /** Who held the address, by the allocations. */
    CUSTOMER,
    /** Who authenticated. */
    SASL_USER,
    /** An interface identifier made from the number of a network card (RFC 4291, appendix A). */
    EUI_64,
    /** A HELO name with a sender domain whose mail carries a valid DKIM signature. */
    HELO_AND_DKIM;

    /** Returns the name as written in evidence, in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public int compareTo(Tie other) {
    return ORDER.compare(this, other);
  }
}
