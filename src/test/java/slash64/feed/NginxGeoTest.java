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

class NginxGeoTest {
  @TempDir private Path scratch;

  @BeforeEach
  void requirePrograms() {
    Programs.require("nginx");
  }

  @Test
  void nginxAnswersAsThePolicyDoes() throws Exception {
    Probes probes = Probes.large();
    Map<String, Address> questions = Probes.withMapped(probes.addresses(3_000, 16));
    int port = Programs.freePort();
    try (Programs.Daemon nginx = nginx(night(Probes.LARGE), port)) {
      for (Map.Entry<String, Address> question : questions.entrySet()) {
        assertThat(ProxyProtocol.ask(port, question.getKey()))
            .as(question.getKey())
            .isEqualTo(probes.tier(question.getValue()).word());
      }
      assertThat(nginx.messages()).doesNotContain("[warn]");
    }
  }

  @Test
  void hostileReasonsLeaveTheFileWhole() throws Exception {
    FeedNight night = HostileText.night();
    int port = Programs.freePort();
    try (Programs.Daemon nginx = nginx(night, port)) {
      for (PolicyEntry entry : night.policy()) {
        assertThat(ProxyProtocol.ask(port, entry.prefix().last().toString()))
            .isEqualTo(entry.tier().word());
      }
      assertThat(nginx.messages()).doesNotContain("[warn]");
    }
  }

  @Test
  void theEndsOfTheAddressSpaceDoNotStopNginx() throws Exception {
    String last = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
    FeedNight night =
        night(
            entry("0.0.0.0/32", Tier.REJECT),
            entry("255.255.255.254/31", Tier.GREYLIST),
            entry("255.255.255.255/32", Tier.REJECT),
            entry("::/128", Tier.REJECT),
            entry(last + "/128", Tier.REJECT));
    int port = Programs.freePort();
    try (Programs.Daemon nginx = nginx(night, port)) {
      assertThat(ProxyProtocol.ask(port, "255.255.255.254")).isEqualTo("greylist");
      assertThat(ProxyProtocol.ask(port, last)).isEqualTo("reject");
      assertThat(nginx.messages()).doesNotContain("[warn]");
    }
  }

  private Programs.Daemon nginx(FeedNight night, int port)
      throws IOException, InterruptedException {
    Path geo = Probes.write(new NginxGeo(), night, scratch);
    Path conf =
        Files.writeString(
            scratch.resolve("nginx.conf"),
            """
            daemon off;
            master_process off;
            pid %1$s/nginx.pid;
            error_log stderr warn;
            events {}
            http {
              access_log off;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              geo $proxy_protocol_addr $slash64_tier { default neutral; include %2$s; }
              server { listen 127.0.0.1:%3$d proxy_protocol; location / { return 200 $slash64_tier; } }
            }
            """
                .formatted(scratch, geo, port));
    List<String> command = List.of("nginx", "-e", "stderr", "-c", conf.toString());
    return Programs.listening(scratch, port, command);
  }
}
