package slash64.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/**
 * One file of the feed, made for one kind of reader. A format is a pure function of the night: the
 * same night gives the same bytes, without a clock and without the name of a machine.
 */
public interface FeedFormat {

  /** Returns the word that selects this format on the command line: {@code postfix}. */
  String name();

  /** Returns the name of the file in the feed: {@code postfix.cidr}. */
  String file();

  /** Returns the version of the layout; it rises when a reader of the old one would stumble. */
  default int version() {
    return 1;
  }

  /**
   * Returns how large a {@link #load} the program behind this file bears; no end for those that
   * read a line at a time.
   */
  default long limit() {
    return Long.MAX_VALUE;
  }

  /**
   * Returns how much a policy is for the program behind this file: as many entries as the file will
   * hold, where the format does not say otherwise.
   *
   * @param policy in tree order
   */
  default long load(List<PolicyEntry> policy) {
    return policy.stream().filter(entry -> tiers().contains(entry.tier())).count();
  }

  /** Returns the tiers that appear in the file; a reader never sees the others. */
  default Set<Tier> tiers() {
    return EnumSet.allOf(Tier.class);
  }

  /**
   * Writes the whole file.
   *
   * @param to left open; the caller closes it
   * @return the entries written: rules, records, ranges or lines, as the format counts them
   * @throws FeedRefusedException if the night does not fit this format
   */
  long write(FeedNight night, OutputStream to) throws IOException;
}
