package slash64.policy;

import java.util.Arrays;
import java.util.List;
import slash64.net.Prefix;

/**
 * A binary trie over prefixes with the chains of one child left out (Morrison 1968), in arrays and
 * in tree order: a node comes before all nodes below it, so a loop upwards over the positions sees
 * parents first and a loop downwards sees children first. Node 0 is always {@code ::/0}; {@code
 * 0.0.0.0/0} is always a node. At most 2n + 3 nodes for n prefixes, built in O(n).
 */
final class PrefixTrie {
  static final int NONE = -1;

  private long[] high;
  private long[] low;
  private byte[] length;
  // Position in the list the trie was built from, or NONE for nodes where two branches part.
  private int[] source;
  private int[] left;
  private int[] right;
  private int size;

  /**
   * Builds a trie over prefixes in tree order.
   *
   * @throws IllegalArgumentException if a prefix comes twice or out of order
   */
  static PrefixTrie ofSorted(List<Prefix> prefixes) {
    return new PrefixTrie(prefixes);
  }

  private PrefixTrie(List<Prefix> prefixes) {
    int capacity = 2 * prefixes.size() + 3;
    high = new long[capacity];
    low = new long[capacity];
    length = new byte[capacity];
    source = new int[capacity];
    left = new int[capacity];
    right = new int[capacity];
    int[] path = new int[130]; // from the root to the node added last: lengths grow along it
    int depth = 0;
    path[0] = add(0, 0, 0, NONE);
    boolean isIpv4Due = true;
    Prefix before = null;
    for (int position = 0; position < prefixes.size(); position++) {
      Prefix prefix = prefixes.get(position);
      requireOrder(before, prefix);
      before = prefix;
      if (isIpv4Due && prefix.compareTo(Prefix.IPV4) >= 0) {
        isIpv4Due = false;
        if (!prefix.equals(Prefix.IPV4)) {
          depth = insert(path, depth, Prefix.IPV4, NONE);
        }
      }
      if (prefix.length() == 0) {
        source[0] = position;
      } else {
        depth = insert(path, depth, prefix, position);
      }
    }
    if (isIpv4Due) {
      insert(path, depth, Prefix.IPV4, NONE);
    }
    renumberInTreeOrder();
  }

  private static void requireOrder(Prefix before, Prefix prefix) {
    if (before != null && before.compareTo(prefix) >= 0) {
      throw new IllegalArgumentException(
          "Cannot build trie: %s comes after %s; sort the prefixes and give each once"
              .formatted(prefix, before));
    }
  }

  private int add(long nodeHigh, long nodeLow, int nodeLength, int position) {
    high[size] = nodeHigh;
    low[size] = nodeLow;
    length[size] = (byte) nodeLength; // 128 wraps and is read back unsigned
    source[size] = position;
    left[size] = NONE;
    right[size] = NONE;
    return size++;
  }

  /** Hangs a prefix under the path and returns the path's new depth. */
  private int insert(int[] path, int depth, Prefix prefix, int position) {
    int common = commonLength(path[depth], prefix);
    int detached = NONE;
    while (length(path[depth]) > common) {
      detached = path[depth--];
    }
    int top = path[depth];
    int node = add(prefix.high(), prefix.low(), prefix.length(), position);
    if (detached != NONE && length(top) < common) {
      Prefix fork = prefix.ancestor(common);
      int branch = add(fork.high(), fork.low(), common, NONE);
      setChild(branch, detached);
      setChild(branch, node);
      setChild(top, branch);
      path[++depth] = branch;
    } else {
      setChild(top, node);
    }
    path[++depth] = node;
    return depth;
  }

  private int commonLength(int node, Prefix prefix) {
    long differs = high[node] ^ prefix.high();
    int common =
        differs != 0
            ? Long.numberOfLeadingZeros(differs)
            : 64 + Long.numberOfLeadingZeros(low[node] ^ prefix.low());
    return Math.min(common, Math.min(length(node), prefix.length()));
  }

  private void setChild(int parent, int child) {
    if (bit(child, length(parent)) == 0) {
      left[parent] = child;
    } else {
      right[parent] = child;
    }
  }

  private void renumberInTreeOrder() {
    int[] order = new int[size];
    int[] newOf = new int[size];
    int[] stack = new int[131];
    int depth = 0;
    int next = 0;
    stack[depth++] = 0;
    while (depth > 0) {
      int node = stack[--depth];
      newOf[node] = next;
      order[next++] = node;
      if (right[node] != NONE) {
        stack[depth++] = right[node];
      }
      if (left[node] != NONE) {
        stack[depth++] = left[node];
      }
    }
    high = Arrays.stream(order).mapToLong(node -> high[node]).toArray();
    low = Arrays.stream(order).mapToLong(node -> low[node]).toArray();
    byte[] lengths = new byte[size];
    for (int i = 0; i < size; i++) {
      lengths[i] = length[order[i]];
    }
    length = lengths;
    source = Arrays.stream(order).map(node -> source[node]).toArray();
    left = Arrays.stream(order).map(node -> renumbered(left[node], newOf)).toArray();
    right = Arrays.stream(order).map(node -> renumbered(right[node], newOf)).toArray();
  }

  private static int renumbered(int node, int[] newOf) {
    return node == NONE ? NONE : newOf[node];
  }

  int size() {
    return size;
  }

  int length(int node) {
    return length[node] & 0xff;
  }

  Prefix prefix(int node) {
    return new Prefix(high[node], low[node], length(node));
  }

  /** Returns where the node's prefix stood in the list, or {@link #NONE}. */
  int source(int node) {
    return source[node];
  }

  /** Returns the nearest node in the half where the next bit is {@code bit}, or {@link #NONE}. */
  int child(int node, int bit) {
    return bit == 0 ? left[node] : right[node];
  }

  /** Returns whether the whole IPv4 space is a part of the node's prefix, and not all of it. */
  boolean holdsIpv4(int node) {
    return length(node) < 96 && prefix(node).contains(Prefix.IPV4);
  }

  int bit(int node, int index) {
    return (int) (index < 64 ? high[node] >>> (63 - index) : low[node] >>> (127 - index)) & 1;
  }
}
