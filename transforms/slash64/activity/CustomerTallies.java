package slash64.activity;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.rows.Batches;

/** Sums the messages of a partition by customer, before anything is shuffled. */
final class CustomerTallies implements MapPartitionsFunction<Row, Row> {
  static final StructType SCHEMA =
      new StructType()
          .add("day", DataTypes.IntegerType, false, "days since 1970")
          .add("customer", DataTypes.StringType, false, "name in the allocations file")
          .add("tally", DataTypes.BinaryType, false, "see TallyCodec");

  private static final int MAX_CUSTOMERS = 5_000;
  private static final int MAX_MESSAGES = 1_000_000;

  @Override
  public Iterator<Row> call(Iterator<Row> messages) {
    TallyCodec codec = new TallyCodec();
    return new Batches<>(
        messages,
        CustomerTallies::sum,
        (key, tally) -> RowFactory.create(key.day, key.customer, codec.encode(tally)));
  }

  private static Map<Key, Tally> sum(Iterator<Row> messages) {
    Map<Key, Tally> tallies = new HashMap<>();
    for (int i = 0; i < MAX_MESSAGES && tallies.size() < MAX_CUSTOMERS && messages.hasNext(); i++) {
      Row message = messages.next();
      Key key = new Key(MessageTally.day(message), MessageTally.customer(message));
      MessageTally.add(message, tallies.computeIfAbsent(key, k -> new Tally()));
    }
    return tallies;
  }

  private record Key(int day, String customer) {}
}
