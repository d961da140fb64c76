package slash64.privacy;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret under which names of people become pseudonyms: HMAC-SHA-256 (RFC 2104), of which the
 * first 128 bits are kept (RFC 2104, 5 allows half). Equal names have equal pseudonyms as long as
 * the key is the same; without the key nobody can tell which name it was, not even by trying all.
 *
 * <p>The key travels to executors inside the task. It is never part of a plan's or a log's text:
 * nothing here prints it.
 */
public final class PseudonymKey implements Serializable {
  /** RFC 2104, 3 discourages keys shorter than the hash; half of it is still beyond guessing. */
  static final int MIN_BYTES = 16;

  private static final int KEPT_BYTES = 16;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;
  private transient ThreadLocal<Mac> mac;

  /** No key: names stay as they are, for operators who may keep them. */
  public static final PseudonymKey NONE = new PseudonymKey(new byte[0]);

  private PseudonymKey(byte[] key) {
    this.key = key;
  }

  /**
   * Returns the key made of these secret bytes.
   *
   * @throws IllegalArgumentException if the key has fewer than 16 bytes; the text does not show it
   */
  public static PseudonymKey of(byte[] key) {
    if (key.length < MIN_BYTES) {
      throw new IllegalArgumentException(
          "Cannot use this key for pseudonyms: it has %d bytes, need at least %d. Make one with: head -c 32 /dev/urandom | base64"
              .formatted(key.length, MIN_BYTES));
    }
    return new PseudonymKey(key.clone());
  }

  /** Returns the pseudonym of a name, 32 hexadecimal digits; null of null. */
  public String pseudonym(String name) {
    if (key.length == 0) {
      return name;
    }
    return name == null ? null : HexFormat.of().formatHex(hash(name), 0, KEPT_BYTES);
  }

  private byte[] hash(String name) {
    return macs().get().doFinal(name.getBytes(StandardCharsets.UTF_8));
  }

  private synchronized ThreadLocal<Mac> macs() {
    if (mac == null) {
      mac = ThreadLocal.withInitial(this::newMac);
    }
    return mac;
  }

  private Mac newMac() {
    try {
      Mac fresh = Mac.getInstance(ALGORITHM);
      fresh.init(new SecretKeySpec(key, ALGORITHM));
      return fresh;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Cannot make pseudonyms: this Java lacks " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "PseudonymKey[hidden]";
  }
}
