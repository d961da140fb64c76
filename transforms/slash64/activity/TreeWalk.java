package slash64.activity;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import slash64.net.Prefix;

/**
 * Rolls the tallies of addresses up the tree of prefixes. Addresses come in order of day, family
 * and bits, parts of one address side by side; a prefix is done when the first address beyond it
 * comes. Memory is one tally per level, and the busiest addresses of one /64.
 *
 * <p>Most prefixes have one active part on a day. Such a prefix has the very tally of its part, not
 * a copy of it; a sum of its own is made when a second part comes.
 */
final class TreeWalk {
  /** Addresses of one /64 that get a row of their own; all others share one. */
  static final int NAMED = 1_000;

  private static final int[] IPV6_LEVELS = {128, 64, 56, 48, 32};
  private static final int[] IPV4_LEVELS = {128, 120};

  /** The least busy first; among equals the last address, so that the choice is the same always. */
  private static final Comparator<Node> LEAST_BUSY =
      Comparator.comparingLong((Node node) -> node.tally().weight())
          .thenComparing(Node::prefix, Comparator.reverseOrder());

  private final Consumer<Node> done;
  private final Tally[] tallies = new Tally[IPV6_LEVELS.length];
  private final Node.Extent[] extents = new Node.Extent[IPV6_LEVELS.length];

  /** Whether the tally of a level belongs to the only part so far, and so must not be changed. */
  private final boolean[] isBorrowed = new boolean[IPV6_LEVELS.length];

  /** What was told of the open prefix of each level itself, not of its parts. */
  private final int[] concurrent = new int[IPV6_LEVELS.length];

  private final PriorityQueue<Node> busiest = new PriorityQueue<>(LEAST_BUSY);
  private Node rest;
  private int[] levels;
  private int day;
  private long high;
  private long low;

  TreeWalk(Consumer<Node> done) {
    this.done = done;
  }

  /** Goes on to the next address, or stays at the same. */
  void moveTo(int nextDay, boolean isIpv4, long nextHigh, long nextLow) {
    int[] nextLevels = isIpv4 ? IPV4_LEVELS : IPV6_LEVELS;
    if (levels != null) {
      closeUpTo(nextDay != day || nextLevels != levels ? levels.length : same(nextHigh, nextLow));
    }
    levels = nextLevels;
    day = nextDay;
    high = nextHigh;
    low = nextLow;
  }

  /** Takes a tally of this address, and keeps it: nobody else may change it afterwards. */
  void add(Tally tally) {
    add(0, tally, false);
  }

  /** Takes what a server told of this address, or of a network that begins with it. */
  void add(Concurrency told) {
    for (int level = 0; level < levels.length; level++) {
      if (levels[level] <= told.bits()) {
        concurrent[level] = Math.max(concurrent[level], told.sessions());
      }
    }
  }

  /** Ends the walk: all that is open is done. */
  void end() {
    if (levels != null) {
      closeUpTo(levels.length);
      levels = null;
    }
  }

  /** Returns the number of levels, from the finest, at which this address lies elsewhere. */
  private int same(long nextHigh, long nextLow) {
    int level = 0;
    while (level < levels.length
        && (((nextHigh ^ high) & Prefix.highMask(levels[level])) != 0
            || ((nextLow ^ low) & Prefix.lowMask(levels[level])) != 0)) {
      level++;
    }
    return level;
  }

  private void add(int level, Tally tally, boolean isOthers) {
    if (tallies[level] == null) {
      tallies[level] = tally;
      extents[level] = new Node.Extent();
      isBorrowed[level] = isOthers;
      return;
    }
    if (isBorrowed[level]) {
      Tally first = tallies[level];
      tallies[level] = new Tally();
      tallies[level].addAll(first);
      isBorrowed[level] = false;
    }
    tallies[level].addAll(tally);
  }

  private void closeUpTo(int count) {
    for (int level = 0; level < count; level++) {
      close(level);
    }
  }

  private void close(int level) {
    int most = concurrent[level];
    concurrent[level] = 0;
    if (tallies[level] == null) {
      return; // nothing but statistics speak of it: it was not active
    }
    extents[level].concurrent = Math.max(extents[level].concurrent, most);
    int bits = levels[level];
    Node node =
        new Node(day, Prefix.of(high, low, bits), bits, false, tallies[level], extents[level]);
    tallies[level] = null;
    extents[level] = null;
    if (level == 0) {
      finish(node);
    } else if (bits == 64) {
      node.extent().subnets = 1;
    }
    if (level + 1 < levels.length) {
      add(level + 1, node.tally(), true);
      extents[level + 1].addChild(node.extent(), node.tally());
    }
    if (level == 0 && levels == IPV6_LEVELS) {
      offer(node);
      return;
    }
    if (bits == 64) {
      name();
    }
    done.accept(node);
  }

  /** Adds what is known of an address only once it is complete. */
  private void finish(Node address) {
    address.extent().addresses = 1;
    if (levels == IPV6_LEVELS) {
      int kind = InterfaceIdentifier.of(low).ordinal();
      address.tally().cells().add(CellCounts.cell(Breakdown.INTERFACE_IDENTIFIERS, kind), 1);
    }
  }

  private void offer(Node address) {
    busiest.add(address);
    if (busiest.size() > NAMED) {
      Node least = busiest.remove();
      if (rest == null) {
        Prefix subnet = least.prefix().ancestor(64);
        rest = new Node(day, subnet, 128, true, new Tally(), new Node.Extent());
      }
      rest.tally().addAll(least.tally());
      rest.extent().addChild(least.extent(), least.tally());
    }
  }

  /** Hands out the addresses of the /64 that is being closed. */
  private void name() {
    busiest.forEach(done);
    busiest.clear();
    if (rest != null) {
      done.accept(rest);
      rest = null;
    }
  }
}
