package slash64.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import slash64.net.Prefix;

/**
 * The prefix tree as an icicle: depth is the prefix length, width within the parent the logarithm
 * of the transactions, colour the score. Shares of the width are written beside each block ({@code
 * data-a} to {@code data-b}), so that the page's script can zoom by them alone.
 */
final class Icicle {
  static final int WIDTH = 1000;
  static final int ROW = 26;

  /** Children drawn one by one; the rest of a parent is one block. */
  private static final int CHILDREN = 48;

  private static final double THIN = 1.5; // narrower blocks wait for somebody to zoom in

  private final Markup blocks = Markup.of("g", "blocks");
  private final Markup labels = Markup.of("g", "labels");
  private int deepest;

  /**
   * Draws the tree.
   *
   * @param rows a tree without gaps: with each prefix the wider ones around it
   * @param most blocks at most
   */
  static Markup of(List<PrefixRow> rows, int most) {
    return new Icicle().draw(rows, most);
  }

  private static final class Node {
    private final String name;
    private final PrefixRow row;
    private final long transactions;
    private final List<Node> children = new ArrayList<>();
    private double from; // shares of the width
    private double to;
    private int depth;

    Node(String name, PrefixRow row, long transactions) {
      this.name = name;
      this.row = row;
      this.transactions = transactions;
    }
  }

  private Markup draw(List<PrefixRow> rows, int most) {
    place(tree(rows), most);
    return Markup.of("svg", "icicle")
        .set("viewBox", "0 0 %d %d".formatted(WIDTH, (deepest + 1) * ROW))
        .set("data-row", ROW)
        .add(blocks, labels);
  }

  /** In the order of the tree a prefix comes before those within. */
  private static Node tree(List<PrefixRow> rows) {
    Node ipv6 = new Node("IPv6", null, sum(rows, false));
    Node ipv4 = new Node("IPv4", null, sum(rows, true));
    Node root = new Node("all mail", null, ipv6.transactions + ipv4.transactions);
    TreeMap<String, Node> nodes = new TreeMap<>();
    for (PrefixRow row : rows) {
      if (row.transactions() > 0) {
        Node node = new Node(row.prefix().toString(), row, row.transactions());
        parent(row, nodes, row.prefix().isIpv4() ? ipv4 : ipv6).children.add(node);
        nodes.put(row.prefix().key(), node);
      }
    }
    for (Node family : List.of(ipv6, ipv4)) {
      if (family.transactions > 0) {
        root.children.add(family);
      }
    }
    return root;
  }

  private static long sum(List<PrefixRow> rows, boolean isIpv4) {
    return rows.stream()
        .filter(row -> row.prefix().isIpv4() == isIpv4 && row.depth() == 0)
        .mapToLong(PrefixRow::transactions)
        .sum();
  }

  private static Node parent(PrefixRow row, Map<String, Node> nodes, Node family) {
    Prefix prefix = row.prefix();
    for (int length : prefix.isIpv4() ? new int[] {120} : new int[] {64, 56, 48, 32}) {
      if (length < prefix.length()) {
        Node node = nodes.get(prefix.ancestor(length).key());
        if (node != null) {
          return node;
        }
      }
    }
    return family;
  }

  /** The widest block is divided first, so that none of the shallow ones is missing. */
  private void place(Node root, int most) {
    PriorityQueue<Node> widest =
        new PriorityQueue<>(Comparator.comparingDouble((Node node) -> node.from - node.to));
    List<Node> placed = new ArrayList<>(List.of(root));
    root.to = 1;
    widest.add(root);
    while (!widest.isEmpty()) {
      List<Node> within = divide(widest.remove());
      if (placed.size() + within.size() <= most) {
        placed.addAll(within);
        widest.addAll(within);
      }
    }
    placed.sort(
        Comparator.comparingDouble((Node node) -> node.from).thenComparingInt(node -> node.depth));
    placed.forEach(this::rectangle);
  }

  /** Gives the children their places, and what they do not account for one of its own. */
  private static List<Node> divide(Node node) {
    List<Node> shown = new ArrayList<>(node.children);
    shown.sort(Comparator.comparingLong((Node child) -> -child.transactions));
    if (shown.isEmpty()) {
      return shown;
    }
    shown = new ArrayList<>(shown.subList(0, Math.min(CHILDREN, shown.size())));
    long rest = node.transactions - shown.stream().mapToLong(child -> child.transactions).sum();
    if (rest > 0 && node.depth > 0) {
      shown.add(new Node("others in " + node.name, null, rest));
    }
    double all = shown.stream().mapToDouble(Icicle::weight).sum();
    double at = node.from;
    for (Node child : shown) {
      child.from = at;
      child.to = at + (node.to - node.from) * weight(child) / all;
      child.depth = node.depth + 1;
      at = child.to;
    }
    return shown;
  }

  private static double weight(Node node) {
    return Math.log1p((double) node.transactions);
  }

  private void rectangle(Node node) {
    double from = node.from;
    int depth = node.depth;
    deepest = Math.max(deepest, depth);
    double width = (node.to - from) * WIDTH;
    Double score = node.row == null ? null : node.row.score();
    Markup rect =
        Markup.of("rect", Texts.scoreClass(score))
            .set("data-a", share(from))
            .set("data-b", share(node.to))
            .set("data-d", depth)
            .set("x", Texts.measure(from * WIDTH))
            .set("y", depth * ROW)
            .set("width", Texts.measure(Math.max(0, width - 0.5)))
            .set("height", ROW - 1);
    if (width < THIN) {
      rect.set("display", "none");
    }
    blocks.add(rect.add(Markup.of("title").text(told(node))));
    if (width > 9.0 * Math.min(node.name.length(), 8)) {
      labels.add(
          Markup.of("text")
              .set("x", Texts.measure(from * WIDTH + 4))
              .set("y", depth * ROW + 17)
              .text(Texts.shortened(node.name, (int) Math.max(1, width / 7.5))));
    }
  }

  private static String told(Node node) {
    StringBuilder told = new StringBuilder(node.name).append(": ");
    told.append(Texts.count(node.transactions)).append(" transactions");
    if (node.row != null && node.row.score() != null) {
      told.append(", score ").append(Texts.score(node.row.score()));
    }
    if (node.row != null && node.row.tier() != null) {
      told.append(", ").append(node.row.tier());
    }
    return told.toString();
  }

  private static String share(double number) {
    return String.format(java.util.Locale.ROOT, "%.6f", number).replaceFirst("\\.?0+$", "");
  }
}
