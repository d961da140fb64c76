package slash64.maillog.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;

/**
 * Hands out what a decoder of blocks unpacks one block late. bzip2's checksum stands at the end of
 * a block, when the decoder has long handed out the block's bytes; of a damaged block they are
 * noise, and noise that looks like lines must not be read as such.
 *
 * <p>When the decoder fails, the block held back is dropped, unless the archive was merely cut
 * short: then the last block that was unpacked was whole.
 */
final class HeldBackInput extends BlockWiseInput {
  private static final int AT_ONCE = 1 << 16;

  private final InputStream decoder;
  private final Predicate<Exception> isCutShort;
  private final int block;
  private final byte[] ring;
  private long unpacked;
  private long handedOut;
  private boolean isAtEnd;
  private IOException failure;

  /**
   * @param block how many bytes of text a block of the archive has at most
   * @param isCutShort whether a failure of the decoder is the archive's early end
   */
  HeldBackInput(InputStream decoder, int block, Predicate<Exception> isCutShort) {
    this.decoder = decoder;
    this.block = block;
    this.ring = new byte[block + 2 * AT_ONCE];
    this.isCutShort = isCutShort;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    while (!isAtEnd && unpacked - handedOut <= block) {
      fill();
    }
    long held = unpacked - handedOut;
    int ready = (int) (isAtEnd ? held : held - block);
    if (ready == 0) {
      if (failure != null) {
        throw failure;
      }
      return length == 0 ? 0 : -1;
    }
    int from = (int) (handedOut % ring.length);
    int count = Math.min(Math.min(ready, length), ring.length - from);
    System.arraycopy(ring, from, to, offset, count);
    handedOut += count;
    return count;
  }

  private void fill() {
    int at = (int) (unpacked % ring.length);
    int room = Math.min(ring.length - at, AT_ONCE);
    try {
      int count = decoder.read(ring, at, room);
      isAtEnd = count < 0;
      unpacked += Math.max(0, count);
    } catch (IOException | RuntimeException e) { // decoders index arrays by what damage says
      isAtEnd = true;
      failure = e instanceof IOException io ? io : new IOException(e.getMessage(), e);
      if (!isCutShort.test(e)) {
        unpacked = handedOut;
      }
    }
  }

  @Override
  public void close() throws IOException {
    decoder.close();
  }
}
