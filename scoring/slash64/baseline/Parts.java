package slash64.baseline;

import java.util.HashMap;
import java.util.Map;

/**
 * How a prefix's day was spread over its parts (addresses of a /64 or an IPv4 /24, the /64 of
 * anything wider): gathered part by part.
 */
public final class Parts {
  private final Map<Integer, Integer> digests = new HashMap<>();
  private final Map<Long, Integer> looks = new HashMap<>();
  private int listed;
  private int fresh;
  private int bad;
  private int random;
  private double messages;
  private double messagesTimesLog;
  private Debut debut = Debut.NONE;

  /**
   * Adds a part that sent on the day.
   *
   * @param transactions its messages of the day; none count as one
   * @param isFresh whether it was never heard before
   * @param isBad whether most of what was judged of its mail was unwanted
   * @param isRandom whether its interface identifier looks drawn at random
   */
  public void add(
      long transactions, boolean isFresh, boolean isBad, boolean isRandom, Likeness likeness) {
    listed++;
    bad += isBad ? 1 : 0;
    random += isRandom ? 1 : 0;
    double count = (double) Math.max(1, transactions);
    messages += count;
    messagesTimesLog += count * Math.log(count);
    if (isFresh) {
      fresh++;
      debut = debut.plus(new Debut(1, count, count * count));
    }
    if (likeness.digest() >= 0) {
      digests.merge(likeness.digest(), 1, Integer::sum);
    }
    if (likeness.domain() >= 0) {
      looks.merge((long) likeness.domain() << 32 | likeness.helo() & 0xffff_ffffL, 1, Integer::sum);
    }
  }

  /** Returns the first days of the parts that were never heard before. */
  public Debut debut() {
    return debut;
  }

  /**
   * Returns what is known of all parts.
   *
   * @param active how many parts sent; those beyond the listed ones are taken to be like them
   */
  public Children children(long active) {
    if (listed == 0) {
      return Children.NONE;
    }
    int all = (int) Math.min(Integer.MAX_VALUE, Math.max(active, listed));
    double scale = (double) all / listed;
    int alike =
        Math.max(
            digests.values().stream().mapToInt(Integer::intValue).max().orElse(0),
            looks.values().stream().mapToInt(Integer::intValue).max().orElse(0));
    // e to the entropy of the shares: sum of messages * log(all / messages) over all.
    double effective = Math.exp(Math.log(messages) - messagesTimesLog / messages);
    return new Children(
        all,
        scaled(fresh, scale, all),
        scaled(bad, scale, all),
        scaled(alike, scale, all),
        scaled(random, scale, all),
        Math.min(all, effective * scale));
  }

  private static int scaled(int count, double scale, int most) {
    return (int) Math.min(most, Math.round(count * scale));
  }
}
