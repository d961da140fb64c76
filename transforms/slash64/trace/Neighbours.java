package slash64.trace;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import java.util.Collection;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.net.Address;
import slash64.net.Prefix;

/** The IPv6 /64 and IPv4 addresses that share a block and were active. */
public final class Neighbours {
  private static final int IPV6_BLOCK = 48;
  private static final int IPV4_BLOCK = 120;

  private Neighbours() {}

  /** Returns the block that an address has its neighbours in: its /48, of IPv4 its /24. */
  public static Prefix block(Address address) {
    return address.prefix(address.isIpv4() ? IPV4_BLOCK : IPV6_BLOCK);
  }

  /**
   * Sums rows of {@code prefix_activity} to one row per neighbour, the busiest first.
   *
   * @param blocks the blocks to look in, one or more
   */
  public static Dataset<Row> of(Dataset<Row> prefixActivity, Collection<Prefix> blocks) {
    Column inside =
        blocks.stream()
            .map(block -> col("prefix_key").between(block.key(), block.last().prefix(128).key()))
            .reduce(Column::or)
            .orElse(lit(false));
    Column isNeighbour =
        col("length")
            .equalTo(64)
            .and(col("family").equalTo(6))
            .or(col("bits").equalTo(128).and(col("family").equalTo(4)));
    return prefixActivity
        .filter(inside.and(isNeighbour))
        .groupBy("prefix", "prefix_key")
        .agg(
            sum("transactions").as("transactions"),
            sum("messages").as("messages"),
            sum("spam").as("spam"),
            sum(col("rejects").plus(col("tempfails"))).as("refusals"),
            min("first_seen").as("first_seen"),
            max("last_seen").as("last_seen"))
        .orderBy(col("transactions").desc(), col("prefix_key"));
  }
}
