package slash64.synth;

import slash64.net.Prefix;

/**
 * Something that truly happened on a day and that a night's alerts should find.
 *
 * @param day counted from the world's first day, 0
 * @param kind volume_spike, content_shift, content_spike, customer_takeover, server_takeover,
 *     rotation, snowshoe, campaign, delegation_moved, dual_stack_fallback, newcomer,
 *     authentication_lost, unallocated_prefix, or the label of an {@link Attack}
 * @param prefix where it happened
 * @param sender the sender's id, or {@link #NO_SENDER}
 * @param factor by which the sender's volume changes on that day; 1 if it does not
 */
record Event(int day, String kind, Prefix prefix, int sender, double factor)
    implements Comparable<Event> {

  static final String VOLUME_SPIKE = "volume_spike";

  /** Stands for all senders of a campaign together. */
  static final int NO_SENDER = -1;

  @Override
  public int compareTo(Event other) {
    int byDay = Integer.compare(day, other.day);
    int byPrefix = byDay != 0 ? byDay : prefix.compareTo(other.prefix);
    return byPrefix != 0 ? byPrefix : kind.compareTo(other.kind);
  }
}
