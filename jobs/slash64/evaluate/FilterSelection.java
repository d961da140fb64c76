package slash64.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slash64.net.Prefix;
import slash64.synth.ClientDay;

/**
 * Filter selection without exceptions (Soldo, Argyraki, Markopoulou: <i>Optimal Source-Based
 * Filtering of Malicious Traffic</i>, IEEE/ACM ToN 20, 2012): the disjoint prefixes, at most so
 * many, that block most spam less what the good mail in them costs. How bad a client is, is the
 * highest cost of good mail at which it would still be blocked.
 *
 * <p>The number of prefixes is held by a price for each (Lagrange), found by halving; the prefixes
 * are those of our levels.
 */
final class FilterSelection implements Ranking {
  private static final int MOST_FILTERS = 1_000;
  private static final int[] LENGTHS = {32, 48, 56, 64, 128};
  private static final int HALVINGS = 12;
  private static final double[] COSTS = {
    0.1, 0.2, 0.5, 1, 1.5, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 75, 100, 150, 200, 500, 1000
  };

  private final Masses[] levels = new Masses[LENGTHS.length];
  private Map<Prefix, Double> blocked = Map.of();

  FilterSelection() {
    for (int level = 0; level < LENGTHS.length; level++) {
      levels[level] = new Masses(LENGTHS[level], LENGTHS[level] >= 64 ? 32 : 24);
    }
  }

  @Override
  public String name() {
    return "Soldo";
  }

  @Override
  public double badness(ClientDay client) {
    double worst = 0;
    for (Masses level : levels) {
      worst = Math.max(worst, blocked.getOrDefault(level.prefix(client), 0.0));
    }
    return worst;
  }

  @Override
  public void learn(int day, List<ClientDay> mail) {
    for (Masses level : levels) {
      level.begin(day);
      mail.forEach(level::add);
    }
    List<Node> roots = tree();
    Map<Prefix, Double> chosen = new HashMap<>();
    for (double cost : COSTS) {
      for (Prefix prefix : filters(roots, cost)) {
        chosen.put(prefix, cost);
      }
    }
    blocked = chosen;
  }

  private static final class Node {
    final Prefix prefix;
    final double spam;
    final double ham;
    final List<Node> children = new ArrayList<>();

    Node(Prefix prefix, Masses.Mass mass) {
      this.prefix = prefix;
      spam = mass.spam;
      ham = mass.ham;
    }
  }

  private List<Node> tree() {
    Map<Prefix, Node> nodes = new HashMap<>();
    List<Node> roots = new ArrayList<>();
    for (Masses level : levels) {
      level.forEach(
          (prefix, mass) -> {
            if (nodes.containsKey(prefix)) {
              return; // an IPv4 prefix stands for several lengths
            }
            Node node = new Node(prefix, mass);
            Node parent = null;
            for (int length = prefix.length() - 1; length >= 32 && parent == null; length--) {
              parent = nodes.get(prefix.ancestor(length));
            }
            (parent == null ? roots : parent.children).add(node);
            nodes.put(prefix, node);
          });
    }
    return roots;
  }

  private static List<Prefix> filters(List<Node> roots, double cost) {
    double low = 0;
    double high = 1;
    List<Prefix> within = chosen(roots, cost, 0);
    if (within.size() <= MOST_FILTERS) {
      return within;
    }
    for (within = chosen(roots, cost, high);
        within.size() > MOST_FILTERS;
        within = chosen(roots, cost, high)) {
      low = high;
      high *= 4;
    }
    for (int step = 0; step < HALVINGS; step++) {
      double price = (low + high) / 2;
      List<Prefix> filters = chosen(roots, cost, price);
      if (filters.size() > MOST_FILTERS) {
        low = price;
      } else {
        high = price;
        within = filters;
      }
    }
    return within;
  }

  private static List<Prefix> chosen(List<Node> roots, double cost, double price) {
    List<Prefix> filters = new ArrayList<>();
    for (Node root : roots) {
      solve(root, cost, price, filters);
    }
    return filters;
  }

  /** Adds the best filters of a subtree and returns what they are worth. */
  private static double solve(Node node, double cost, double price, List<Prefix> filters) {
    int before = filters.size();
    double apart = 0;
    for (Node child : node.children) {
      apart += solve(child, cost, price, filters);
    }
    double whole = node.spam - cost * node.ham - price;
    if (whole <= 0 || whole < apart) {
      return apart;
    }
    filters.subList(before, filters.size()).clear();
    filters.add(node.prefix);
    return whole;
  }
}
