package slash64.tracing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.registry.Allocation;
import slash64.registry.Allocations;
import slash64.trace.Neighbours;
import slash64.trace.TraceQuery;
import slash64.trace.TracedMessages;

/** What is found of a customer, a prefix or a message over days. */
public final class Trace {
  /** Addresses, the busiest, whose blocks are looked at for neighbours. */
  private static final int MAX_ADDRESSES = 1_000;

  private static final int MAX_NEIGHBOURS = 20;

  private final Lake lake;
  private final TraceQuery query;
  private final LocalDate first;
  private final LocalDate last;
  private final Allocations allocations;
  private final Instant now;

  /**
   * A trace over the days from {@code first} to {@code last}, both included.
   *
   * @param allocations who held which prefix when, as known today
   * @param now the moment at which an allocation holds <em>now</em>
   */
  public Trace(
      Lake lake,
      TraceQuery query,
      LocalDate first,
      LocalDate last,
      Allocations allocations,
      Instant now) {
    this.lake = lake;
    this.query = query;
    this.first = first;
    this.last = last;
    this.allocations = allocations;
    this.now = now;
  }

  public TraceQuery query() {
    return query;
  }

  public LocalDate first() {
    return first;
  }

  public LocalDate last() {
    return last;
  }

  public Instant now() {
    return now;
  }

  /**
   * Returns the transactions and connections in order of time: {@link TracedMessages#COLUMNS} and
   * {@code customer_now}, who holds the client's address today.
   */
  public Dataset<Row> messages() {
    Allocations known = allocations;
    long second = now.getEpochSecond();
    return found()
        .withColumn(
            "customer_now",
            udf(
                    (UDF2<Long, Long, String>)
                        (high, low) ->
                            high == null || low == null ? null : known.customer(high, low, second),
                    DataTypes.StringType)
                .apply(col("client_high"), col("client_low")))
        .drop("client_high", "client_low");
  }

  private Dataset<Row> found() {
    return TracedMessages.of(lake.read(Tables.MESSAGES, first, last), query);
  }

  /** How much there is of it. */
  public record Totals(
      long messages, long refused, long connections, long addresses, long sent, long spam) {}

  public Totals totals() {
    Row row =
        found()
            .agg(
                count(when(col("kind").equalTo("message"), 1)),
                count(when(col("kind").equalTo("refused"), 1)),
                count(when(col("kind").equalTo("connection"), 1)),
                countDistinct(col("client_high"), col("client_low")),
                sum("sent"),
                count(when(col("verdict").equalTo("spam"), 1)))
            .head();
    return new Totals(
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.isNullAt(4) ? 0 : row.getLong(4),
        row.getLong(5));
  }

  /** Returns the allocations, past and present, that have to do with what was found. */
  public List<Allocation> allocations() {
    if (query instanceof TraceQuery.OfCustomer customer) {
      return sorted(a -> a.customer().equals(customer.customer()));
    }
    if (query instanceof TraceQuery.OfPrefix asked) {
      return sorted(
          a -> a.prefix().contains(asked.prefix()) || asked.prefix().contains(a.prefix()));
    }
    List<Address> addresses = addresses();
    return sorted(a -> addresses.stream().anyMatch(a.prefix()::contains));
  }

  private List<Allocation> sorted(java.util.function.Predicate<Allocation> wanted) {
    return allocations.stream()
        .filter(wanted)
        .sorted(Comparator.comparing(Allocation::prefix).thenComparingLong(Allocation::since))
        .toList();
  }

  /** A prefix in the same block as what was traced. */
  public record Neighbour(
      Prefix prefix,
      String customer,
      boolean isTraced,
      long transactions,
      long messages,
      long spam,
      long refusals,
      Instant firstSeen,
      Instant lastSeen) {}

  /**
   * Returns the busiest active prefixes that share the /48, or the IPv4 /24, with what was found.
   */
  public List<Neighbour> neighbours() {
    Set<Address> traced = new LinkedHashSet<>(addresses());
    Collection<Prefix> blocks =
        query instanceof TraceQuery.OfPrefix asked
            ? Set.of(block(asked.prefix()))
            : traced.stream().map(Neighbours::block).collect(Collectors.toSet());
    if (blocks.isEmpty()) {
      return List.of();
    }
    return Neighbours.of(lake.read(Tables.PREFIX_ACTIVITY, first, last), blocks)
        .limit(MAX_NEIGHBOURS)
        .collectAsList()
        .stream()
        .map(row -> neighbour(row, traced))
        .toList();
  }

  private static Prefix block(Prefix asked) {
    Prefix block = Neighbours.block(asked.first());
    return asked.contains(block) ? asked : block;
  }

  private Neighbour neighbour(Row row, Set<Address> traced) {
    Prefix prefix = Prefix.ofKey(row.getAs("prefix_key"));
    Instant lastSeen = row.getAs("last_seen");
    return new Neighbour(
        prefix,
        allocations.customer(prefix.high(), prefix.low(), lastSeen.getEpochSecond()),
        query instanceof TraceQuery.OfPrefix asked
            ? asked.prefix().contains(prefix) || prefix.contains(asked.prefix())
            : traced.stream().anyMatch(prefix::contains),
        row.getAs("transactions"),
        row.getAs("messages"),
        row.getAs("spam"),
        row.getAs("refusals"),
        row.getAs("first_seen"),
        lastSeen);
  }

  private List<Address> addresses;

  /** The busiest client addresses; found once, since all else rests on them. */
  private List<Address> addresses() {
    if (addresses == null) {
      Column high = col("client_high");
      Column low = col("client_low");
      addresses =
          found()
              .filter(high.isNotNull().and(low.isNotNull()))
              .groupBy(high, low)
              .agg(count(lit(1)).as("n"))
              .orderBy(col("n").desc(), high, low)
              .limit(MAX_ADDRESSES)
              .collectAsList()
              .stream()
              .map(row -> new Address(row.getLong(0), row.getLong(1)))
              .toList();
    }
    return addresses;
  }
}
