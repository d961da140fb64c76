package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static slash64.feed.FeedSamples.entry;
import static slash64.feed.FeedSamples.night;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.net.Address;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

class PostfixCidrTest {
  @TempDir private Path scratch;

  private static String text(FeedFormat format, FeedNight night) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    format.write(night, bytes);
    return bytes.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void aSmallTableIsFlatAndLongestFirst() throws IOException {
    FeedNight night =
        night(
            entry("2001:db8::/32", Tier.THROTTLE),
            entry("2001:db8:1::/48", Tier.REJECT, "95 % spam"),
            entry("2001:db8:1:1::/64", Tier.TRUSTED),
            entry("2001:db8:1:2::/64", Tier.NEUTRAL),
            entry("192.0.2.0/24", Tier.GREYLIST),
            entry("192.0.2.7/32", Tier.REJECT));

    assertThat(text(PostfixCidr.standard(), night))
        .isEqualTo(
            """
            # slash64 postfix.cidr version=1 day=2026-11-02 valid_until=2026-11-05T02:00:00Z
            2001:db8:1:1::/64\tDUNNO
            2001:db8:1:2::/64\tDUNNO
            2001:db8:1::/48\tREJECT 5.7.1 Prefix policy: 95 % spam
            2001:db8::/32\tslash64_throttle
            192.0.2.7/32\tREJECT 5.7.1 Prefix policy: sends spam
            192.0.2.0/24\tslash64_greylist
            # slash64 entries=6
            """);
    assertThat(text(PostfixCidr.withTrustedClass(), night))
        .contains("2001:db8:1:1::/64\tslash64_trusted\n");
  }

  @Test
  void refusedClientsAreToldWhatTheOperatorWants() throws IOException {
    FeedNight night = night(entry("2001:db8:1::/48", Tier.REJECT, "Listed: an internal note"));
    ClientText text = new ClientText("{prefix}: see https://example.com/blocked\r\n250 OK");

    assertThat(text(PostfixCidr.standard().telling(text), night))
        .contains(
            "\n2001:db8:1::/48\tREJECT 5.7.1 Prefix policy: "
                + "2001:db8:1::/48: see https://example.com/blocked 250 OK\n")
        .doesNotContain("internal");
    assertThat(text(RbldnsdTrie.ipv6().telling(text), night))
        .contains(" reason=2001:db8:1::/48: see https://example.com/blocked 250 OK\n")
        .doesNotContain("internal");
  }

  @Test
  void noPolicyWhateverItHoldsOpensTheRelay() throws IOException {
    List<PolicyEntry> entries = new ArrayList<>();
    int i = 0;
    for (String reason : HostileText.REASONS) {
      for (Tier tier : Tier.values()) {
        entries.add(entry("2001:db8:%x::/48".formatted(i++), tier, reason));
      }
    }
    assertThat(text(PostfixCidr.withTrustedClass(), night(entries)).lines())
        .allMatch(
            line ->
                line.matches(
                    "# slash64 .*|2001:db8:\\S+/48\\t(DUNNO|slash64_(trusted|throttle|greylist)"
                        + "|REJECT 5\\.7\\.1 Prefix policy: [ -~]{1,180})"));
  }

  @ParameterizedTest(name = "{0} entries")
  @ValueSource(ints = {2_000, 100_000})
  void postfixAnswersAsThePolicyDoes(int size) throws IOException {
    Programs.require("postmap");
    boolean isLarge = size > PostfixCidr.FLAT_LIMIT;
    List<PolicyEntry> entries = isLarge ? Probes.LARGE : FeedSamples.forest(size, 5);
    Probes probes = isLarge ? Probes.large() : new Probes(entries);
    assertThat(entries).hasSizeGreaterThanOrEqualTo(size);
    List<Address> addresses = probes.addresses(6_000, 25);
    Path table = Probes.write(PostfixCidr.withTrustedClass(), night(entries), scratch);
    assertThat(Files.readString(table).contains("\nif ")).isEqualTo(isLarge);

    Map<String, String> answers = ask(table, addresses);

    assertThat(addresses).hasSizeGreaterThanOrEqualTo(6_000);
    for (Address address : addresses) {
      PolicyEntry entry = probes.entry(address);
      String expected =
          entry == null
              ? null
              : switch (entry.tier()) {
                case TRUSTED -> "slash64_trusted";
                case NEUTRAL -> "DUNNO";
                case THROTTLE -> "slash64_throttle";
                case GREYLIST -> "slash64_greylist";
                case REJECT -> "REJECT 5.7.1 Prefix policy: " + FeedText.plain(entry.reason());
              };
      assertThat(answers.get(address.toString())).as(address.toString()).isEqualTo(expected);
    }
  }

  @Test
  void hostileReasonsLoadWithoutAWarning() throws IOException {
    Programs.require("postmap");
    List<PolicyEntry> entries = new ArrayList<>();
    for (String reason : HostileText.REASONS) {
      entries.add(entry("2001:db8:%x::/48".formatted(entries.size()), Tier.REJECT, reason));
    }
    Path table = Probes.write(PostfixCidr.standard(), night(entries), scratch);
    List<Address> addresses = entries.stream().map(entry -> entry.prefix().last()).toList();

    assertThat(ask(table, addresses)).hasSize(entries.size());
    assertThat(ask(table, List.of(Address.parse("2001:db8:dead::1"), Address.parse("192.0.2.1"))))
        .isEmpty();
  }

  private Map<String, String> ask(Path table, List<Address> addresses) throws IOException {
    Files.writeString(scratch.resolve("main.cf"), "compatibility_level = 3.6\n");
    Files.writeString(scratch.resolve("master.cf"), "");
    StringBuilder input = new StringBuilder();
    addresses.forEach(address -> input.append(address).append('\n'));
    Programs.Result result =
        Programs.run(
            scratch,
            input.toString(),
            List.of("postmap", "-c", scratch.toString(), "-q", "-", "cidr:" + table));
    assertThat(result.err()).isEmpty();
    Map<String, String> answers = new HashMap<>();
    result
        .out()
        .lines()
        .forEach(line -> answers.put(line.split("\t", 2)[0], line.split("\t", 2)[1]));
    return answers;
  }
}
