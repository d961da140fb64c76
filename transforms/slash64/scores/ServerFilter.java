package slash64.scores;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.rows.AddressColumns;

/**
 * Whether a site's servers are its content filter: they ask one after DATA and refuse what it calls
 * spam, as an access control list of Exim's does or a milter that logs no verdict of its own. Then
 * only spam leaves a trace, and what was accepted was judged, too: not to count it as good would
 * let nobody who ever sent spam be good again.
 */
public final class ServerFilter {
  /** Refusals for content without a verdict that are no rule or two of the operator's. */
  private static final long FEWEST = 20;

  /** Networks, /32 and IPv4 /24, that were refused so: one sender must not make it look so. */
  private static final long FEWEST_NETWORKS = 10;

  /** Share of what no filter's own lines speak of, below which it is no filter that refuses. */
  private static final double LEAST_SHARE = 0.05;

  private static final int TOP_OF_IPV6 = 32;
  private static final int TOP_OF_IPV4 = 96 + 24;

  /** Teredo and NAT64, whose mail is counted at its IPv4 networks, as that of 6to4 is. */
  private static final Object[] TUNNELS = {0x2001_0000L, 0x0064_ff9bL};

  private ServerFilter() {}

  /**
   * Returns whether the servers filtered on a day. Runs a job that reads few columns.
   *
   * @param activity the day's rows of prefix_activity
   */
  public static boolean isInUse(Dataset<Row> activity) {
    Column isIpv4 = AddressColumns.isIpv4(col("prefix_high"), col("prefix_low"));
    Column is6to4 = shiftright(col("prefix_high"), 48).equalTo(0x2002);
    Column isTunnel = shiftright(col("prefix_high"), 32).isin(TUNNELS).or(is6to4);
    Column isTop =
        col("bits")
            .equalTo(TOP_OF_IPV6)
            .and(not(isTunnel))
            .or(isIpv4.and(col("bits").equalTo(TOP_OF_IPV4)));
    Column refused = coalesce(col("refusals_by_class").getItem("content"), lit(0L));
    Column untold = greatest(lit(0L), refused.minus(col("spam")));
    Row sums =
        activity
            .filter(isTop.and(col("is_rest").equalTo(false)))
            .agg(
                sum(untold),
                count_if(untold.gt(0)),
                sum(coalesce(col("unscanned_inbound"), lit(0L))))
            .head();
    return !sums.isNullAt(0) && isFilter(sums.getLong(0), sums.getLong(1), sums.getLong(2));
  }

  /**
   * Returns whether so much is refused that a filter does it.
   *
   * @param refused transactions refused for their content of which no filter told
   * @param networks that these came from
   * @param accepted messages from elsewhere of which no filter told
   */
  static boolean isFilter(long refused, long networks, long accepted) {
    return refused >= FEWEST
        && networks >= FEWEST_NETWORKS
        && refused >= LEAST_SHARE * (refused + accepted);
  }
}
