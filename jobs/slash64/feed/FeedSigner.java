package slash64.feed;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * Signs manifests with Ed25519 (RFC 8032). The manifest holds the hash of every file, so one
 * signature covers the feed. {@code openssl pkeyutl -verify -rawin} checks it; see
 * conf/consumers/verify.
 */
public final class FeedSigner {
  /** The signature beside the manifest: one line of base64. */
  public static final String FILE = "manifest.json.sig";

  private final PrivateKey key;

  private FeedSigner(PrivateKey key) {
    this.key = key;
  }

  /**
   * Takes a key as {@code openssl genpkey -algorithm ed25519} writes it: PKCS #8 in PEM (RFC 8410).
   *
   * @throws IllegalArgumentException if it is anything else; the text is not repeated
   */
  public static FeedSigner ofPem(String pem) {
    try {
      byte[] encoded =
          Base64.getMimeDecoder()
              .decode(
                  pem.replace("-----BEGIN PRIVATE KEY-----", "")
                      .replace("-----END PRIVATE KEY-----", ""));
      return new FeedSigner(
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot use the signing key: need an Ed25519 private key in PEM, as made by"
              + " openssl genpkey -algorithm ed25519",
          e);
    }
  }

  /** Returns the signature of these bytes, one line of base64. */
  String sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(bytes);
      return Base64.getEncoder().encodeToString(signature.sign()) + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot sign the manifest", e);
    }
  }
}
