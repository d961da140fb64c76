package slash64.activity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_date;

import java.nio.ByteBuffer;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import slash64.net.Address;

/**
 * How many sessions of a client were open at once, as its server told now and then. Travels among
 * the tallies of addresses, and is no activity: it tells more of prefixes that are active anyway.
 *
 * <pre>
 * version 2 | bits, 1 byte | sessions, 4 bytes
 * </pre>
 *
 * @param bits length of the network that the server counted, of 128; all for one address
 * @param sessions open at once
 */
record Concurrency(int bits, int sessions) {
  /** Other than {@link TallyCodec}'s. */
  private static final byte VERSION = 2;

  private static final String SESSIONS = "concurrent_connections";

  /** Keeps messages, refused transactions and connections: what happened. */
  static Dataset<Row> events(Dataset<Row> messages) {
    return messages.filter(col(SESSIONS).isNull());
  }

  /** Turns the other rows of {@code messages} into rows of {@link AddressTallies#SCHEMA}. */
  static Dataset<Row> of(Dataset<Row> messages, Cuts cuts) {
    return messages
        .filter(col(SESSIONS).isNotNull())
        .select(
            unix_date(col("day")),
            col("client_high"),
            col("client_low"),
            coalesce(col("client_bits"), lit(128)),
            col(SESSIONS))
        .map((MapFunction<Row, Row>) row -> row(row, cuts), Encoders.row(AddressTallies.SCHEMA));
  }

  private static Row row(Row message, Cuts cuts) {
    long high = message.getLong(1);
    long low = message.getLong(2);
    return RowFactory.create(
        cuts.part(high, low),
        message.getInt(0),
        Address.isIpv4(high, low) ? 4 : 6,
        high,
        low,
        new Concurrency(message.getInt(3), message.getInt(4)).toBytes());
  }

  private byte[] toBytes() {
    return ByteBuffer.allocate(6).put(VERSION).put((byte) bits).putInt(sessions).array();
  }

  /** Returns whether these bytes are such a count, and no tally. */
  static boolean isOne(byte[] bytes) {
    return bytes[0] == VERSION;
  }

  static Concurrency ofBytes(byte[] bytes) {
    return new Concurrency(bytes[1] & 0xff, ByteBuffer.wrap(bytes).getInt(2));
  }
}
