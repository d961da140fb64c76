package slash64.feed;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * {@code policy.mmdb} in the MaxMind DB format, version 2.0
 * (https://maxmind.github.io/MaxMind-DB/): a binary tree that gives a record for an address, read
 * by mapping the file into memory.
 *
 * <pre>
 * node 0 … node n-1      two records each, 24, 28 or 32 bits: a node, n for "nothing", or n + 16 + offset
 * 16 zero bytes
 * data section           strings and maps {tier, score, confidence, reason}, equal ones shared
 * AB CD EF "MaxMind.com"
 * metadata               a map: node_count, record_size, ip_version 6, build_epoch, …
 * </pre>
 *
 * <p>IPv4 stands at {@code ::/96}, where readers look for it, and {@code ::ffff:0:0/96} leads to
 * the same nodes. IPv6 entries within {@code ::/96} (loopback, IPv4-compatible, RFC 4291 2.5.5.1)
 * have no place beside it and are left out; no mail comes from there.
 */
public final class MmdbFile implements FeedFormat {
  @Override
  public String name() {
    return "mmdb";
  }

  @Override
  public String file() {
    return "policy.mmdb";
  }

  @Override
  public long limit() {
    return 5_000_000; // 600 MB, mapped
  }

  @Override
  public long write(FeedNight night, OutputStream to) throws IOException {
    return write(night, to, 24);
  }

  /** Writes records of at least so many bits. */
  long write(FeedNight night, OutputStream to, int leastBits) throws IOException {
    MmdbData data = new MmdbData();
    MmdbTree tree = MmdbTree.of(night, data);
    BufferedOutputStream out = new BufferedOutputStream(to, 1 << 16);
    int bits = Math.max(leastBits, recordSize(tree.size() + 16L + data.size()));
    tree.writeTo(out, bits);
    out.write(new byte[16]);
    data.writeTo(out);
    MmdbData.writeMetadata(out, tree.size(), bits, night.stamp().generated());
    out.flush();
    return night.policy().stream().filter(MmdbTree::hasPlace).count();
  }

  /** Returns the smallest size of a record, in bits, that can hold this value. */
  static int recordSize(long largest) {
    if (largest >= 1L << 32) {
      throw new FeedRefusedException(
          "Cannot write policy.mmdb: it would need records of more than 32 bits. Lower the budget.");
    }
    return largest < 1L << 24 ? 24 : largest < 1L << 28 ? 28 : 32;
  }
}
