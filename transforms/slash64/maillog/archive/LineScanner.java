package slash64.maillog.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.LongSupplier;

/**
 * Cuts a stream into lines without copying or allocating: a line is {@code [start(), end())} of
 * {@link #bytes}, valid until the next call of {@link #next}.
 *
 * <pre>{@code
 * try (LineScanner lines = new LineScanner(TextStream.open(file, ExpansionLimit.USUAL))) {
 *   while (lines.next()) {
 *     line.reset(lines.bytes(), lines.start(), lines.end());
 *   }
 * }
 * }</pre>
 *
 * <p>A line ends at LF; one CR before it, NUL bytes at its head (what a crash leaves in a file) and
 * a byte order mark at the head of the file belong to no line. Of a line longer than {@link
 * #LONGEST} bytes only so many are kept. The last line may lack its LF. If the stream fails, all
 * lines before the failure come first, the broken one included, and then the failure.
 */
public final class LineScanner implements Closeable {
  /** How many bytes of a line are kept: 64 KiB. */
  public static final int LONGEST = 1 << 16;

  private static final int BLOCK = 1 << 20;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;
  private static final long LINE_FEEDS = '\n' * ONES;

  private final InputStream in;
  private final LongSupplier to;
  private final byte[] buffer;
  private final int longest;
  private int limit;

  /** Where the line after the current one begins, and the stream's offset of {@code buffer[0]}. */
  private int next;

  private long base;

  private long splitEnd;
  private IOException failure;
  private boolean isExhausted;
  private boolean isSkipping;
  private boolean isHead;

  private int start;
  private int end;
  private boolean isCut;
  private boolean isTerminated = true;
  private long number;
  private long offset;

  /** Reads all lines of a stream that stands at the head of its file. */
  public LineScanner(InputStream in) {
    this(in, 0, Long.MAX_VALUE, BLOCK, LONGEST);
  }

  /**
   * Reads one split of a plain file: all lines that begin after {@code from} (at it, if it is 0)
   * and not after {@code to}. The last one is read beyond {@code to} to its end, and the line that
   * {@code from} falls into or begins belongs to the split before; so splits that follow each other
   * read each line exactly once.
   *
   * @param in stands at offset {@code from} of the file
   */
  public LineScanner(InputStream in, long from, long to) {
    this(in, from, to, BLOCK, LONGEST);
  }

  /**
   * Reads one split of a packed file, of which only reading it shows where its text ends.
   *
   * @param to where that is, Long.MAX_VALUE until {@code in} has been read that far
   */
  public LineScanner(InputStream in, long from, LongSupplier to) {
    this(in, from, to, BLOCK, LONGEST);
  }

  /** For tests of the seams: {@code block} must be at least four times {@code longest}. */
  LineScanner(InputStream in, long from, long to, int block, int longest) {
    this(in, from, () -> to, block, longest);
  }

  private LineScanner(InputStream in, long from, LongSupplier to, int block, int longest) {
    this.splitEnd = to.getAsLong();
    if (from < 0 || splitEnd < from) {
      throw new IllegalArgumentException(
          "Cannot read from byte %d to %d (need 0 <= from <= to)".formatted(from, splitEnd));
    }
    this.in = in;
    this.to = to;
    this.base = from;
    this.buffer = new byte[block];
    this.longest = longest;
    this.isSkipping = from > 0;
    this.isHead = from == 0;
  }

  /**
   * Moves on to the next line.
   *
   * @return false at the end
   * @throws DamagedArchiveException if the archive broke off after the lines read so far
   */
  public boolean next() throws IOException {
    if (isSkipping) {
      isSkipping = false;
      if (!skipLine(next)) {
        fail();
        return false;
      }
    }
    if (base + next > splitEnd) {
      return false;
    }
    int scanned = next;
    while (true) {
      int lineFeed = lineFeed(buffer, scanned, limit);
      if (lineFeed >= 0) {
        return take(lineFeed, true);
      }
      next = afterNulls(next);
      scanned = limit;
      if (limit - next == buffer.length) {
        return takeHead();
      }
      int kept = limit - next;
      if (!refill()) {
        if (next == limit) {
          fail();
          return false;
        }
        return take(limit, false);
      }
      scanned = next + kept;
    }
  }

  /**
   * Fetches what the first lines can be seen in, without taking them: {@code [ahead(), peek())} of
   * {@link #bytes}. Call before the first {@link #next}.
   *
   * @return where what was fetched ends, behind a whole line or within one
   */
  public int peek() {
    if (limit == 0) {
      boolean isMore = fetch(); // a pipe is read no further than it has come
      while (isMore && limit < buffer.length && isAvailable()) {
        isMore = fetch();
      }
    }
    return limit;
  }

  private boolean isAvailable() {
    try {
      return in.available() > 0;
    } catch (IOException e) {
      return false; // reading on tells
    }
  }

  /** Returns where the next line begins in {@link #bytes}, as far as it is known. */
  public int ahead() {
    int lineFeed = isSkipping ? lineFeed(buffer, next, limit) : next - 1;
    return lineFeed < next - 1 ? limit : lineFeed + 1;
  }

  /** Takes the line up to {@code lineEnd}, where its LF or the end of the stream is. */
  private boolean take(int lineEnd, boolean hasLineFeed) {
    start = next;
    end = hasLineFeed && lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    next = hasLineFeed ? lineEnd + 1 : lineEnd;
    stripHead();
    isCut = end - start > longest;
    if (isCut) {
      end = start + longest;
    }
    offset = base + start;
    isTerminated = hasLineFeed;
    number++;
    return true;
  }

  /** Takes the head of a line that fills the whole block, and skips the rest of it. */
  private boolean takeHead() throws IOException {
    start = next;
    end = next + longest;
    stripHead();
    end = start + longest;
    offset = base + start;
    isCut = true;
    isTerminated = skipLine(end);
    number++;
    return true;
  }

  private void stripHead() {
    if (isHead) {
      isHead = false;
      if (end - start >= 3
          && buffer[start] == (byte) 0xef
          && buffer[start + 1] == (byte) 0xbb
          && buffer[start + 2] == (byte) 0xbf) {
        start += 3;
      }
    }
    while (start < end && buffer[start] == 0) {
      start++;
    }
  }

  private int afterNulls(int from) {
    int at = from;
    while (at < limit && buffer[at] == 0) {
      at++;
    }
    isHead &= at == from;
    return at;
  }

  /**
   * Moves {@link #next} behind the next LF without touching what stands before {@code keep}.
   *
   * @return false if the stream ended before
   */
  private boolean skipLine(int keep) throws IOException {
    int scan = keep;
    while (true) {
      int lineFeed = lineFeed(buffer, scan, limit);
      if (lineFeed >= 0) {
        next = lineFeed + 1;
        return true;
      }
      base += limit - keep; // as if what was skipped stood before the buffer
      limit = keep;
      scan = keep;
      next = keep;
      if (!fetch()) {
        return false;
      }
    }
  }

  /** Gets more bytes behind those not yet taken, making room first if there is little. */
  private boolean refill() {
    if (next == limit) {
      base += next;
      next = 0;
      limit = 0;
    } else if (next > 0 && buffer.length - limit < buffer.length / 4) {
      System.arraycopy(buffer, next, buffer, 0, limit - next);
      base += next;
      limit -= next;
      next = 0;
    }
    return fetch();
  }

  private boolean fetch() {
    if (isExhausted) {
      return false;
    }
    try {
      int count = in.read(buffer, limit, buffer.length - limit);
      isExhausted = count < 0;
      limit += Math.max(count, 0);
      splitEnd = to.getAsLong();
      return count >= 0;
    } catch (IOException e) {
      isExhausted = true;
      failure = e;
      return false;
    }
  }

  private void fail() throws IOException {
    if (failure instanceof DamagedArchiveException damage) {
      throw damage.afterLine(number);
    }
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Finds the first LF of {@code [from, to)}, or -1. Eight bytes at a time: a byte of {@code x} is
   * zero where the input has LF, and the subtraction borrows into the high bit of the lowest zero
   * byte first (Mycroft 1987), so the lowest mark is never a false one.
   */
  static int lineFeed(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - 8; at += 8) {
      long x = (long) LONGS.get(bytes, at) ^ LINE_FEEDS;
      long marks = (x - ONES) & ~x & HIGHS;
      if (marks != 0) {
        return at + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** Returns the buffer the current line stands in: always the same one, never to be changed. */
  public byte[] bytes() {
    return buffer;
  }

  public int start() {
    return start;
  }

  public int end() {
    return end;
  }

  /** Returns whether the current line was longer than {@link #LONGEST} and lost its rest. */
  public boolean isCut() {
    return isCut;
  }

  /** Returns whether the current line ended with LF; false only for the last line of a stream. */
  public boolean isTerminated() {
    return isTerminated;
  }

  /** Returns the number of the current line, from 1, counted within the split. */
  public long number() {
    return number;
  }

  /** Returns the offset of the current line's first byte in the text. */
  public long offset() {
    return offset;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
