package slash64.lake;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a text is, however it is named or compressed. The head tells most texts apart at the cost of
 * 64 KiB, and finds the text that another one is the beginning of.
 *
 * @param headSha256 SHA-256 of the first 64 KiB of the text, of all of it when it is shorter
 * @param bytes length of the text
 * @param sha256 SHA-256 of the text
 */
public record ContentIdentity(String headSha256, long bytes, String sha256) {
  /** Bytes of text that make the head. */
  public static final int HEAD = 64 * 1024;

  /** Reads a decompressed text to its end, in one pass and constant memory; does not close it. */
  public static ContentIdentity read(InputStream text) throws IOException {
    return read(text, Long.MAX_VALUE);
  }

  /**
   * Reads the first {@code limit} bytes of a decompressed text: what a grown text was before, when
   * the limit is its length then.
   */
  public static ContentIdentity read(InputStream text, long limit) throws IOException {
    MessageDigest whole = newSha256();
    byte[] buffer = new byte[HEAD];
    int head = text.readNBytes(buffer, 0, (int) Math.min(HEAD, limit));
    String headSha256 = hex(newSha256().digest(Arrays.copyOf(buffer, head)));
    long bytes = head;
    whole.update(buffer, 0, head);
    while (bytes < limit) {
      int read = text.read(buffer, 0, (int) Math.min(HEAD, limit - bytes));
      if (read < 0) {
        break;
      }
      whole.update(buffer, 0, read);
      bytes += read;
    }
    return new ContentIdentity(headSha256, bytes, hex(whole.digest()));
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot hash: this Java lacks SHA-256", e);
    }
  }
}
