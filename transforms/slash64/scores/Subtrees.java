package slash64.scores;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import slash64.net.Prefix;
import slash64.rows.LookAhead;

/**
 * Cuts a partition of {@link NodeRows} into what is scored in one go: whole subtrees, and of a
 * giant one those /48 that are in this partition. What comes of a giant's top is told where its
 * first bucket is.
 */
final class Subtrees extends LookAhead<Portion> {
  private final Iterator<Row> rows;
  private final int day;
  private final NodeReader reader;
  private Row ahead;
  private GiantTop top;
  private Row ofTop;

  Subtrees(Iterator<Row> rows, int day) {
    this.rows = rows;
    this.day = day;
    this.ahead = rows.hasNext() ? rows.next() : null;
    this.reader = ahead == null ? null : new NodeReader(ahead.schema());
  }

  /** Reads the next one: not before, since two giants would fill the memory. */
  @Override
  protected Portion find() {
    Portion next = null;
    while (next == null && ahead != null) {
      int bucket = reader.bucket(ahead);
      if (bucket == Giants.WHOLE) {
        next = SubtreePortion.whole(nodes(NodeReader.Group.SUBTREE), day);
      } else if (reader.isTop(ahead)) {
        ofTop = ahead;
        top = top(nodes(NodeReader.Group.TOP));
        next = bucket == 0 ? top : null;
      } else {
        if (ofTop == null || !reader.isSame(NodeReader.Group.SUBTREE, ofTop, ahead)) {
          ofTop = ahead; // nothing wide has a row
          top = top(List.of());
        }
        next = SubtreePortion.below(top, nodes(NodeReader.Group.PART), day);
      }
    }
    return next;
  }

  private GiantTop top(List<Node> nodes) {
    List<Node> wide = new ArrayList<>();
    List<Node> sample = new ArrayList<>();
    for (Node node : nodes) {
      (node.prefix.length() <= GiantTop.CUT ? wide : sample).add(node);
    }
    return new GiantTop(wide, sample, day);
  }

  /** Reads the nodes of the group that begins with the row ahead. */
  private List<Node> nodes(NodeReader.Group group) {
    Row first = ahead;
    List<Node> nodes = new ArrayList<>();
    while (ahead != null && reader.isSame(group, first, ahead)) {
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
