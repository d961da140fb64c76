package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.policy.PolicyEntry;

class FeedFormatsTest {
  private static final List<String> EVERYTHING = List.of("all", "full");

  private static List<FeedFormat> everyFormat() {
    return FeedFormats.named(EVERYTHING, FeedFormatOptions.DEFAULT);
  }

  private static List<String> files(String... names) {
    return FeedFormats.named(List.of(names), FeedFormatOptions.DEFAULT).stream()
        .map(FeedFormat::file)
        .toList();
  }

  @Test
  void theReferenceTheAlertsAndTheChangesAreAlwaysWritten() {
    assertThat(files()).containsExactly("policy.ndjson", "alerts.ndjson", "changes.ndjson");
    assertThat(files("rbldnsd", "full"))
        .containsExactly(
            "policy.ndjson",
            "alerts.ndjson",
            "changes.ndjson",
            "policy-full.ndjson",
            "rbldnsd.ip6trie",
            "rbldnsd.ip4trie");
    assertThat(files("all"))
        .hasSize(13)
        .doesNotHaveDuplicates()
        .contains(
            "policy.csv",
            "policy.parquet",
            "policy.mmdb",
            "rspamd.map.zst",
            "nftables.nft",
            "nginx.geo")
        .doesNotContain("policy-full.ndjson");
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> files("exim"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot export 'exim': need all, ndjson, alerts, changes, full, csv, parquet, postfix, rspamd,"
                + " rbldnsd, mmdb, nftables, haproxy, nginx");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyFormat")
  void theSameNightGivesTheSameBytesAndLeavesTheStreamOpen(FeedFormat format) throws IOException {
    byte[] first = write(format, FeedSamples.forest(3_000, 9));
    byte[] second = write(format, FeedSamples.forest(3_000, 9));
    assertThat(first).isEqualTo(second);
  }

  private static byte[] write(FeedFormat format, List<PolicyEntry> entries) throws IOException {
    FeedNight night = FeedSamples.withFull(FeedSamples.night(entries), entries);
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            throw new IllegalStateException("only the caller closes");
          }
        };
    format.write(night, bytes);
    return bytes.toByteArray();
  }
}
