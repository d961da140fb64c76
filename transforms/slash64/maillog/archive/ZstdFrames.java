package slash64.maillog.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds where the frames of a zstd archive begin without unpacking them (RFC 8878, section 3.1): a
 * frame is as long as its blocks' headers say, or as the frame to skip says that pzstd sets before
 * it. The magic number is not searched for: packed bytes may hold it.
 *
 * <p>Nothing found here needs to be believed: whoever unpacks {@code [start, end)} of a frame that
 * does not end there sees an archive that ends early.
 */
public final class ZstdFrames {
  /** Reads stored bytes at a position, as {@link java.nio.channels.FileChannel} does. */
  @FunctionalInterface
  public interface Storage {
    int read(long position, byte[] to, int offset, int length) throws IOException;
  }

  /**
   * A frame, with the frames to skip before it.
   *
   * @param start offset of its first byte in the archive
   * @param textBytes what it unpacks to, which its decoder checks; -1 if the frame does not tell
   */
  public record Frame(long start, long textBytes) {}

  /** {@code zstd FILE} makes one frame of any size; no use to walk through all of it. */
  private static final long LONGEST_WALK = 64L << 20;

  /** A frame that tells more is taken for one that tells nothing, so that sums stay in range. */
  private static final long MOST_TEXT = 1L << 40;

  /**
   * Frames listed one by one: archives with more are made to fill memory, a frame of nothing has
   * nine bytes, or gain nothing by being cut finer.
   */
  static final int MOST_FRAMES = 1 << 18;

  private static final int MAGIC = 0xfd2fb528;
  private static final int SKIPPABLE = 0x184d2a50;
  private static final int SKIPPABLE_MASK = 0xfffffff0;
  private static final int RLE = 1;
  private static final int RESERVED = 3;
  private static final int[] DICTIONARY_ID_BYTES = {0, 1, 2, 4};

  private final Storage storage;
  private final long length;
  private final byte[] window = new byte[1 << 16];
  private long windowStart;
  private int windowBytes;

  private ZstdFrames(Storage storage, long length) {
    this.storage = storage;
    this.length = length;
  }

  /**
   * Returns the frames from the head of the archive on, at least one, each up to the next one's
   * start. The last one takes all the rest with it: damage, padding, and what follows a frame of
   * more than 64 MiB, or the last of {@value #MOST_FRAMES}.
   *
   * @param length of the archive in bytes
   */
  public static List<Frame> of(Storage storage, long length) throws IOException {
    return new ZstdFrames(storage, length).walk();
  }

  private List<Frame> walk() throws IOException {
    List<Frame> frames = new ArrayList<>();
    long at = 0;
    while (at < length) {
      long start = at;
      long told = -1;
      while (has(at, 8) && (int) number(at, 4) >>> 4 == SKIPPABLE >>> 4) {
        long size = number(at + 4, 4);
        told = size == 4 && has(at + 8, 4) ? number(at + 8, 4) : -1;
        at += 8 + size;
      }
      if (at == length && !frames.isEmpty()) {
        return frames; // a seek table at the end, say
      }
      boolean isFrame = has(at, 6) && (int) number(at, 4) == MAGIC;
      frames.add(new Frame(start, isFrame ? textBytes(at) : -1));
      long end = !isFrame ? -1 : isBorder(at + told, told) ? at + told : end(at);
      if (end < 0 || frames.size() == MOST_FRAMES) {
        return frames;
      }
      at = end;
      if (!isBorder(at, 1)) {
        return frames;
      }
    }
    return frames;
  }

  private boolean isBorder(long at, long told) throws IOException {
    if (told <= 0) {
      return false;
    }
    return at == length
        || has(at, 4)
            && ((int) number(at, 4) == MAGIC
                || ((int) number(at, 4) & SKIPPABLE_MASK) == SKIPPABLE);
  }

  private long textBytes(long frame) throws IOException {
    int descriptor = (int) number(frame + 4, 1);
    int bytes = textSizeBytes(descriptor);
    long at = frame + headerBytes(descriptor) - bytes;
    if (bytes == 0 || !has(at, bytes)) {
      return -1;
    }
    long told = number(at, bytes) + (bytes == 2 ? 256 : 0);
    return told <= MOST_TEXT ? told : -1;
  }

  private static int headerBytes(int descriptor) {
    return 5
        + (isSingleSegment(descriptor) ? 0 : 1)
        + DICTIONARY_ID_BYTES[descriptor & 3]
        + textSizeBytes(descriptor);
  }

  private static int textSizeBytes(int descriptor) {
    int flag = descriptor >>> 6;
    return flag == 0 ? (isSingleSegment(descriptor) ? 1 : 0) : 1 << flag;
  }

  private static boolean isSingleSegment(int descriptor) {
    return (descriptor & 0x20) != 0;
  }

  /** Returns where the frame at {@code start} ends, or -1 if that cannot be told. */
  private long end(long start) throws IOException {
    int descriptor = (int) number(start + 4, 1);
    long at = start + headerBytes(descriptor);
    boolean isLast = false;
    while (!isLast) {
      if (!has(at, 3) || at - start > LONGEST_WALK) {
        return -1;
      }
      int header = (int) number(at, 3);
      int type = header >>> 1 & 3;
      if (type == RESERVED) {
        return -1;
      }
      isLast = (header & 1) != 0;
      at += 3 + (type == RLE ? 1 : header >>> 3);
    }
    at += (descriptor & 4) != 0 ? 4 : 0; // the checksum
    return at <= length ? at : -1;
  }

  private boolean has(long at, int bytes) {
    return at >= 0 && at <= length - bytes;
  }

  /** Returns the little-endian number of up to eight bytes. */
  private long number(long at, int bytes) throws IOException {
    if (at < windowStart || at + bytes > windowStart + windowBytes) {
      fill(at, bytes);
    }
    long number = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      number = number << 8 | window[(int) (at - windowStart) + i] & 0xff;
    }
    return number;
  }

  private void fill(long at, int bytes) throws IOException {
    windowStart = at;
    windowBytes = 0;
    while (windowBytes < bytes) {
      int count = storage.read(at + windowBytes, window, windowBytes, window.length - windowBytes);
      if (count <= 0) {
        throw new IOException("The archive became shorter than %d bytes".formatted(length));
      }
      windowBytes += count;
    }
  }
}
