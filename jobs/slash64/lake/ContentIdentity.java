package slash64.lake;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What a text is, however it is named or compressed. The head tells most texts apart at the cost of
 * 64 KiB, and finds the text that another one is the beginning of.
 *
 * @param headSha256 SHA-256 of the first 64 KiB of the text, of all of it when it is shorter
 * @param bytes length of the text
 * @param sha256 SHA-256 of the text
 */
public record ContentIdentity(String headSha256, long bytes, String sha256)
    implements Serializable {
  /** Bytes of text that make the head. */
  public static final int HEAD = 64 * 1024;

  /**
   * Reads the first {@code limit} bytes of a decompressed text, in one pass and constant memory:
   * what a grown text was before, when the limit is its length then. Does not close it.
   */
  public static ContentIdentity read(InputStream text, long limit) throws IOException {
    Reading reading = new Reading();
    byte[] buffer = new byte[HEAD];
    for (long left = limit; left > 0; ) {
      int count = text.read(buffer, 0, (int) Math.min(HEAD, left));
      if (count < 0) {
        break;
      }
      reading.add(buffer, count);
      left -= count;
    }
    return reading.all();
  }

  /**
   * Returns whether {@code other} is longer and may begin with this text: only reading as much of
   * it again can tell.
   */
  public boolean mayBegin(ContentIdentity other) {
    return bytes < other.bytes && (bytes < HEAD || headSha256.equals(other.headSha256));
  }

  /** A text on its way past: knows what it is so far, and what it is up to its last line end. */
  public static final class Reading {
    private final MessageDigest head = DigestUtils.getSha256Digest();
    private final MessageDigest whole = DigestUtils.getSha256Digest();
    private long bytes;
    private ContentIdentity wholeLines = all();

    /**
     * Whether bytes stand behind the last line end, and with them {@link #wholeLines} is needed.
     */
    private boolean isWithinLine;

    /** Adds the first {@code count} bytes of a buffer to the text. */
    public void add(byte[] buffer, int count) {
      int lines = count;
      while (lines > 0 && buffer[lines - 1] != '\n') {
        lines--;
      }
      if (lines > 0) {
        update(buffer, 0, lines);
        isWithinLine = false;
      }
      if (lines < count) {
        if (!isWithinLine) {
          wholeLines = all();
          isWithinLine = true;
        }
        update(buffer, lines, count);
      }
    }

    private void update(byte[] buffer, int from, int to) {
      int inHead = (int) Math.max(0, Math.min(to - from, HEAD - bytes));
      head.update(buffer, from, inHead);
      whole.update(buffer, from, to - from);
      bytes += to - from;
    }

    /** Returns what the whole text is. */
    public ContentIdentity all() {
      return new ContentIdentity(hex(head), bytes, hex(whole));
    }

    /** Returns what the text is up to its last line end. */
    public ContentIdentity wholeLines() {
      return isWithinLine ? wholeLines : all();
    }
  }

  /** What was hashed so far; more may be added afterwards. */
  private static String hex(MessageDigest digest) {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Cannot hash: this Java's SHA-256 cannot be copied", e);
    }
  }
}
