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
import slash64.net.Prefix;
import slash64.net.TransitionAddress;
import slash64.reputation.Level;
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

  private ServerFilter() {}

  /**
   * Returns whether the servers filtered on a day. Runs one job, which reads {@code prefix_high},
   * {@code prefix_low}, {@code bits}, {@code is_rest}, {@code spam}, {@code unscanned_inbound} and
   * {@code refusals_by_class} of the day.
   *
   * @param activity the day's rows of prefix_activity
   */
  public static boolean isInUse(Dataset<Row> activity) {
    Column isIpv4 = AddressColumns.isIpv4(col("prefix_high"), col("prefix_low"));
    Column isTop =
        col("bits")
            .equalTo(Level.IPV6_32.length())
            .and(not(isTransition()))
            .or(isIpv4.and(col("bits").equalTo(Level.IPV4_24.length())));
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

  /** Whether a /32 is of 6to4, Teredo or NAT64: its mail counts at its IPv4 networks, too. */
  private static Column isTransition() {
    Column isAny = lit(false);
    for (Prefix network : TransitionAddress.NETWORKS) {
      int shift = Long.SIZE - Math.min(network.length(), Level.IPV6_32.length());
      isAny = isAny.or(shiftright(col("prefix_high"), shift).equalTo(network.high() >> shift));
    }
    return isAny;
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
