package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slash64.feed.FeedSamples.DAY;
import static slash64.feed.FeedSamples.entry;
import static slash64.feed.FeedSamples.night;
import static slash64.feed.FeedSamples.stamp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.policy.Tier;

class FeedSignerTest {
  /** The secret key of RFC 8032, 7.1, test 2, in the wrapping of RFC 8410. */
  private static final String PEM =
      "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getEncoder()
              .encodeToString(
                  HexFormat.of()
                      .parseHex(
                          "302e020100300506032b657004220420"
                              + "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
          + "\n-----END PRIVATE KEY-----\n";

  @TempDir private Path export;

  @Test
  void theSignatureIsThatOfTheStandardsExample() {
    byte[] signature =
        Base64.getMimeDecoder().decode(FeedSigner.ofPem(PEM).sign(new byte[] {0x72}));
    assertThat(HexFormat.of().formatHex(signature))
        .isEqualTo(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  }

  @Test
  void anythingElseIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> FeedSigner.ofPem("hunter2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot use the signing key: need an Ed25519 private key in PEM, as made by"
                + " openssl genpkey -algorithm ed25519");
  }

  @Test
  void aKeyThatIsConfiguredLaterMakesANewGeneration() throws IOException {
    FeedNight night = night(entry("2001:db8::/48", Tier.REJECT));
    publisher(Optional.empty()).publish(night, FeedDestination.CURRENT);
    assertThat(export.resolve("current/manifest.json.sig")).doesNotExist();

    FeedPublisher signing = publisher(Optional.of(FeedSigner.ofPem(PEM)));
    assertThat(signing.publish(night, FeedDestination.CURRENT).generation()).isEqualTo(2);
    assertThat(signing.publish(night, FeedDestination.CURRENT).generation()).isEqualTo(2);
    assertThat(export.resolve("current/manifest.json.sig")).isNotEmptyFile();
  }

  private FeedPublisher publisher(Optional<FeedSigner> signer) {
    return new FeedPublisher(new LocalStore(export), List.of(PolicyNdjson.compact()), signer, 5);
  }

  @Test
  void theKitAcceptsAWholeFeedAndNoOther() throws IOException {
    Programs.require("openssl", "jq", "sha256sum");
    Path scratch = Files.createDirectory(export.resolve("scratch"));
    Path secret = Files.writeString(scratch.resolve("key.pem"), PEM);
    Path known = scratch.resolve("key.pub");
    Programs.run(
        scratch,
        List.of("openssl", "pkey", "-in", secret.toString(), "-pubout", "-out", known.toString()));
    FeedAlert alert =
        new FeedAlert(
            "spike", Optional.empty(), Optional.of("customer 7"), "high", "ten times more", "{}");
    new FeedPublisher(
            new LocalStore(export),
            FeedFormats.named(List.of("all"), FeedFormatOptions.DEFAULT),
            Optional.of(FeedSigner.ofPem(PEM)),
            5)
        .publish(
            FeedSamples.night(stamp(DAY), FeedSamples.forest(500, 2), List.of(alert)),
            FeedDestination.CURRENT);
    Path feed = export.resolve("current").toRealPath();

    assertThat(verify(scratch, feed, known, "2026-11-03T12:00:00Z"))
        .isEqualTo(new Programs.Result(0, "", ""));
    assertThat(verify(scratch, feed, known, "2026-11-05T02:00:01Z").err())
        .contains("is stale: valid until 2026-11-05T02:00:00Z");

    for (String file : new LocalStore(feed).list("")) {
      byte[] whole = Files.readAllBytes(feed.resolve(file));
      if (whole.length > 0) { // without a change the file of changes is empty
        byte[] altered = whole.clone();
        altered[whole.length / 2] ^= 1;
        Files.write(feed.resolve(file), altered);
        assertThat(verify(scratch, feed, known, "2026-11-03T12:00:00Z").status())
            .as("%s altered", file)
            .isEqualTo(1);
        Files.write(feed.resolve(file), Arrays.copyOf(whole, whole.length / 2));
        assertThat(verify(scratch, feed, known, "2026-11-03T12:00:00Z").status())
            .as("%s cut short", file)
            .isEqualTo(1);
      }
      Files.delete(feed.resolve(file));
      assertThat(verify(scratch, feed, known, "2026-11-03T12:00:00Z").status())
          .as("%s missing", file)
          .isEqualTo(1);
      Files.write(feed.resolve(file), whole);
    }
    assertThat(verify(scratch, feed, known, "2026-11-03T12:00:00Z").status()).isZero();
  }

  private static Programs.Result verify(Path scratch, Path feed, Path key, String now) {
    Path kit = Path.of(System.getProperty("slash64.home"), "conf/consumers/verify");
    return Programs.run(
        scratch,
        List.of("env", "SLASH64_NOW=" + now, kit.toString(), feed.toString(), key.toString()));
  }
}
