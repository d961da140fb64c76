package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static slash64.feed.FeedSamples.DAY;
import static slash64.feed.FeedSamples.stamp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.policy.PolicyEntry;

class LoadingKitTest {
  private static final Path KIT = Path.of(System.getProperty("slash64.home"), "conf", "consumers");

  @TempDir private Path scratch;
  private Path feed;
  private Path target;

  @BeforeEach
  void publish() throws IOException {
    Programs.require("jq", "zstd");
    List<PolicyEntry> entries = new ArrayList<>(HostileText.night().policy());
    new FeedPublisher(
            new LocalStore(scratch.resolve("feed")),
            FeedFormats.named(List.of("all"), FeedFormatOptions.DEFAULT),
            Optional.empty(),
            1)
        .publish(FeedSamples.night(stamp(DAY), entries, List.of()), FeedDestination.CURRENT);
    feed = scratch.resolve("feed/current");
    target = Files.createDirectory(scratch.resolve("target"));
    Files.writeString(scratch.resolve("main.cf"), "compatibility_level = 3.6\n");
    Files.writeString(scratch.resolve("master.cf"), "");
  }

  private Programs.Result load(String program, String time) {
    String script =
        "MAIL_CONFIG='%s' SLASH64_NOW=%s RELOAD=true '%s' '%s' '%s'"
            .formatted(scratch, time, KIT.resolve(program).resolve("load"), feed, target);
    return Programs.run(
        scratch,
        program.equals("nftables")
            ? Programs.inNetworkOfItsOwn(script)
            : List.of("sh", "-ec", script)); // postmap wants a network interface
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "postfix, postfix.cidr, postmap",
    "rspamd, rspamd.map.zst, rspamd",
    "rbldnsd, rbldnsd.ip4trie, rbldnsd",
    "mmdb, policy.mmdb, mmdblookup",
    "nftables, nftables.nft, nft",
    "haproxy, haproxy.map, haproxy",
    "nginx, nginx.geo, nginx"
  })
  void aLoaderTakesAWholeFeedAndKeepsItWhenTheNextIsStaleCutShortOrAltered(
      String program, String file, String tool) throws IOException {
    Programs.require(tool);
    Programs.Result loaded = load(program, "2026-11-03T12:00:00Z");
    assertThat(loaded.status()).as(loaded.err()).isZero();
    byte[] whole = Files.readAllBytes(feed.resolve(file));
    assertThat(target.resolve(file)).hasBinaryContent(whole);

    assertThat(load(program, "2026-12-01T00:00:00Z").err()).contains("is stale");

    Files.write(feed.resolve(file), Arrays.copyOf(whole, whole.length - 9));
    assertThat(load(program, "2026-11-03T12:00:00Z").err()).contains(file + " is cut short");
    assertThat(target.resolve(file)).hasBinaryContent(whole);

    byte[] altered = whole.clone();
    altered[whole.length / 2] ^= 1;
    Files.write(feed.resolve(file), altered);
    assertThat(load(program, "2026-11-03T12:00:00Z").err()).contains(file + " is altered");
    assertThat(target.resolve(file)).hasBinaryContent(whole);
  }

  @Test
  void theConfigurationForPostfixIsUnderstoodByIt() throws IOException {
    Programs.require("postconf");
    Files.writeString(
        scratch.resolve("main.cf"),
        "compatibility_level = 3.6\n" + Files.readString(KIT.resolve("postfix/main.cf")));
    Programs.Result result =
        Programs.run(scratch, List.of("postconf", "-c", scratch.toString(), "-n"));
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("warn_if_reject check_client_access cidr:/etc/postfix/slash64/postfix.cidr");
  }

  @Test
  void theConfigurationForHaproxyIsUnderstoodByIt() throws IOException {
    Programs.require("haproxy");
    Path conf =
        Files.writeString(
            scratch.resolve("haproxy.cfg"),
            Files.readString(KIT.resolve("haproxy/slash64.cfg"))
                .replace("/etc/haproxy/slash64", feed.toString()));
    Programs.Result result = Programs.run(scratch, List.of("haproxy", "-c", "-f", conf.toString()));
    assertThat(result.status()).as(result.err()).isZero();
  }
}
