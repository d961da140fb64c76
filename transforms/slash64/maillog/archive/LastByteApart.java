package slash64.maillog.archive;

import java.io.IOException;
import java.io.InputStream;

/**
 * Hands out the last byte of an archive in a read of its own. The zstd decoder takes an archive of
 * many frames for whole if its last frame is cut short and began in the same read as the one before
 * ended: it notices that a frame has begun only when it reads again.
 */
final class LastByteApart extends BlockWiseInput {
  private static final int NONE = -2;

  private final InputStream in;
  private int held = NONE;

  LastByteApart(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (held == NONE) {
      held = in.read();
    }
    if (held < 0) {
      return -1;
    }
    to[offset] = (byte) held;
    if (length == 1) {
      held = in.read();
      return 1;
    }
    int more = in.read(to, offset + 1, length - 1);
    held = more <= 0 ? -1 : to[offset + more] & 0xff;
    return Math.max(1, more);
  }

  @Override
  public int available() throws IOException {
    return in.available() + (held >= 0 ? 1 : 0);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
