package slash64.synth;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import slash64.net.Address;

/** Bytes on their way into a file: text is put together in one reused array, without strings. */
final class LogBuffer implements AutoCloseable {
  private static final int SIZE = 1 << 17;
  private static final int ROOM = 1 << 13; // more than any one piece of text

  private final byte[] bytes = new byte[SIZE];
  private final OutputStream out;
  private int length;
  private long flushed;

  LogBuffer(OutputStream out) {
    this.out = out;
  }

  LogBuffer text(byte[] ascii) {
    room();
    System.arraycopy(ascii, 0, bytes, length, ascii.length);
    length += ascii.length;
    return this;
  }

  LogBuffer character(char ascii) {
    room();
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** Adds a number of 0 or more in decimal. */
  LogBuffer number(long value) {
    return number(value, 1);
  }

  /** Adds a number of 0 or more in decimal, with leading zeros up to {@code digits}. */
  LogBuffer number(long value, int digits) {
    room();
    int size = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      size++;
    }
    size = size < digits ? digits : size;
    long rest = value;
    for (int at = length + size - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += size;
    return this;
  }

  /** Adds hundredths as a number with two decimals: -150 is {@code -1.50}. */
  LogBuffer hundredths(int value) {
    if (value < 0) {
      character('-');
    }
    int size = StrictMath.abs(value);
    return number(size / 100).character('.').number(size % 100, 2);
  }

  /** Adds RFC 5952 text; IPv4 dotted. */
  LogBuffer address(long high, long low) {
    room();
    length = Address.write(high, low, bytes, length);
    return this;
  }

  LogBuffer address(Client client) {
    return address(client.high(), client.low());
  }

  /** Adds {@code name[address]}, as Postfix names a peer. */
  LogBuffer peer(Client client) {
    return text(client.name()).character('[').address(client).character(']');
  }

  /**
   * Adds a duration in seconds as Postfix does ({@code format_tv} with two significant digits):
   * hundredths below 1 s, tenths below 10 s, whole seconds above, no zeros at the end.
   */
  LogBuffer delay(long micros) {
    long hundredths = micros / 10_000;
    if (hundredths >= 1000) {
      return number(hundredths / 100);
    }
    number(hundredths / 100);
    long tenth = hundredths / 10 % 10;
    long hundredth = hundredths >= 100 ? 0 : hundredths % 10;
    if (tenth != 0 || hundredth != 0) {
      character('.').number(tenth);
    }
    return hundredth == 0 ? this : number(hundredth);
  }

  /** Returns how many bytes went in so far. */
  long written() {
    return flushed + length;
  }

  private void room() {
    if (length > SIZE - ROOM) {
      flush();
    }
  }

  private void flush() {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    flushed += length;
    length = 0;
  }

  @Override
  public void close() throws IOException {
    try (out) {
      flush();
    }
  }
}
