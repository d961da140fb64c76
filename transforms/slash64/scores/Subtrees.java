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
  private final NodeReader reader;
  private Row ahead;

  Subtrees(Iterator<Row> rows, int day) {
    this.rows = rows;
    this.day = day;
    this.ahead = rows.hasNext() ? rows.next() : null;
    this.reader = ahead == null ? null : new NodeReader(ahead.schema());
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
    long root = reader.root(ahead);
    List<Node> nodes = new ArrayList<>();
    while (ahead != null && reader.root(ahead) == root) {
      Prefix prefix = reader.prefix(ahead);
      Node last = nodes.isEmpty() ? null : nodes.get(nodes.size() - 1);
      if (last == null || !last.prefix.equals(prefix)) {
        last = new Node(prefix, day);
        nodes.add(last);
      }
      reader.fill(last, ahead);
      ahead = rows.hasNext() ? rows.next() : null;
    }
    return nodes;
  }
}
