package slash64.maillog.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Gzip (RFC 1952) with any number of members. {@link java.util.zip.GZIPInputStream} looks for a
 * next member only if the stream below claims to have bytes available, which network streams may
 * deny at any moment; then it silently ends after the first member. Here only the end of the
 * archive is the end. Zero bytes after the last member are padding, as {@code gzip} has it.
 */
final class GzipDecoder extends BlockWiseInput {
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] input = new byte[1 << 16];
  private int at;
  private int limit;
  private boolean isInMember;
  private boolean isAtEnd;

  GzipDecoder(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!isAtEnd) {
      if (!isInMember) {
        isInMember = beginMember();
        isAtEnd = !isInMember;
        continue;
      }
      int count = inflate(to, offset, length);
      if (count > 0) {
        checksum.update(to, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw new IOException("a preset dictionary, which gzip does not have");
      } else {
        refill();
        inflater.setInput(input, 0, limit);
      }
    }
    return -1;
  }

  private int inflate(byte[] to, int offset, int length) throws IOException {
    try {
      return inflater.inflate(to, offset, length);
    } catch (DataFormatException e) {
      throw new IOException(e.getMessage() == null ? "bad deflate data" : e.getMessage(), e);
    }
  }

  /** Reads a header; returns false at the end of the archive. */
  private boolean beginMember() throws IOException {
    int first = tryNext();
    while (first == 0) {
      first = tryNext();
    }
    if (first < 0) {
      return false;
    }
    if (first != 0x1f || next() != 0x8b || next() != 8) {
      throw new IOException("something that is no gzip follows");
    }
    int flags = next();
    skip(6); // time, level, system
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      skip(2);
    }
    inflater.reset();
    checksum.reset();
    inflater.setInput(input, at, limit - at);
    return true;
  }

  private void endMember() throws IOException {
    at = limit - inflater.getRemaining();
    isInMember = false;
    if (nextInt() != (int) checksum.getValue()) {
      throw new IOException("the checksum differs");
    }
    if (nextInt() != (int) inflater.getBytesWritten()) {
      throw new IOException("the length differs");
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // up to the closing zero
    }
  }

  private int nextInt() throws IOException {
    return next() | next() << 8 | next() << 16 | next() << 24;
  }

  private int next() throws IOException {
    if (at == limit) {
      refill();
    }
    return input[at++] & 0xff;
  }

  private int tryNext() throws IOException {
    if (at == limit && !fetch()) {
      return -1;
    }
    return input[at++] & 0xff;
  }

  private void refill() throws IOException {
    if (!fetch()) {
      throw new IOException("cut short");
    }
  }

  private boolean fetch() throws IOException {
    at = 0;
    limit = Math.max(in.read(input, 0, input.length), 0);
    return limit > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
