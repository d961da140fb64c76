package slash64.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.lake.Lake;
import slash64.lake.Tables;

/** Sums a day's mail by cells of the address space, as narrow as they can all be shown. */
final class SpaceQuery {
  /** IPv6 is summed by /48 and IPv4 by /24: a cell is never narrower. */
  private static final int FINEST_IPV6 = 48;

  private static final int FINEST_IPV4 = 24;

  private final Lake lake;

  SpaceQuery(Lake lake) {
    this.lake = lake;
  }

  /** Returns the map of a family; nothing if no mail came over it. */
  Optional<SpaceMap> of(LocalDate day, boolean isIpv4) {
    int finest = isIpv4 ? FINEST_IPV4 : FINEST_IPV6;
    Dataset<Row> prefixes =
        lake.readWhole(Tables.PREFIX_SCORES, day)
            .filter(col("bits").equalTo(isIpv4 ? 96 + FINEST_IPV4 : FINEST_IPV6))
            .filter(isIpv4 ? "prefix_high = 0 AND prefix_low >> 32 = 65535" : "true")
            .filter("transactions > 0")
            .select(
                expr(isIpv4 ? "prefix_low << 32" : "prefix_high").as("top"),
                col("transactions"),
                col("score"));
    Row ends = prefixes.selectExpr("bit_or(top)", "bit_and(top)").head();
    if (ends.isNullAt(0)) {
      return Optional.empty();
    }
    // Bits that all have alike are the frame; an even number of them keeps the square upright.
    int alike = Long.numberOfLeadingZeros(ends.getLong(0) ^ ends.getLong(1));
    int length = Math.min(alike, finest - SpaceMap.CELL_BITS) & ~1;
    long mask = length == 0 ? 0 : -1L << (64 - length);
    TreeMap<Integer, SpaceMap.Cell> cells = new TreeMap<>();
    for (Row row :
        prefixes
            .groupBy(
                expr(
                    "CAST(shiftrightunsigned(top, %d) & 4095 AS INT)"
                        .formatted(64 - length - SpaceMap.CELL_BITS)))
            .agg(
                expr("sum(transactions)"),
                expr(
                    "try_divide(sum(score * transactions), sum(if(score IS NULL, 0, transactions)))"))
            .collectAsList()) {
      double score = row.isNullAt(2) ? Double.NaN : row.getDouble(2);
      cells.put(row.getInt(0), new SpaceMap.Cell(row.getLong(1), score));
    }
    return Optional.of(new SpaceMap(ends.getLong(1) & mask, length, isIpv4, cells));
  }
}
