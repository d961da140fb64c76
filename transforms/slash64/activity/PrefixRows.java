package slash64.activity;

import java.util.Iterator;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import slash64.rows.LookAhead;

/** Sorted tallies of addresses to the rows of all prefixes but those a cut goes through. */
final class PrefixRows implements MapPartitionsFunction<Row, Row> {
  private final Cuts cuts;

  PrefixRows(Cuts cuts) {
    this.cuts = cuts;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> addresses) {
    TallyView view = new TallyView();
    return selected(
        new WalkedNodes(addresses),
        node -> !WalkedNodes.isSplit(node, cuts),
        node -> row(node, view));
  }

  static Row row(Node node, TallyView view) {
    Object[] row = new Object[PrefixActivity.SCHEMA.length()];
    int at = 0;
    row[at++] = node.day();
    row[at++] = node.prefix().toString();
    row[at++] = node.prefix().key();
    row[at++] = node.prefix().high();
    row[at++] = node.prefix().low();
    row[at++] = node.bits();
    row[at++] = node.prefix().isIpv4() ? node.prefix().writtenLength() : node.bits();
    row[at++] = node.prefix().isIpv4() ? 4 : 6;
    row[at++] = node.isRest();
    row[at++] = node.extent().children;
    row[at++] = node.extent().badChildren;
    row[at++] = node.extent().subnets;
    row[at++] = node.extent().concurrent == 0 ? null : (Long) (long) node.extent().concurrent;
    view.write(node.tally(), node.bits() == 128 && !node.isRest(), row, at);
    row[ADDRESSES] = node.extent().addresses;
    return RowFactory.create(row);
  }

  /** A prefix knows its addresses exactly: the walk has met each of them. */
  private static final int ADDRESSES =
      PrefixActivity.SCHEMA.fieldIndex(Distinction.ADDRESSES.column());

  static Iterator<Row> selected(
      Iterator<Node> nodes, Predicate<Node> wanted, Function<Node, Row> row) {
    return new LookAhead<>() {
      @Override
      protected Row find() {
        while (nodes.hasNext()) {
          Node node = nodes.next();
          if (wanted.test(node)) {
            return row.apply(node);
          }
        }
        return null;
      }
    };
  }
}
