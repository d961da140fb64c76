package slash64.scores;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import slash64.net.Prefix;

/** Cuts a partition of {@link NodeRows} into subtrees: lists of nodes in the order of the tree. */
final class Subtrees implements Iterator<List<Node>> {
  private final Iterator<Row> rows;
  private final int day;
  private Row ahead;

  Subtrees(Iterator<Row> rows, int day) {
    this.rows = rows;
    this.day = day;
    this.ahead = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public List<Node> next() {
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    long root = ahead.<Long>getAs("root");
    List<Node> nodes = new ArrayList<>();
    while (ahead != null && ahead.<Long>getAs("root") == root) {
      Prefix prefix = NodeRows.prefix(ahead);
      Node last = nodes.isEmpty() ? null : nodes.get(nodes.size() - 1);
      if (last == null || !last.prefix.equals(prefix)) {
        last = new Node(prefix, day);
        nodes.add(last);
      }
      NodeRows.fill(last, ahead);
      ahead = rows.hasNext() ? rows.next() : null;
    }
    return nodes;
  }
}
