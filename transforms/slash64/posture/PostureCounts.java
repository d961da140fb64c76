package slash64.posture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.rows.Batches;

/**
 * Counts the transactions of a partition by who sent them and from where, before anything is
 * shuffled. From rows (the columns of {@link #KEY}, flags, address and HELO name of the client if
 * it has no name, time) to {@link #schema()}, several rows a key where the keys are many.
 *
 * <p>Spark's own aggregation sorts all transactions for the sake of the one text that is kept of
 * each key, and has fifty counts in each of the rows that it moves.
 */
final class PostureCounts implements MapPartitionsFunction<Row, Row> {
  static final List<String> KEY =
      List.of("day", "customer", "sender_domain", "is_ipv4", "bits", "high", "low");

  private static final int MOST_KEYS = 20_000;

  private static final Comparator<String> TEXTS = Comparator.nullsFirst(Comparator.naturalOrder());

  private final List<String> names;

  /**
   * @param names of what is counted, at most 64
   */
  PostureCounts(Collection<String> names) {
    if (names.size() > Long.SIZE) {
      throw new IllegalArgumentException(
          "Cannot count %d things (need %d at most)".formatted(names.size(), Long.SIZE));
    }
    this.names = List.copyOf(names);
  }

  /** Returns a column in which bit i tells whether the i-th of some conditions holds. */
  static Column flags(List<Column> conditions) {
    Column flags = lit(0L);
    for (int i = 0; i < conditions.size(); i++) {
      flags = flags.bitwiseOR(when(conditions.get(i), lit(1L << i)).otherwise(lit(0L)));
    }
    return flags;
  }

  StructType schema() {
    StructType schema =
        new StructType()
            .add("day", DataTypes.DateType)
            .add("customer", DataTypes.StringType)
            .add("sender_domain", DataTypes.StringType)
            .add("is_ipv4", DataTypes.BooleanType)
            .add("bits", DataTypes.IntegerType)
            .add("high", DataTypes.LongType)
            .add("low", DataTypes.LongType);
    for (String name : names) {
      schema = schema.add(name, DataTypes.LongType);
    }
    return schema
        .add(
            "unnamed_client",
            new StructType()
                .add("client_ip", DataTypes.StringType)
                .add("helo", DataTypes.StringType))
        .add("first_seen", DataTypes.TimestampType)
        .add("last_seen", DataTypes.TimestampType);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> transactions) {
    return new Batches<>(transactions, this::sum, this::row);
  }

  private Map<Key, Sums> sum(Iterator<Row> transactions) {
    Map<Key, Sums> sums = new HashMap<>();
    while (sums.size() < MOST_KEYS && transactions.hasNext()) {
      Row row = transactions.next();
      Key key =
          new Key(
              row.getInt(0),
              row.getString(1),
              row.getString(2),
              row.getBoolean(3),
              row.getInt(4),
              row.getLong(5),
              row.getLong(6));
      sums.computeIfAbsent(key, none -> new Sums(names.size())).add(row);
    }
    return sums;
  }

  private Row row(Key key, Sums sums) {
    Object[] row = new Object[KEY.size() + names.size() + 3];
    row[0] = key.day;
    row[1] = key.customer;
    row[2] = key.senderDomain;
    row[3] = key.isIpv4;
    row[4] = key.bits;
    row[5] = key.high;
    row[6] = key.low;
    for (int i = 0; i < names.size(); i++) {
      row[KEY.size() + i] = sums.counts[i];
    }
    int after = KEY.size() + names.size();
    row[after] =
        sums.unnamed == null ? null : RowFactory.create(sums.unnamed.address, sums.unnamed.helo);
    row[after + 1] = sums.first;
    row[after + 2] = sums.last;
    return RowFactory.create(row);
  }

  private record Key(
      int day, String customer, String senderDomain, boolean isIpv4, int bits, long high, long low)
      implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::senderDomain, TEXTS)
            .thenComparing(Key::customer, TEXTS)
            .thenComparingInt(Key::day)
            .thenComparingInt(Key::bits)
            .thenComparing(Key::isIpv4)
            .thenComparingLong(Key::high)
            .thenComparingLong(Key::low);

    /** So that many domains of one hash, which anybody can choose, are still found fast. */
    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** A client without a name, and how it greeted. */
  private record Unnamed(String address, String helo) {
    static final Comparator<Unnamed> ORDER =
        Comparator.comparing(Unnamed::address)
            .thenComparing(Unnamed::helo, Comparator.nullsFirst(PostureCounts::compareAsSpark));
  }

  /** Compares by the bytes in UTF-8, where Java has its own order of what is beyond 16 bits. */
  private static int compareAsSpark(String a, String b) {
    return a.equals(b) ? 0 : Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));
  }

  private static final class Sums {
    private final long[] counts;
    private Unnamed unnamed;
    private Long first;
    private Long last;

    Sums(int counts) {
      this.counts = new long[counts];
    }

    void add(Row row) {
      int at = KEY.size();
      for (long flags = row.getLong(at); flags != 0; flags &= flags - 1) {
        counts[Long.numberOfTrailingZeros(flags)]++;
      }
      if (!row.isNullAt(at + 1)) {
        Unnamed client = new Unnamed(row.getString(at + 1), row.getString(at + 2));
        if (unnamed == null || Unnamed.ORDER.compare(client, unnamed) < 0) {
          unnamed = client;
        }
      }
      if (!row.isNullAt(at + 3)) {
        long time = row.getLong(at + 3);
        first = first == null ? time : Math.min(first, time);
        last = last == null ? time : Math.max(last, time);
      }
    }
  }
}
