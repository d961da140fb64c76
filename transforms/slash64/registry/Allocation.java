package slash64.registry;

import java.io.Serializable;
import slash64.net.Prefix;

/**
 * A prefix that a customer holds for a time.
 *
 * @param kind what it is for, in the operator's words: access, hosting, rental
 * @param since first second of the allocation, seconds since 1970 UTC; {@link #ALWAYS} if open
 * @param until first second after it; {@link #FOREVER} if open
 */
public record Allocation(Prefix prefix, String customer, String kind, long since, long until)
    implements Serializable {
  /** The start of an allocation whose start nobody wrote down. */
  public static final long ALWAYS = Long.MIN_VALUE;

  /** The end of an allocation that has none. */
  public static final long FOREVER = Long.MAX_VALUE;

  public Allocation {
    if (customer.isEmpty()) {
      throw new IllegalArgumentException("Cannot allocate %s: no customer".formatted(prefix));
    }
    if (since >= until) {
      throw new IllegalArgumentException(
          "Cannot allocate %s to %s: it ends before it begins".formatted(prefix, customer));
    }
  }

  /** Returns whether it holds at this second, seconds since 1970 UTC. */
  public boolean holdsAt(long second) {
    return since <= second && second < until;
  }

  boolean overlaps(Allocation other) {
    return since < other.until && other.since < until;
  }
}
