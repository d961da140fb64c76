package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static slash64.feed.FeedSamples.entry;
import static slash64.feed.FeedSamples.night;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.net.Address;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

class HaproxyMapTest {
  @TempDir private Path scratch;

  @BeforeEach
  void requirePrograms() {
    Programs.require("haproxy");
  }

  @Test
  void haproxyAnswersAsThePolicyDoes() throws Exception {
    Probes probes = Probes.large();
    Map<String, Address> questions = Probes.withMapped(probes.addresses(3_000, 15));
    int port = Programs.freePort();
    try (Programs.Daemon haproxy = haproxy(night(Probes.LARGE), port)) {
      for (Map.Entry<String, Address> question : questions.entrySet()) {
        assertThat(ProxyProtocol.ask(port, question.getKey()))
            .as(question.getKey())
            .isEqualTo(probes.tier(question.getValue()).word());
      }
      assertThat(haproxy.process().isAlive()).isTrue();
    }
  }

  @Test
  void anIpv6AddressThatHoldsAnIpv4AddressIsNotTakenForIt() throws Exception {
    FeedNight night = night(entry("192.0.2.0/24", Tier.REJECT));
    int port = Programs.freePort();
    try (Programs.Daemon haproxy = haproxy(night, port)) {
      assertThat(ProxyProtocol.ask(port, "192.0.2.1")).isEqualTo("reject");
      assertThat(ProxyProtocol.ask(port, "::ffff:192.0.2.1")).isEqualTo("reject");
      assertThat(ProxyProtocol.ask(port, "2002:c000:201::1")).isEqualTo("neutral");
      assertThat(ProxyProtocol.ask(port, "::192.0.2.1")).isEqualTo("neutral");
      assertThat(haproxy.process().isAlive()).isTrue();
    }
  }

  @Test
  void hostileReasonsLeaveTheMapWhole() throws Exception {
    FeedNight night = HostileText.night();
    int port = Programs.freePort();
    try (Programs.Daemon haproxy = haproxy(night, port)) {
      for (PolicyEntry entry : night.policy()) {
        assertThat(ProxyProtocol.ask(port, entry.prefix().last().toString()))
            .isEqualTo(entry.tier().word());
      }
      assertThat(haproxy.process().isAlive()).isTrue();
    }
  }

  private Programs.Daemon haproxy(FeedNight night, int port)
      throws IOException, InterruptedException {
    Path map = Probes.write(new HaproxyMap(), night, scratch);
    Path conf =
        Files.writeString(
            scratch.resolve("haproxy.cfg"),
            """
            defaults
              mode http
              timeout client 5s
              timeout server 5s
              timeout connect 5s
            frontend policy
              bind 127.0.0.1:%d accept-proxy
              http-request return status 200 content-type text/plain lf-string "%%[src,map_ip(%s,neutral)]"
            """
                .formatted(port, map));
    Programs.Result check = Programs.run(scratch, List.of("haproxy", "-c", "-f", conf.toString()));
    assertThat(check.status()).as(check.err()).isZero();
    return Programs.listening(scratch, port, List.of("haproxy", "-db", "-f", conf.toString()));
  }
}
