package slash64.activity;

import java.util.Iterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/** Leaves those tallies of addresses, in any order, whose /32 a cut goes through. */
record SplitAddresses(Cuts cuts) implements MapPartitionsFunction<Row, Row> {

  @Override
  public Iterator<Row> call(Iterator<Row> addresses) {
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(addresses, 0), false)
        .filter(this::isSplit)
        .iterator();
  }

  private boolean isSplit(Row address) {
    return address.getInt(2) == 6 && cuts.splits(address.getLong(3));
  }
}
