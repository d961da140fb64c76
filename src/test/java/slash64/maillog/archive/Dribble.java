package slash64.maillog.archive;

import java.io.InputStream;

/** A storage that hands out at most so many bytes per call and never says what is available. */
final class Dribble extends InputStream {
  private final byte[] bytes;
  private final int chunk;
  private int at;

  Dribble(byte[] bytes, int chunk) {
    this.bytes = bytes;
    this.chunk = chunk;
  }

  @Override
  public int read() {
    return at < bytes.length ? bytes[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    if (at == bytes.length) {
      return -1;
    }
    int count = Math.min(Math.min(chunk, length), bytes.length - at);
    System.arraycopy(bytes, at, to, offset, count);
    at += count;
    return count;
  }
}
