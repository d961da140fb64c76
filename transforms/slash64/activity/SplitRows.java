package slash64.activity;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import slash64.net.Prefix;

/** The parts of split /32 prefixes to their rows. There are at most as many as cuts, per day. */
final class SplitRows implements MapPartitionsFunction<Row, Row> {

  @Override
  public Iterator<Row> call(Iterator<Row> parts) {
    TallyCodec codec = new TallyCodec();
    Map<Key, Node> whole = new LinkedHashMap<>();
    while (parts.hasNext()) {
      Row part = parts.next();
      Key key = new Key(part.getInt(0), part.getLong(1));
      Node node = whole.computeIfAbsent(key, SplitRows::empty);
      node.extent().addresses += part.getLong(2);
      node.extent().subnets += part.getLong(3);
      node.extent().children += part.getLong(4);
      node.extent().badChildren += part.getLong(5);
      node.extent().concurrent = Math.max(node.extent().concurrent, part.getInt(6));
      node.tally().addAll(codec.decode(part.getAs(7)));
    }
    TallyView view = new TallyView();
    return whole.values().stream().map(node -> PrefixRows.row(node, view)).iterator();
  }

  private static Node empty(Key key) {
    Prefix prefix = Prefix.of(key.high, 0, 32);
    return new Node(key.day, prefix, 32, false, new Tally(), new Node.Extent());
  }

  private record Key(int day, long high) {}
}
