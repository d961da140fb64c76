package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static slash64.feed.FeedSamples.night;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.net.Address;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

class RspamdMapTest {
  private static final Map<Tier, Double> SCORES =
      Map.of(
          Tier.TRUSTED, -3.0,
          Tier.NEUTRAL, 0.0,
          Tier.THROTTLE, 2.0,
          Tier.GREYLIST, 4.0,
          Tier.REJECT, 8.0);

  @TempDir private Path scratch;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeEach
  void requirePrograms() {
    Programs.require("rspamd", "rspamadm");
  }

  @Test
  void rspamdAnswersAsThePolicyDoes() throws Exception {
    Probes probes = Probes.large();
    Map<String, Address> questions = Probes.withMapped(probes.addresses(2_500, 8));
    int port = Programs.freePort();
    try (Programs.Daemon rspamd = rspamd(night(Probes.LARGE), port)) {
      for (Map.Entry<String, Address> question : questions.entrySet()) {
        PolicyEntry entry = probes.entry(question.getValue());
        assertThat(answer(port, question.getKey()))
            .as(question.getKey())
            .isEqualTo(entry == null ? "nothing" : answer(entry.tier()));
      }
      assertThat(loaded(rspamd)).isEqualTo(Probes.LARGE.size());
    }
  }

  @Test
  void hostileReasonsLeaveTheMapWhole() throws Exception {
    FeedNight night = HostileText.night();
    int port = Programs.freePort();
    try (Programs.Daemon rspamd = rspamd(night, port)) {
      assertThat(loaded(rspamd)).isEqualTo(night.policy().size());
      for (PolicyEntry entry : night.policy()) {
        assertThat(answer(port, entry.prefix().last().toString())).isEqualTo(answer(entry.tier()));
      }
    }
  }

  private static String answer(Tier tier) {
    return "SLASH64_" + tier.name().toUpperCase(Locale.ROOT) + " " + SCORES.get(tier);
  }

  private String answer(int port, String address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/checkv2"))
            .header("IP", address)
            .POST(HttpRequest.BodyPublishers.ofString("Subject: test\r\n\r\ntest\r\n"))
            .build();
    String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    for (JsonNode symbol : new ObjectMapper().readTree(body).path("symbols")) {
      if (symbol.path("name").asText().startsWith("SLASH64_")) {
        return symbol.path("name").asText() + " " + symbol.path("score").asDouble();
      }
    }
    return "nothing";
  }

  private static int loaded(Programs.Daemon rspamd) {
    Matcher elements =
        Pattern.compile("read radix trie of (\\d+) elements").matcher(rspamd.messages());
    int last = -1;
    while (elements.find()) {
      last = Integer.parseInt(elements.group(1));
    }
    return last;
  }

  private Programs.Daemon rspamd(FeedNight night, int port) throws Exception {
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path map = Probes.write(new RspamdMap(), night, scratch);
    Files.writeString(scratch.resolve("rspamd.lua"), "require \"global_functions\" ()\n");
    String kit =
        Files.readString(
            Path.of(
                System.getProperty("slash64.home"), "conf/consumers/rspamd" + "/multimap.conf"));
    Path conf =
        Files.writeString(
            scratch.resolve("rspamd.conf"),
            """
            options { tempdir = "%1$s"; rrd = "%1$s/rrd"; history_file = "%1$s/history"; dns { nameserver = ["127.0.0.1:9"]; } }
            logging { type = "console"; level = "info"; color = false; }
            lua = "%1$s/rspamd.lua";
            modules { path = "/usr/share/rspamd/plugins/multimap.lua"; }
            multimap {
            %2$s
            }
            worker "normal" { bind_socket = "127.0.0.1:%3$d"; count = 1; }
            """
                .formatted(
                    scratch,
                    kit.replace("/etc/slash64/feed/current/rspamd.map.zst", "" + map),
                    port));
    assertThat(
            Programs.run(scratch, List.of("rspamadm", "configtest", "-c", conf.toString())).out())
        .contains("syntax OK");
    return Programs.listening(
        scratch,
        port,
        List.of("rspamd", "-f", "-i", "-u", "_rspamd", "-g", "_rspamd", "-c", conf.toString()));
  }
}
