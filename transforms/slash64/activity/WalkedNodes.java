package slash64.activity;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import org.apache.spark.sql.Row;
import slash64.rows.LookAhead;

/** Walks the sorted rows of {@link AddressTallies#SCHEMA} and gives each prefix when it is done. */
final class WalkedNodes extends LookAhead<Node> {
  private final Iterator<Row> rows;
  private final TallyCodec codec = new TallyCodec();
  private final Queue<Node> done = new ArrayDeque<>();
  private final TreeWalk walk = new TreeWalk(done::add);

  WalkedNodes(Iterator<Row> rows) {
    this.rows = rows;
  }

  /** Returns whether this is a /32 of which other parts may lie elsewhere. */
  static boolean isSplit(Node node, Cuts cuts) {
    return node.bits() == 32 && cuts.splits(node.prefix().high());
  }

  @Override
  protected Node find() {
    while (done.isEmpty() && rows.hasNext()) {
      Row row = rows.next();
      walk.moveTo(row.getInt(1), row.getInt(2) == 4, row.getLong(3), row.getLong(4));
      byte[] bytes = row.getAs(5);
      if (Concurrency.isOne(bytes)) {
        walk.add(Concurrency.ofBytes(bytes));
      } else {
        walk.add(codec.decode(bytes));
      }
      if (!rows.hasNext()) {
        walk.end();
      }
    }
    return done.poll();
  }
}
