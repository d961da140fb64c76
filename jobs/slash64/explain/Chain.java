package slash64.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import slash64.net.Prefix;
import slash64.reputation.Level;

/** The prefixes around a prefix. */
final class Chain {
  private Chain() {}

  /** Returns those that are counted, the longest first; none if it is wider than all of them. */
  static List<Prefix> counted(Prefix asked) {
    List<Prefix> chain = new ArrayList<>();
    for (Level level : Level.values()) {
      if (level.isIpv4() == asked.isIpv4() && level.length() <= asked.length()) {
        chain.add(asked.ancestor(level.length()));
      }
    }
    chain.sort(Comparator.comparingInt(Prefix::length).reversed());
    return chain;
  }

  /** Returns the keys of every prefix that holds all of it, itself included. */
  static List<String> keys(Prefix asked) {
    List<String> keys = new ArrayList<>();
    for (int length = 0; length <= asked.length(); length++) {
      keys.add(asked.ancestor(length).key());
    }
    return keys;
  }

  /** Returns the greatest key of any prefix inside. */
  static String lastKey(Prefix asked) {
    return asked.last().prefix(128).key();
  }
}
