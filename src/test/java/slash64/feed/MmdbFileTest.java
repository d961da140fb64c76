package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slash64.feed.FeedSamples.entry;
import static slash64.feed.FeedSamples.night;

import com.maxmind.db.Reader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.net.Address;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

class MmdbFileTest {
  @TempDir private Path scratch;

  private static Map<?, ?> record(Reader reader, String address) throws IOException {
    return reader.get(InetAddress.getByName(address), Map.class);
  }

  @Test
  void theMaxMindReaderAnswersAsThePolicyDoes() throws IOException {
    Probes probes = Probes.large();
    Path file = Probes.write(new MmdbFile(), night(Probes.LARGE), scratch);
    try (Reader reader = new Reader(file.toFile())) {
      for (Address address : probes.addresses(20_000, 12)) {
        PolicyEntry entry = probes.entry(address);
        Map<?, ?> record = record(reader, address.toString());
        if (entry == null) {
          assertThat(record).as(address.toString()).isNull();
        } else {
          assertThat(record).as(address.toString()).isEqualTo(expected(entry));
        }
      }
      assertThat(reader.getMetadata().recordSize()).isEqualTo(24);
    }
  }

  private static Map<String, Object> expected(PolicyEntry entry) {
    return Map.of(
        "tier", entry.tier().word(),
        "score", FeedJson.round(entry.score(), 2),
        "confidence", FeedJson.round(entry.confidence(), 4),
        "reason", FeedText.plain(entry.reason()));
  }

  @Test
  void mmdblookupAnswersAsThePolicyDoesForMappedAddressesToo() {
    Programs.require("mmdblookup");
    Probes probes = Probes.large();
    Path file = write(night(Probes.LARGE));
    Map<String, Address> questions = Probes.withMapped(probes.addresses(2_000, 13));
    List<String> asked = List.copyOf(questions.keySet());

    Programs.Result result =
        Programs.run(
            scratch,
            String.join("\n", asked) + "\n",
            List.of(
                "sh",
                "-c",
                "while read -r a; do echo \"$a\" $(mmdblookup -f '%s' -i \"$a\" tier 2>&1); done"
                    .formatted(file)));

    List<String> answers = result.out().lines().toList();
    assertThat(answers).hasSameSizeAs(asked);
    for (int i = 0; i < asked.size(); i++) {
      PolicyEntry entry = probes.entry(questions.get(asked.get(i)));
      assertThat(answers.get(i))
          .startsWith(
              asked.get(i)
                  + (entry == null
                      ? " Could not find an entry"
                      : " \"%s\" <utf8_string>".formatted(entry.tier().word())));
    }
  }

  private Path write(FeedNight night) {
    try {
      return Probes.write(new MmdbFile(), night, scratch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void hostileReasonsAreReadBackAsPlainText() throws IOException {
    FeedNight night = HostileText.night();
    try (Reader reader = new Reader(write(night).toFile())) {
      for (PolicyEntry entry : night.policy()) {
        assertThat(record(reader, entry.prefix().first().toString()).get("reason"))
            .isEqualTo(FeedText.plain(entry.reason()));
      }
    }
  }

  @Test
  void aWideIpv6PrefixSaysNothingOfIpv4AndLoopbackIsLeftOut() throws IOException {
    FeedNight night =
        night(
            entry("2000::/3", Tier.REJECT),
            entry("::1/128", Tier.REJECT),
            entry("192.0.2.0/24", Tier.THROTTLE));
    try (Reader reader = new Reader(write(night).toFile())) {
      assertThat(record(reader, "2001:db8::1").get("tier")).isEqualTo("reject");
      assertThat(record(reader, "192.0.2.1").get("tier")).isEqualTo("throttle");
      assertThat(record(reader, "192.0.3.1")).isNull();
      assertThat(record(reader, "::1")).isNull();
    }
  }

  @ParameterizedTest(name = "{0} needs records of {1} bits")
  @CsvSource({
    "1, 24",
    "16777215, 24",
    "16777216, 28",
    "268435455, 28",
    "268435456, 32",
    "4294967295, 32"
  })
  void theRecordSizeIsTheSmallestThatHoldsTheLargestValue(long largest, int bits) {
    assertThat(MmdbFile.recordSize(largest)).isEqualTo(bits);
  }

  @Test
  void whatNeedsMoreThan32BitsIsRefused() {
    assertThatThrownBy(() -> MmdbFile.recordSize(1L << 32))
        .isInstanceOf(FeedRefusedException.class)
        .hasMessageContaining("more than 32 bits");
  }

  @ParameterizedTest(name = "records of {0} bits")
  @ValueSource(ints = {24, 28, 32})
  void everyRecordSizeIsReadBack(int bits) throws IOException {
    List<PolicyEntry> entries = FeedSamples.forest(3_000, 4);
    FeedNight night = night(entries);
    Path file = scratch.resolve("policy.mmdb");
    try (OutputStream to = Files.newOutputStream(file)) {
      new MmdbFile().write(night, to, bits);
    }
    Probes probes = new Probes(entries);
    try (Reader reader = new Reader(file.toFile())) {
      assertThat(reader.getMetadata().recordSize()).isEqualTo(bits);
      for (Address address : probes.addresses(5_000, 6)) {
        PolicyEntry entry = probes.entry(address);
        Map<?, ?> record = record(reader, address.toString());
        assertThat(record == null ? null : record.get("tier"))
            .as(address.toString())
            .isEqualTo(entry == null ? null : entry.tier().word());
      }
    }
  }
}
