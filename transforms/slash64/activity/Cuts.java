package slash64.activity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.net.Address;
import slash64.rows.AddressColumns;

/**
 * Where the address space is cut, so that each part holds about as many messages and each file of
 * the table one stretch of the space. Cuts lie between blocks, an IPv6 /48 or an IPv4 /24; a /48 or
 * anything finer is never cut, and a /32 only where that makes the parts much more even: it has to
 * be put together again.
 */
public final class Cuts implements Serializable {
  /** IPv6 blocks are numbered after those of IPv4. */
  private static final long FIRST_IPV6 = 1L << 24;

  /** Blocks of an IPv6 /32. */
  private static final long BLOCKS = 1L << 16;

  /** Blocks are found to so many shares of all messages, at least. */
  private static final int LEAST_ACCURACY = 2_000;

  /** It is known where each of so many shares of a part ends. */
  private static final int STEPS = 8;

  /** A cut may move by less than so many steps, a quarter of a part, to leave a /32 whole. */
  private static final int LEEWAY = STEPS / 4;

  private final long[] lastBlocks;

  private Cuts(long[] lastBlocks) {
    this.lastBlocks = lastBlocks;
  }

  /** Returns no cuts: all in one part. */
  static Cuts none() {
    return new Cuts(new long[0]);
  }

  /** Returns cuts after these blocks, ascending and without repetition. */
  static Cuts after(long... lastBlocks) {
    return new Cuts(lastBlocks.clone());
  }

  /**
   * Returns cuts of {@code messages} into at most {@code parts} parts. Runs one short Spark job
   * over the two address columns; any cuts give the same activity, only the cost and the files
   * differ.
   */
  public static Cuts between(Dataset<Row> messages, int parts) {
    if (parts < 2) {
      return none();
    }
    int steps = STEPS * parts;
    Column[] shares =
        IntStream.range(1, steps).mapToObj(i -> lit((double) i / steps)).toArray(Column[]::new);
    Row row =
        messages
            .filter(col("client_high").isNotNull().and(col("client_low").isNotNull()))
            .agg(
                percentile_approx(
                    block(), array(shares), lit(Math.max(LEAST_ACCURACY, STEPS * steps))))
            .head();
    List<Long> found = row.isNullAt(0) ? List.of() : row.getList(0);
    return atSteps(found.stream().mapToLong(Long::longValue).sorted().toArray());
  }

  /**
   * Returns cuts at every {@value #STEPS}th of these blocks, or near it.
   *
   * @param steps the blocks up to which lie 1, 2, 3 and so on of equal shares, ascending
   */
  static Cuts atSteps(long[] steps) {
    return new Cuts(
        IntStream.range(1, (steps.length + STEPS) / STEPS)
            .mapToLong(cut -> moved(steps[STEPS * cut - 1], steps))
            .sorted()
            .distinct()
            .toArray());
  }

  /** Moves a cut to the end of the /32 it goes through, or before it, if that is near. */
  private static long moved(long lastBlock, long[] steps) {
    if (lastBlock < FIRST_IPV6) {
      return lastBlock;
    }
    long first = lastBlock - (lastBlock - FIRST_IPV6) % BLOCKS;
    long last = first + BLOCKS - 1;
    if (Arrays.stream(steps).filter(step -> step > lastBlock && step <= last).count() < LEEWAY) {
      return last;
    }
    return Arrays.stream(steps).filter(step -> step >= first && step <= lastBlock).count() < LEEWAY
        ? first - 1
        : lastBlock;
  }

  private static Column block() {
    Column high = col("client_high");
    Column low = coalesce(col("client_low"), lit(0L));
    return when(
            AddressColumns.isIpv4(high, low), shiftrightunsigned(low.bitwiseAND(0xffff_ffffL), 8))
        .otherwise(shiftrightunsigned(high, 16).plus(FIRST_IPV6));
  }

  /** Returns the number of the block these address bits lie in. */
  static long block(long high, long low) {
    return Address.isIpv4(high, low) ? (low & 0xffff_ffffL) >>> 8 : (high >>> 16) + FIRST_IPV6;
  }

  int parts() {
    return lastBlocks.length + 1;
  }

  /** Returns the part of an address, from 0. */
  int part(long high, long low) {
    int index = Arrays.binarySearch(lastBlocks, block(high, low));
    return index < 0 ? -index - 1 : index;
  }

  /** Returns whether a cut goes through any /32. */
  boolean splitsAny() {
    return Arrays.stream(lastBlocks)
        .anyMatch(block -> block >= FIRST_IPV6 && (block - FIRST_IPV6) % BLOCKS != BLOCKS - 1);
  }

  /** Returns whether a cut goes through the /32 of this IPv6 address. */
  boolean splits(long high) {
    long first = (high >>> 32 << 16) + FIRST_IPV6;
    int index = Arrays.binarySearch(lastBlocks, first);
    int next = index < 0 ? -index - 1 : index;
    return next < lastBlocks.length && lastBlocks[next] < first + BLOCKS - 1;
  }
}
