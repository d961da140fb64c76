package slash64.activity;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.net.Address;
import slash64.net.TransitionAddress;
import slash64.rows.Batches;

/**
 * Sums the messages of a partition by client address, before anything is shuffled: however much one
 * address sends, a partition passes on one tally for it. The table of sums is bounded; when full it
 * is passed on and begun anew, which costs bytes and never correctness.
 */
final class AddressTallies implements MapPartitionsFunction<Row, Row> {
  static final StructType SCHEMA =
      new StructType()
          .add("part", DataTypes.IntegerType, false, "which part of the address space")
          .add("day", DataTypes.IntegerType, false, "days since 1970")
          .add("family", DataTypes.IntegerType, false, "4 or 6")
          .add("high", DataTypes.LongType, false, "bits 0 to 63 of the address")
          .add("low", DataTypes.LongType, false, "bits 64 to 127")
          .add("tally", DataTypes.BinaryType, false, "see TallyCodec");

  private static final int MAX_ADDRESSES = 50_000;
  private static final int MAX_MESSAGES = 1_000_000;

  private final Cuts cuts;

  AddressTallies(Cuts cuts) {
    this.cuts = cuts;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> messages) {
    TallyCodec codec = new TallyCodec();
    return new Batches<>(
        messages, AddressTallies::sum, (key, tally) -> row(key, codec.encode(tally)));
  }

  private static Map<Key, Tally> sum(Iterator<Row> messages) {
    Map<Key, Tally> tallies = new HashMap<>();
    for (int i = 0; i < MAX_MESSAGES && tallies.size() < MAX_ADDRESSES && messages.hasNext(); i++) {
      Row message = messages.next();
      Key key =
          new Key(MessageTally.day(message), MessageTally.high(message), MessageTally.low(message));
      MessageTally.add(message, tallies.computeIfAbsent(key, k -> new Tally()));
      addCarried(message, key, tallies);
    }
    return tallies;
  }

  /** Counts a message under the IPv4 address inside its IPv6 address, too. */
  private static void addCarried(Row message, Key key, Map<Key, Tally> tallies) {
    Address inside = Clients.carriedBy(key.high, key.low);
    if (inside != null) {
      Key ipv4 = new Key(key.day, inside.high(), inside.low());
      boolean isProven = TransitionAddress.isProven(key.high, key.low);
      MessageTally.addCarried(message, isProven, tallies.computeIfAbsent(ipv4, k -> new Tally()));
    }
  }

  private Row row(Key key, byte[] tally) {
    int family = Address.isIpv4(key.high, key.low) ? 4 : 6;
    return RowFactory.create(
        cuts.part(key.high, key.low), key.day, family, key.high, key.low, tally);
  }

  /** Ordered, so that addresses that somebody chose for their equal hashes are found fast, too. */
  private record Key(int day, long high, long low) implements Comparable<Key> {
    /** The record's own hash is 31-fold sums, which neighbouring addresses fill badly. */
    @Override
    public int hashCode() {
      long mixed = (high * 0x9e37_79b9_7f4a_7c15L ^ low) * 0xc2b2_ae3d_27d4_eb4fL + day;
      return (int) (mixed ^ mixed >>> 32);
    }

    @Override
    public int compareTo(Key other) {
      int byHigh = Long.compare(high, other.high);
      int byAddress = byHigh == 0 ? Long.compare(low, other.low) : byHigh;
      return byAddress == 0 ? Integer.compare(day, other.day) : byAddress;
    }
  }
}
