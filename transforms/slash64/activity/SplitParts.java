package slash64.activity;

import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Sorted tallies of the addresses of split /32 prefixes to one tally per such prefix and part. */
final class SplitParts implements MapPartitionsFunction<Row, Row> {
  static final StructType SCHEMA =
      new StructType()
          .add("day", DataTypes.IntegerType, false)
          .add("high", DataTypes.LongType, false)
          .add("addresses", DataTypes.LongType, false)
          .add("subnets", DataTypes.LongType, false)
          .add("children", DataTypes.LongType, false)
          .add("bad_children", DataTypes.LongType, false)
          .add("concurrent", DataTypes.IntegerType, false)
          .add("tally", DataTypes.BinaryType, false);

  @Override
  public Iterator<Row> call(Iterator<Row> addresses) {
    TallyCodec codec = new TallyCodec();
    return PrefixRows.selected(
        new WalkedNodes(addresses), node -> node.bits() == 32, node -> row(node, codec));
  }

  private static Row row(Node node, TallyCodec codec) {
    return RowFactory.create(
        node.day(),
        node.prefix().high(),
        node.extent().addresses,
        node.extent().subnets,
        node.extent().children,
        node.extent().badChildren,
        node.extent().concurrent,
        codec.encode(node.tally()));
  }
}
