package slash64.maillog.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a decoder byte by byte, so that what it decoded before it failed is not lost: the bzip2
 * decoder drops a whole block read when it meets damage in the middle. Unpacking bzip2 costs some
 * thirty times more than this loop does.
 */
final class ByteWiseInput extends FilterInputStream {
  private IOException failure;

  ByteWiseInput(InputStream in) {
    super(in);
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    int count = 0;
    try {
      while (count < length) {
        int next = in.read();
        if (next < 0) {
          break;
        }
        to[offset + count++] = (byte) next;
      }
    } catch (IOException | RuntimeException e) { // some damage shows as a wrong array index
      failure = e instanceof IOException known ? known : new IOException("bad block", e);
      if (count == 0) {
        throw failure;
      }
    }
    return count > 0 || length == 0 ? count : -1;
  }
}
