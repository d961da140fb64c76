package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static slash64.feed.FeedSamples.night;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.net.Address;
import slash64.policy.PolicyEntry;

class RbldnsdTrieTest {
  private static final String ZONE = "policy.example.com";

  @TempDir private Path scratch;

  @BeforeEach
  void requirePrograms() {
    Programs.require("rbldnsd", "dig");
  }

  @Test
  void rbldnsdAnswersAsThePolicyDoes() throws Exception {
    Probes probes = Probes.large();
    List<Address> addresses = probes.addresses(3_000, 9);
    int port = Programs.freePort();
    try (Programs.Daemon rbldnsd = rbldnsd(night(Probes.LARGE), port)) {
      Map<String, String> answers = ask(port, addresses, "A");
      for (Address address : addresses) {
        PolicyEntry entry = probes.entry(address);
        assertThat(answers.get(name(address)))
            .as(address.toString())
            .isEqualTo(entry == null ? null : code(entry));
      }
      assertThat(rbldnsd.messages()).doesNotContainPattern("file .*\\(\\d+\\):");
    }
  }

  @Test
  void theTextSaysWhyAndHostileReasonsStayOneHarmlessString() throws Exception {
    FeedNight night = HostileText.night();
    List<Address> addresses = night.policy().stream().map(entry -> entry.prefix().last()).toList();
    int port = Programs.freePort();
    try (Programs.Daemon rbldnsd = rbldnsd(night, port)) {
      Map<String, String> codes = ask(port, addresses, "A");
      Map<String, String> texts = ask(port, addresses, "TXT");
      for (PolicyEntry entry : night.policy()) {
        String name = name(entry.prefix().last());
        assertThat(codes.get(name)).isEqualTo(code(entry));
        assertThat(texts.get(name))
            .isEqualTo(
                "\"tier=%s score=42.5 confidence=0.95 reason=%s\""
                    .formatted(entry.tier().word(), FeedText.plain(entry.reason())));
      }
      assertThat(ask(port, List.of(Address.parse("2001:db8:dead::1")), "A")).isEmpty();
      assertThat(rbldnsd.messages()).doesNotContainPattern("file .*\\(\\d+\\):");
    }
  }

  private static String code(PolicyEntry entry) {
    return switch (entry.tier()) {
      case TRUSTED -> "127.0.0.2";
      case NEUTRAL -> "127.0.0.3";
      case THROTTLE -> "127.0.0.4";
      case GREYLIST -> "127.0.0.5";
      case REJECT -> "127.0.0.6";
    };
  }

  /** The name a DNSBL client asks for: octets or nibbles backwards. */
  private static String name(Address address) {
    StringBuilder name = new StringBuilder();
    if (address.isIpv4()) {
      for (int shift = 0; shift < 32; shift += 8) {
        name.append(address.low() >>> shift & 0xff).append('.');
      }
    } else {
      for (int nibble = 31; nibble >= 0; nibble--) {
        long half = nibble < 16 ? address.high() : address.low();
        int value = (int) (half >>> 4 * (15 - nibble % 16)) & 0xf;
        name.append(Character.forDigit(value, 16)).append('.');
      }
    }
    return name + ZONE + ".";
  }

  private Map<String, String> ask(int port, List<Address> addresses, String type)
      throws IOException {
    StringBuilder batch = new StringBuilder();
    addresses.forEach(address -> batch.append(name(address)).append(' ').append(type).append('\n'));
    Path questions = Files.writeString(scratch.resolve("questions"), batch);
    Programs.Result result =
        Programs.run(
            scratch,
            List.of(
                "dig",
                "@127.0.0.1",
                "-p",
                "" + port,
                "+noall",
                "+answer",
                "+nocookie",
                "-f",
                questions.toString()));
    assertThat(result.status()).as(result.err()).isZero();
    Map<String, String> answers = new HashMap<>();
    result
        .out()
        .lines()
        .filter(line -> line.matches("\\S+\\s+\\d+\\s+IN\\s.*"))
        .forEach(
            line -> {
              String[] parts = line.split("\\s+", 5);
              answers.put(parts[0], parts[4]);
            });
    return answers;
  }

  private Programs.Daemon rbldnsd(FeedNight night, int port) throws Exception {
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxrwxrwx"));
    Probes.write(RbldnsdTrie.ipv6(), night, scratch);
    Probes.write(RbldnsdTrie.ipv4(), night, scratch);
    Programs.Daemon daemon =
        Programs.start(
            scratch,
            List.of(
                "rbldnsd",
                "-n",
                "-b",
                "127.0.0.1/" + port,
                "-u",
                "rbldns:nogroup",
                "-r",
                scratch.toString(),
                ZONE + ":ip6trie:rbldnsd.ip6trie",
                ZONE + ":ip4trie:rbldnsd.ip4trie"));
    for (int tries = 0; tries < 100; tries++) {
      if (daemon.messages().contains("started")) {
        return daemon;
      }
      Thread.sleep(100);
    }
    daemon.close();
    throw new IllegalStateException(daemon.messages());
  }
}
