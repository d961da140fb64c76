package slash64.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slash64.testing.SampleWarehouse.FIRST;
import static slash64.testing.SampleWarehouse.LAST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.conf.Settings;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.feed.FeedDestination;
import slash64.feed.Guard;
import slash64.feed.PolicyReader;
import slash64.lake.Lake;
import slash64.lake.PolicyRows;
import slash64.lake.Tables;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicyTable;
import slash64.policy.Tier;
import slash64.progress.Progress;
import slash64.testing.SampleWarehouse;
import slash64.testing.SharedSpark;

/** The tables of two nights, published in all ways an operator can ask for. */
class PublicationTest {
  @TempDir private Path export;

  private void publish(LocalDate day, FeedChoice choice, String... sets) {
    publish(SampleWarehouse.lake(), day, choice, sets);
  }

  private void publish(Lake lake, LocalDate day, FeedChoice choice, String... sets) {
    PublicationConf conf =
        new PublicationConf(
            day, export.toString(), choice, Settings.load(Optional.empty(), List.of(sets)));
    try (Progress progress = Progress.onStandardError()) {
      new Publication(lake, conf, progress).run();
    }
  }

  private static FeedChoice overriding(Guard guard, String reason) {
    return new FeedChoice(FeedDestination.CURRENT, new TreeMap<>(Map.of(guard, reason)));
  }

  private List<PolicyEntry> read(String file) throws IOException {
    List<PolicyEntry> entries = new ArrayList<>();
    try (InputStream from = Files.newInputStream(export.resolve(file));
        PolicyReader reader = new PolicyReader(from, file)) {
      reader.forEachRemaining(entries::add);
    }
    return entries;
  }

  private JsonNode manifest(String pointer) throws IOException {
    return new ObjectMapper().readTree(export.resolve(pointer).resolve("manifest.json").toFile());
  }

  private static Prefix aRestrictedPrefix() {
    return PolicyRows.entries(SampleWarehouse.lake().read(Tables.POLICY, LAST)).stream()
        .filter(entry -> entry.tier().compareTo(Tier.NEUTRAL) > 0)
        .map(PolicyEntry::prefix)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyFormatIsWrittenAndTheCompactPolicyAnswersAsTheFullOne() throws IOException {
    publish(LAST, FeedChoice.USUAL, "feed.formats=all,full");

    try (Stream<Path> files = Files.list(export.resolve("current"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "policy.ndjson",
              "policy-full.ndjson",
              "alerts.ndjson",
              "changes.ndjson",
              "policy.csv",
              "policy.parquet",
              "postfix.cidr",
              "rspamd.map.zst",
              "rbldnsd.ip6trie",
              "rbldnsd.ip4trie",
              "policy.mmdb",
              "nftables.nft",
              "haproxy.map",
              "nginx.geo",
              "manifest.json");
    }
    PolicyTable compact = PolicyTable.of(read("current/policy.ndjson"));
    List<PolicyEntry> full = read("current/policy-full.ndjson");
    assertThat(full).hasSizeGreaterThan(compact.entries().size());
    for (PolicyEntry entry : full) {
      for (Address address : List.of(entry.prefix().first(), entry.prefix().last())) {
        assertThat(tier(compact, address))
            .as(address.toString())
            .isEqualTo(tier(PolicyTable.of(full), address));
      }
    }
  }

  private static Tier tier(PolicyTable policy, Address address) {
    return policy.tier(address.high(), address.low());
  }

  @Test
  void theSameDayPublishedAgainIsTheSameToTheByte() throws IOException {
    publish(FIRST, FeedChoice.USUAL);
    publish(LAST, FeedChoice.USUAL);
    Map<String, String> before = files();
    publish(LAST, FeedChoice.USUAL);
    assertThat(files()).isEqualTo(before);
    assertThat(manifest("current").get("restated")).isEmpty();
    assertThat(Files.readString(export.resolve("current/changes.ndjson")))
        .contains("\"change\":\"added\"");
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(export)) {
      all.filter(Files::isRegularFile).forEach(file -> files.put(file.toString(), text(file)));
    }
    return files;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aBudgetIsKept() throws IOException {
    publish(LAST, FeedChoice.USUAL, "feed.budget=10", "feed.formats=postfix");
    assertThat(read("current/policy.ndjson")).hasSizeBetween(1, 10);
    assertThat(manifest("current").get("budget").asInt()).isEqualTo(10);
  }

  @Test
  void messagesAreTransactionsAndNoMereConnections() {
    PublicationConf conf =
        new PublicationConf(LAST, export.toString(), FeedChoice.USUAL, Settings.standard());
    try (Progress progress = Progress.onStandardError()) {
      new Publication(SampleWarehouse.lake(), conf, progress).run();

      assertThat(progress.summary().counts())
          .containsEntry(
              "messages",
              SampleWarehouse.lake()
                  .read(Tables.MESSAGES, LAST)
                  .filter("kind IN ('message', 'refused')")
                  .count());
    }
    assertThat(
            SampleWarehouse.lake()
                .read(Tables.MESSAGES, LAST)
                .filter("kind = 'connection'")
                .count())
        .isPositive();
  }

  @Test
  void aHeldGuardPublishesNothingAndAnOverrideWithItsReasonDoes() throws IOException {
    publish(FIRST, FeedChoice.USUAL);
    String ours = "guard.protected_prefixes=" + aRestrictedPrefix();

    assertThatThrownBy(() -> publish(LAST, FeedChoice.USUAL, ours))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "%s is not published: protected_prefix: 1 entries restrict own or allow-listed prefixes. Entries: %s What was published before stays: that of %s, valid until 2026-"
                .formatted(LAST, aRestrictedPrefix(), FIRST))
        .hasMessageContaining(
            " The night's alerts are in %s/alerts/%s.ndjson. ".formatted(export, LAST))
        .extracting(error -> ((UserError) error).status())
        .isEqualTo(ExitStatus.REFUSED);
    assertThat(export.resolve(LAST.toString())).doesNotExist();
    assertThat(manifest("current").get("day").asText()).isEqualTo(FIRST.toString());
    String alerts = Files.readString(export.resolve("alerts/" + LAST + ".ndjson"));
    assertThat(alerts.lines())
        .hasSize((int) SampleWarehouse.lake().read(Tables.ALERTS, LAST).count());

    publish(LAST, overriding(Guard.PROTECTED_PREFIX, "it was sold"), ours);
    assertThat(manifest("current").get("overrides").toString())
        .isEqualTo("{\"protected_prefix\":\"it was sold\"}");
    publish(LAST, FeedChoice.USUAL, ours); // the same night again: the override was for it
    assertThat(manifest("current").get("day").asText()).isEqualTo(LAST.toString());
    assertThat(export.resolve("current/alerts.ndjson")).hasContent(alerts);
  }

  @Test
  void goodMailOfTheTablesIsReplayed() {
    assertThatThrownBy(
            () ->
                publish(
                    LAST,
                    FeedChoice.USUAL,
                    "guard.known_good_messages=1",
                    "guard.known_good_share=0.5",
                    "guard.good_mail_delayed=0",
                    "guard.good_mail_rejected=0",
                    "guard.least_messages=0"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "known-good messages of the last days would be greylisted or throttled")
        .hasMessageContaining("Entries: ");
  }

  @Test
  void aShadowLiesBesideAndGuardsOnlyWarn() throws IOException {
    publish(FIRST, FeedChoice.USUAL);
    publish(
        LAST,
        new FeedChoice(FeedDestination.SHADOW, new TreeMap<>()),
        "guard.protected_prefixes=" + aRestrictedPrefix());
    assertThat(manifest("current").get("day").asText()).isEqualTo(FIRST.toString());
    assertThat(manifest("shadow").get("day").asText()).isEqualTo(LAST.toString());
    assertThat(manifest("shadow").get("shadow").asBoolean()).isTrue();
    assertThat(export.resolve(LAST.toString())).doesNotExist();
  }

  @Test
  void aDayThatWasRestatedIsNamedInTheNextManifest(@TempDir Path folder) throws IOException {
    FileUtils.copyDirectory(
        SampleWarehouse.folder().resolve("warehouse").toFile(), folder.toFile());
    Lake copy = Lake.at(SharedSpark.session(), folder.toString());
    publish(copy, FIRST, FeedChoice.USUAL);
    DeltaTable.forPath(SharedSpark.session(), copy.path(Tables.POLICY))
        .delete(functions.expr("day = DATE'%s' AND tier = 'trusted'".formatted(FIRST)));

    publish(copy, LAST, FeedChoice.USUAL);

    assertThat(manifest("current").get("restated").toString())
        .isEqualTo("[\"%s\"]".formatted(FIRST));
  }

  @Test
  void aSignedManifestHasItsSignatureBeside(@TempDir Path folder) throws IOException {
    Path key =
        Files.writeString(
            folder.resolve("feed.key"),
            """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIEzNCJso/5baub+6xUbB6xF9OA3MYx2ckz3cn2+vgYy3
            -----END PRIVATE KEY-----
            """);
    publish(LAST, FeedChoice.USUAL, "feed.signing_key=" + key);
    assertThat(export.resolve("current/manifest.json.sig")).isNotEmptyFile();
  }

  @Test
  void whatIsWrongIsToldBeforeAnythingIsDone() throws IOException {
    assertThatThrownBy(() -> publish(LAST, FeedChoice.USUAL, "feed.formats=exim"))
        .hasMessageStartingWith("Cannot export 'exim': need all, ndjson")
        .hasMessageEndingWith("Look at feed.formats or --formats.");
    assertThatThrownBy(
            () -> publish(LAST, FeedChoice.USUAL, "guard.protected_prefixes=192.0.2.1/24"))
        .hasMessageContaining("bits are set beyond its length")
        .hasMessageEndingWith("Look at guard.protected_prefixes.");
    assertThatThrownBy(() -> publish(LAST, FeedChoice.USUAL, "feed.signing_key=" + export))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("Look at feed.signing_key, %s.".formatted(export));
    assertThatThrownBy(() -> publish(LAST.plusDays(1), FeedChoice.USUAL))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("that day is not scored")
        .extracting(error -> ((UserError) error).status())
        .isEqualTo(ExitStatus.INPUT_MISSING);
    assertThat(export).isEmptyDirectory();
    Path file = Files.createFile(export.resolve("file"));
    assertThatThrownBy(
            () -> new PublicationConf(LAST, file.toString(), FeedChoice.USUAL, Settings.standard()))
        .isInstanceOf(UserError.class)
        .hasMessage("Cannot publish to %s: it is a file. Name a folder.", file);
  }
}
