package slash64.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;

/**
 * The search tree of an MMDB file. It is built straight from the tree order of the entries: a range
 * of entries is split in two at the next bit, with the entry found on the way handed down, so every
 * leaf has the longest prefix above it. About 18 nodes an entry, 8 bytes each.
 */
final class MmdbTree {
  /** Where MMDB readers look for IPv4. */
  private static final Prefix IPV4_PLACE = new Prefix(0, 0, 96);

  private static final int NOTHING = -1;
  private static final int CHUNK_BITS = 18;

  private final MmdbData data;

  /** Pairs of records: a node from 0, {@link #NOTHING}, or -2 - the offset of a data record. */
  private final List<int[]> chunks = new ArrayList<>();

  private int size;
  private int ipv4 = NOTHING;

  private MmdbTree(MmdbData data) {
    this.data = data;
  }

  /** Builds the tree, and adds the records it needs to {@code data}. */
  static MmdbTree of(FeedNight night, MmdbData data) {
    MmdbTree tree = new MmdbTree(data);
    int root = tree.newNode(); // before all others: reading starts at node 0
    List<PolicyEntry> ipv4 = night.ipv4();
    tree.ipv4 = tree.record(ipv4, 0, ipv4.size(), Prefix.IPV4.length(), NOTHING, List.of());
    List<PolicyEntry> ipv6 = new ArrayList<>();
    for (List<PolicyEntry> part : night.ipv6()) {
      part.stream().filter(MmdbTree::hasPlace).forEach(ipv6::add);
    }
    tree.fill(root, ipv6, 0, ipv6.size(), 0, NOTHING, List.of(IPV4_PLACE, Prefix.IPV4));
    return tree;
  }

  /** Returns whether an entry can be said in this format. */
  static boolean hasPlace(PolicyEntry entry) {
    return !IPV4_PLACE.contains(entry.prefix());
  }

  int size() {
    return size;
  }

  /**
   * Returns the record for one place in the tree, a prefix of {@code depth} bits.
   *
   * @param from index of the first entry that lies in the place, in tree order
   * @param to index after the last one
   * @param above the record that holds where no entry does
   * @param ahead the places of IPv4 that lie in this one
   */
  private int record(
      List<PolicyEntry> entries, int from, int to, int depth, int above, List<Prefix> ahead) {
    int here = above;
    int inside = from;
    if (from < to && entries.get(from).prefix().length() == depth) {
      here = -2 - data.offset(entries.get(from));
      inside++;
    }
    if (inside == to && ahead.isEmpty()) {
      return here;
    }
    int node = newNode();
    fill(node, entries, inside, to, depth, here, ahead);
    return node;
  }

  private void fill(
      int node,
      List<PolicyEntry> entries,
      int from,
      int to,
      int depth,
      int above,
      List<Prefix> ahead) {
    int middle = Halves.middle(depth, entries, from, to);
    set(2L * node, half(entries, from, middle, depth + 1, above, ahead(ahead, depth, 0)));
    set(2L * node + 1, half(entries, middle, to, depth + 1, above, ahead(ahead, depth, 1)));
  }

  private int half(
      List<PolicyEntry> entries, int from, int to, int depth, int above, List<Prefix> ahead) {
    // A wide IPv6 prefix around the places of IPv4 says nothing of IPv4.
    boolean isIpv4 = depth == Prefix.IPV4.length() && !ahead.isEmpty();
    return isIpv4 ? ipv4 : record(entries, from, to, depth, above, ahead);
  }

  private static List<Prefix> ahead(List<Prefix> places, int depth, int bit) {
    return places.isEmpty()
        ? places
        : places.stream().filter(place -> place.bit(depth) == bit).toList();
  }

  private int newNode() {
    if (2L * size >= (long) chunks.size() << CHUNK_BITS) {
      chunks.add(new int[1 << CHUNK_BITS]);
    }
    return size++;
  }

  private void set(long index, int value) {
    chunks.get((int) (index >>> CHUNK_BITS))[(int) index & (1 << CHUNK_BITS) - 1] = value;
  }

  private long value(long index) {
    int value = chunks.get((int) (index >>> CHUNK_BITS))[(int) index & (1 << CHUNK_BITS) - 1];
    return value >= 0 ? value : value == NOTHING ? size : size + 16L - 2 - value;
  }

  /** Writes the nodes with records of 24, 28 or 32 bits. */
  void writeTo(OutputStream to, int recordSize) throws IOException {
    byte[] node = new byte[recordSize / 4];
    for (long i = 0; i < size; i++) {
      long left = value(2 * i);
      long right = value(2 * i + 1);
      int bytes = recordSize / 8; // 28 bits: three whole bytes, and one byte shared by both
      for (int b = 0; b < bytes; b++) {
        int shift = 8 * (bytes - 1 - b);
        node[b] = (byte) (left >>> shift);
        node[node.length - bytes + b] = (byte) (right >>> shift);
      }
      if (recordSize == 28) {
        node[3] = (byte) (left >>> 24 << 4 | right >>> 24);
      }
      to.write(node);
    }
  }
}
