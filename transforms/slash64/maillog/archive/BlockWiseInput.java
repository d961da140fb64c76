package slash64.maillog.archive;

import java.io.IOException;
import java.io.InputStream;

/** A stream that is read in blocks; single bytes come out of the same reading, and slowly. */
abstract class BlockWiseInput extends InputStream {
  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public abstract int read(byte[] to, int offset, int length) throws IOException;
}
