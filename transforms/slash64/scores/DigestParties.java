package slash64.scores;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.baseline.DigestDay;
import slash64.rows.LookAhead;

/**
 * Sums the rows of {@link DigestNetworks}, ordered by digest, party, high and low, to one row a
 * digest; digests of few parties give none. Holds the largest parties of one digest at a time, and
 * no more, however many there are.
 */
final class DigestParties implements MapPartitionsFunction<Row, Row> {
  private static final StructType MEMBER =
      new StructType()
          .add("messages", DataTypes.LongType, false)
          .add("high", DataTypes.LongType, false)
          .add("low", DataTypes.LongType, false);

  static final StructType SCHEMA =
      new StructType()
          .add("digest", DataTypes.StringType, false)
          .add("messages", DataTypes.LongType, false)
          .add("bad", DataTypes.LongType, false)
          .add("members", DataTypes.LongType, false)
          .add("unrelated", DataTypes.LongType, false)
          .add(
              DigestDays.LARGEST,
              DataTypes.createArrayType(MEMBER, false),
              false,
              "of each of the largest parties the network most came from, the largest first");

  private static final Comparator<Network> BY_MESSAGES =
      Comparator.comparingLong(Network::messages)
          .thenComparingLong(Network::high)
          .thenComparingLong(Network::low);

  @Override
  public Iterator<Row> call(Iterator<Row> networks) {
    return new Digests(networks);
  }

  /** A row of the input. */
  private record Sent(String digest, long party, long high, long low, long messages, long bad) {
    static Sent of(Row row) {
      return new Sent(
          row.getString(0),
          row.getLong(1),
          row.getLong(2),
          row.getLong(3),
          row.getLong(4),
          row.getLong(5));
    }

    boolean isOf(Sent other) {
      return party == other.party && digest.equals(other.digest);
    }
  }

  private record Network(long messages, long high, long low) {}

  /** A party that sent a digest, and the network most of it came from. */
  private record Party(long number, long messages, Network largest) {
    /** The least worth naming first: of as many messages, the higher number. */
    static final Comparator<Party> LEAST_FIRST =
        Comparator.comparingLong(Party::messages)
            .thenComparing(Comparator.comparingLong(Party::number).reversed());
  }

  private static final class Digests extends LookAhead<Row> {
    private final Iterator<Row> networks;
    private Sent ahead;

    private long messages;
    private long bad;
    private long members;
    private long parties;

    Digests(Iterator<Row> networks) {
      this.networks = networks;
      advance();
    }

    private void advance() {
      ahead = networks.hasNext() ? Sent.of(networks.next()) : null;
    }

    @Override
    protected Row find() {
      Row next = null;
      while (next == null && ahead != null) {
        next = nextDigest();
      }
      return next;
    }

    /** Returns the row of the digest that comes, or null if few sent it. */
    private Row nextDigest() {
      String digest = ahead.digest;
      messages = 0;
      bad = 0;
      members = 0;
      parties = 0;
      PriorityQueue<Party> largest = new PriorityQueue<>(Party.LEAST_FIRST);
      while (ahead != null && ahead.digest.equals(digest)) {
        largest.add(nextParty());
        if (largest.size() > DigestDay.MOST_NAMED) {
          largest.remove();
        }
        parties++;
      }
      if (parties < DigestDays.LEAST_UNRELATED) {
        return null;
      }
      List<Network> named = new ArrayList<>(largest.stream().map(Party::largest).toList());
      named.sort(BY_MESSAGES.reversed());
      return RowFactory.create(
          digest,
          messages,
          bad,
          members,
          parties,
          named.stream()
              .map(each -> RowFactory.create(each.messages, each.high, each.low))
              .toList());
    }

    private Party nextParty() {
      Sent first = ahead;
      long sent = 0;
      Network largest = null;
      while (ahead != null && ahead.isOf(first)) {
        Network network = nextNetwork();
        sent += network.messages;
        members++;
        if (largest == null || BY_MESSAGES.compare(network, largest) > 0) {
          largest = network;
        }
      }
      messages += sent;
      return new Party(first.party, sent, largest);
    }

    /** Takes together what several partitions passed on of one network. */
    private Network nextNetwork() {
      Sent first = ahead;
      long sent = 0;
      while (ahead != null
          && ahead.low == first.low
          && ahead.high == first.high
          && ahead.isOf(first)) {
        sent += ahead.messages;
        bad += ahead.bad;
        advance();
      }
      return new Network(sent, first.high, first.low);
    }
  }
}
