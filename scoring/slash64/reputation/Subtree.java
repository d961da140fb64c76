package slash64.reputation;

import java.util.Arrays;
import java.util.List;

/** Nodes in tree order with the position of each one's parent: the nearest listed prefix around. */
final class Subtree {
  static final int NONE = -1;

  private final List<NodeEvidence> nodes;
  private final Level[] levels;
  private final int[] parents;
  private final int[] listedChildren;

  private Subtree(List<NodeEvidence> nodes) {
    this.nodes = nodes;
    levels = new Level[nodes.size()];
    parents = new int[nodes.size()];
    listedChildren = new int[nodes.size()];
    Arrays.fill(parents, NONE);
    for (int i = 0; i < nodes.size(); i++) {
      NodeEvidence node = nodes.get(i);
      levels[i] = Level.of(node.prefix());
      if (i > 0) {
        requireNext(nodes.get(i - 1), node);
        int parent = i - 1;
        while (parent != NONE && !nodes.get(parent).prefix().contains(node.prefix())) {
          parent = parents[parent];
        }
        parents[i] = parent;
        if (parent != NONE) {
          listedChildren[parent]++;
        }
      }
    }
  }

  static Subtree of(List<NodeEvidence> nodes) {
    return new Subtree(nodes);
  }

  private static void requireNext(NodeEvidence before, NodeEvidence node) {
    if (before.prefix().compareTo(node.prefix()) >= 0) {
      throw new IllegalArgumentException(
          "Cannot score subtree: %s comes after %s; sort the nodes and give each prefix once"
              .formatted(node.prefix(), before.prefix()));
    }
    if (before.today().day() != node.today().day()) {
      throw new IllegalArgumentException(
          "Cannot score subtree: %s is of day %d, %s of day %d; score one day at a time"
              .formatted(before.prefix(), before.today().day(), node.prefix(), node.today().day()));
    }
  }

  int size() {
    return levels.length;
  }

  NodeEvidence node(int position) {
    return nodes.get(position);
  }

  Level level(int position) {
    return levels[position];
  }

  /** Returns the position of the parent, or {@link #NONE}. */
  int parent(int position) {
    return parents[position];
  }

  int listedChildren(int position) {
    return listedChildren[position];
  }

  /** Returns how many senders stand behind the evidence that no listed child accounts for. */
  long unlistedChildren(int position) {
    return Math.max(1, nodes.get(position).children() - listedChildren[position]);
  }
}
