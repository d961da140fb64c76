package slash64.maillog.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a bzip2 archive from anywhere: hands out each block as a small archive of its own. Blocks
 * do not rest on each other. They begin at any bit, with 48 bits of pi, by which bzip2's own {@code
 * bzip2recover} finds them, too; packed bytes look like these by chance once in 35 TB, and then the
 * block's checksum tells. That over all blocks is not looked at: who reads a part cannot know it.
 *
 * <p>Memory is bounded by a block, 900,000 bytes of text.
 */
final class Bzip2Blocks {
  private static final long BLOCK = 0x314159265359L;
  private static final long END = 0x177245385090L;
  private static final int MARK_BITS = 48;
  private static final long MARK = (1L << MARK_BITS) - 1;
  private static final int CHECKSUM_BITS = 32;

  /** "BZh9": blocks of up to 900,000 bytes of text, the most there is. */
  private static final long HEAD = 0x425a6839L;

  /** No block is packed to more; one without an end by then is damaged. */
  private static final int MOST_BYTES = 2 << 20;

  private final RawInput in;

  /** The block that is next, and what stands before it in its first byte. */
  private byte[] bytes = new byte[1 << 16];

  private int count;

  /** The last eight bytes taken: a mark that ends in the last of them lies whole in it. */
  private long window;

  /** Offset in the archive behind what was taken. */
  private long offset;

  /** Bit of {@link #bytes} at which the next block begins, or -1 as long as none is found. */
  private int start = -1;

  /**
   * @param archive stands at byte {@code offset}; stays open
   */
  Bzip2Blocks(InputStream archive, long offset) {
    this.in = new RawInput(archive, offset);
    this.offset = offset;
    this.window = ~0L;
  }

  /**
   * Returns the blocks that begin before byte {@code border}, archive behind archive. What is asked
   * for afterwards begins with the block that was left.
   */
  InputStream before(long border) {
    return new BlockWiseInput() {
      private byte[] block = {};
      private int at;

      @Override
      public int read(byte[] to, int from, int length) throws IOException {
        if (at == block.length) {
          if (!find() || 8 * (offset - count) + start >= 8 * border) {
            return -1;
          }
          block = take();
          at = 0;
        }
        int most = Math.min(length, block.length - at);
        System.arraycopy(block, at, to, from, most);
        at += most;
        return most;
      }
    };
  }

  /** Goes on to where a block begins; false if there is none. */
  private boolean find() throws IOException {
    while (start < 0) {
      count = 0;
      if (!fetch()) {
        return false;
      }
      int mark = mark(BLOCK);
      if (mark >= 0) {
        begin(mark);
      }
    }
    return true;
  }

  /** Takes the block at {@link #start} and leaves the one behind it, if it follows at once. */
  private byte[] take() throws IOException {
    while (count < MOST_BYTES && fetch()) {
      int next = mark(BLOCK);
      int behind = next >= 0 ? next : mark(END);
      if (behind >= 0) {
        byte[] whole = archive(8 * count - behind - MARK_BITS, true);
        start = -1;
        if (next >= 0) {
          begin(next);
        }
        return whole;
      }
    }
    byte[] rest = archive(8 * count, false);
    start = -1;
    return rest;
  }

  /** Appends a byte of the archive; false at its end. */
  private boolean fetch() throws IOException {
    int next = in.read();
    if (next < 0) {
      return false;
    }
    if (count == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * count);
    }
    bytes[count++] = (byte) next;
    window = window << 8 | next;
    offset++;
    return true;
  }

  /** Returns how many bits behind its end a mark lies that ends in the last byte, or -1. */
  private int mark(long mark) {
    for (int behind = 0; behind < 8; behind++) {
      if ((window >>> behind & MARK) == mark) {
        return behind;
      }
    }
    return -1;
  }

  /** Puts the bytes of the mark just read to the front. */
  private void begin(int behind) {
    int marked = (behind + MARK_BITS + 7) / 8;
    for (int i = 0; i < marked; i++) {
      bytes[i] = (byte) (window >>> 8 * (marked - 1 - i));
    }
    count = marked;
    start = 8 * marked - behind - MARK_BITS;
  }

  /**
   * Returns the bits from {@link #start} to {@code end} as an archive, closed as such if they are a
   * whole block. The checksum of the archive is then the block's own.
   */
  private byte[] archive(int end, boolean isWhole) {
    Bits archive = new Bits((end - start) / 8 + 16);
    archive.add(HEAD, 32);
    for (int at = start; at < end; at += 32) {
      int some = Math.min(32, end - at);
      archive.add(bits(at, some), some);
    }
    if (isWhole) {
      archive.add(END, MARK_BITS);
      archive.add(bits(start + MARK_BITS, CHECKSUM_BITS), CHECKSUM_BITS);
    }
    return archive.bytes();
  }

  /** Returns up to 32 bits of {@link #bytes}. */
  private long bits(int at, int some) {
    long value = 0;
    int end = (at + some + 7) / 8;
    for (int i = at / 8; i < end; i++) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value >>> 8 * end - at - some & (1L << some) - 1;
  }

  /** Bits put one behind the other. */
  private static final class Bits {
    private final byte[] bytes;
    private int full;
    private long begun;
    private int bitsBegun;

    Bits(int most) {
      bytes = new byte[most];
    }

    /** Adds up to 48 bits. */
    void add(long value, int bits) {
      begun = begun << bits | value;
      bitsBegun += bits;
      while (bitsBegun >= 8) {
        bitsBegun -= 8;
        bytes[full++] = (byte) (begun >>> bitsBegun);
      }
    }

    byte[] bytes() {
      if (bitsBegun > 0) {
        bytes[full++] = (byte) (begun << 8 - bitsBegun);
      }
      return Arrays.copyOf(bytes, full);
    }
  }
}
