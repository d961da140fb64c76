package slash64.enrich;

import com.maxmind.db.CHMCache;
import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.Reader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import slash64.net.Prefix;

/** An MMDB file as bytes, opened where it was broadcast to. */
final class MmdbSource implements NetworkSource {
  private final byte[] bytes;
  private transient Reader reader;

  private MmdbSource(byte[] bytes) {
    this.bytes = bytes;
  }

  static MmdbSource open(byte[] bytes, String name) {
    MmdbSource source = new MmdbSource(bytes);
    try {
      source.reader();
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException(
          "Cannot read %s: %s".formatted(name, e.getCause().getMessage()), e);
    }
    return source;
  }

  private synchronized Reader reader() {
    if (reader == null) {
      try {
        reader = new Reader(new ByteArrayInputStream(bytes), new CHMCache());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return reader;
  }

  @Override
  public Network of(Prefix prefix) {
    try {
      byte[] address =
          prefix.isIpv4()
              ? ByteBuffer.allocate(4).putInt((int) prefix.low()).array()
              : ByteBuffer.allocate(16).putLong(prefix.high()).putLong(prefix.low()).array();
      DatabaseRecord<Map<?, ?>> found = record(InetAddress.getByAddress(address));
      boolean isWhole =
          found != null
              && found.data() != null
              && found.network().prefixLength() <= prefix.writtenLength();
      return isWhole ? network(found.data()) : Network.UNKNOWN;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // the reader makes maps of what is a map in the file
  private DatabaseRecord<Map<?, ?>> record(InetAddress address) throws IOException {
    return (DatabaseRecord<Map<?, ?>>) (DatabaseRecord<?>) reader().getRecord(address, Map.class);
  }

  private static Network network(Map<?, ?> data) {
    Object asn = data.get("autonomous_system_number");
    Object organisation = data.get("autonomous_system_organization");
    Object country = data.get("country") instanceof Map<?, ?> c ? c.get("iso_code") : null;
    return new Network(
        asn instanceof Number number ? (Long) number.longValue() : null,
        organisation instanceof String text ? text : null,
        country instanceof String text ? text : null);
  }
}
