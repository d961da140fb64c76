package slash64.maillog.archive;

import java.io.IOException;
import java.io.InputStream;

/**
 * The archive's bytes as stored: buffered for decoders that ask for single bytes, counted, and able
 * to show its head before anyone reads it. Not synchronised, unlike {@link
 * java.io.BufferedInputStream}: bzip2 asks byte by byte.
 */
final class RawInput extends InputStream {
  private static final int BLOCK = 1 << 16;

  private final InputStream in;
  private final long origin;
  private final byte[] buffer = new byte[BLOCK];
  private int at;
  private int limit;
  private long fetched;
  private boolean isExhausted;
  private IOException failure;

  /**
   * @param origin offset in the archive at which {@code in} stands
   */
  RawInput(InputStream in, long origin) {
    this.in = in;
    this.origin = origin;
  }

  /** Returns the compression, having read no more than the head. Call before any read. */
  Compression compression() throws IOException {
    while (limit < Compression.HEAD && fetch(limit, BLOCK - limit)) {
      // A pipe may hand out its first bytes one by one.
    }
    return Compression.of(buffer, limit);
  }

  /** Returns byte {@code index} of the head; call after {@link #compression}, before any read. */
  int head(int index) {
    return buffer[index] & 0xff;
  }

  /** Returns how many bytes readers have taken. */
  long taken() {
    return fetched - (limit - at);
  }

  /** Returns up to where in the archive readers have taken its bytes. */
  long offset() {
    return origin + taken();
  }

  /** Returns whether a reader asked for more than there is. */
  boolean isExhausted() {
    return isExhausted && at == limit;
  }

  /** Returns why the storage below failed, or null: that is no damage of the archive. */
  IOException failure() {
    return failure;
  }

  @Override
  public int read() throws IOException {
    return at < limit || refill() ? buffer[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == limit) {
      if (length >= BLOCK) { // no need to go through our buffer
        return take(to, offset, length);
      }
      if (!refill()) {
        return -1;
      }
    }
    int count = Math.min(length, limit - at);
    System.arraycopy(buffer, at, to, offset, count);
    at += count;
    return count;
  }

  @Override
  public int available() {
    return limit - at;
  }

  /**
   * Returns how many bytes, about, can be taken without waiting, those not yet fetched included.
   */
  int ready() throws IOException {
    return available() + Math.min(in.available(), Integer.MAX_VALUE - available());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean refill() throws IOException {
    at = 0;
    limit = 0;
    return fetch(0, BLOCK);
  }

  private boolean fetch(int offset, int length) throws IOException {
    int count = take(buffer, offset, length);
    limit = offset + Math.max(count, 0);
    return count > 0;
  }

  private int take(byte[] to, int offset, int length) throws IOException {
    try {
      int count = in.read(to, offset, length);
      isExhausted = count < 0;
      fetched += Math.max(count, 0);
      return count;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }
}
