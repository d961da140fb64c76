package slash64.scores;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.rows.Batches;

/**
 * Sums the messages of a partition by digest and network, before anything is shuffled: however
 * often one network sends one content, a partition passes on few rows for it. From rows (digest,
 * party, high, low, is_bad), none of them null, to {@link #SCHEMA}.
 */
final class DigestNetworks implements MapPartitionsFunction<Row, Row> {
  static final StructType SCHEMA =
      new StructType()
          .add("digest", DataTypes.StringType, false)
          .add("party", DataTypes.LongType, false, "number of the customer or site")
          .add("high", DataTypes.LongType, false, "bits 0 to 63 of the network")
          .add("low", DataTypes.LongType, false, "bits 64 to 127; 0 of a /64")
          .add("messages", DataTypes.LongType, false)
          .add("bad", DataTypes.LongType, false);

  private static final int MOST_NETWORKS = 100_000;

  @Override
  public Iterator<Row> call(Iterator<Row> messages) {
    return new Batches<>(
        messages,
        DigestNetworks::sum,
        (network, sums) ->
            RowFactory.create(
                network.digest, network.party, network.high, network.low, sums.messages, sums.bad));
  }

  private static Map<Network, Sums> sum(Iterator<Row> messages) {
    Map<Network, Sums> networks = new HashMap<>();
    while (networks.size() < MOST_NETWORKS && messages.hasNext()) {
      Row row = messages.next();
      Network network =
          new Network(row.getString(0), row.getLong(1), row.getLong(2), row.getLong(3));
      Sums sums = networks.computeIfAbsent(network, key -> new Sums());
      sums.messages++;
      sums.bad += row.getBoolean(4) ? 1 : 0;
    }
    return networks;
  }

  private record Network(String digest, long party, long high, long low)
      implements Comparable<Network> {
    private static final Comparator<Network> ORDER =
        Comparator.comparing(Network::digest)
            .thenComparingLong(Network::party)
            .thenComparingLong(Network::high)
            .thenComparingLong(Network::low);

    /** So that many digests of one hash, should anybody choose them, are still found fast. */
    @Override
    public int compareTo(Network other) {
      return ORDER.compare(this, other);
    }
  }

  private static final class Sums {
    private long messages;
    private long bad;
  }
}
