package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slash64.feed.FeedSamples.DAY;
import static slash64.feed.FeedSamples.entry;
import static slash64.feed.FeedSamples.night;
import static slash64.feed.FeedSamples.stamp;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

class FeedPublisherTest {
  private static final List<FeedFormat> FORMATS =
      List.of(
          PolicyNdjson.compact(), new AlertsNdjson(), new ChangesNdjson(), PostfixCidr.standard());

  @TempDir private Path export;
  private FeedGenerations generations;
  private FeedPublisher publisher;

  @BeforeEach
  void open() {
    generations = new FeedGenerations(new LocalStore(export));
    publisher = publisher(FORMATS);
  }

  private FeedPublisher publisher(List<FeedFormat> formats) {
    return new FeedPublisher(new LocalStore(export), formats, Optional.empty(), 3);
  }

  private FeedNight nightOf(int daysLater, PolicyEntry... entries) {
    return FeedSamples.night(stamp(DAY.plusDays(daysLater)), List.of(entries), List.of());
  }

  /** Adds what differs from the policy before. */
  private FeedNight compared(FeedNight night) throws IOException {
    List<PolicyEntry> before =
        generations.policyBefore(night.stamp().day(), FeedDestination.CURRENT).orElse(List.of());
    return FeedSamples.withChanges(
        night, PolicyDiff.between(before.iterator(), night.policy().iterator()));
  }

  private FeedManifest publish(FeedNight night) throws IOException {
    return publisher.publish(night, FeedDestination.CURRENT);
  }

  @Test
  void aPublishedNightLiesUnderItsDayAndUnderCurrent() throws IOException {
    FeedManifest manifest = publish(night(entry("2001:db8::/48", Tier.REJECT)));

    assertThat(export.resolve("2026-11-02/policy.ndjson"))
        .hasContent(
            """
            {"prefix":"2001:db8::/48","tier":"reject","score":42.5,"confidence":0.95,\
            "reason":"sends spam","expires":"2026-12-01","evidence":{}}
            """);
    assertThat(Files.isSameFile(export.resolve("current"), export.resolve("2026-11-02"))).isTrue();
    assertThat(manifest.generation()).isEqualTo(1);
    assertThat(manifest.files())
        .extracting(ManifestFile::file)
        .containsExactly("policy.ndjson", "alerts.ndjson", "changes.ndjson", "postfix.cidr");
  }

  @Test
  void theManifestNamesEveryFileWithItsSizeAndHash() throws Exception {
    FeedManifest manifest = publish(night(entry("2001:db8::/48", Tier.REJECT)));

    Path current = export.resolve("current");
    for (ManifestFile file : manifest.files()) {
      byte[] bytes = Files.readAllBytes(current.resolve(file.file()));
      assertThat(bytes).hasSize((int) file.bytes());
      assertThat(HexFormat.of().parseHex(file.sha256()))
          .isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
    byte[] written = Files.readAllBytes(current.resolve("manifest.json"));
    assertThat(FeedManifest.read(written, "manifest.json")).isEqualTo(manifest);
    assertThat(new String(written, StandardCharsets.US_ASCII))
        .startsWith(
            """
            {
              "manifest" : 1,
              "generation" : 1,
              "day" : "2026-11-02",
              "generated" : "2026-11-03T02:00:00Z",
              "valid_until" : "2026-11-05T02:00:00Z",
            """);
  }

  @Test
  void changesAreAgainstTheLatestDayBeforeAndSayWhy() throws IOException {
    publish(
        nightOf(
            0,
            entry("2001:db8::/48", Tier.REJECT),
            entry("2001:db8:1::/48", Tier.THROTTLE),
            entry("2001:db8:2::/48", Tier.THROTTLE)));
    FeedNight next =
        nightOf(
            1,
            entry("2001:db8::/32", Tier.REJECT, "all of it spams"),
            entry("2001:db8:1::/48", Tier.GREYLIST, "got worse"));
    publish(compared(next));

    String expected =
        """
        {"prefix":"2001:db8::/32","change":"added","before":null,"after":"reject","reason":"all of it spams"}
        {"prefix":"2001:db8::/48","change":"removed","before":"reject","after":null,\
        "reason":"2001:db8::/32 answers for it now, reject: all of it spams"}
        {"prefix":"2001:db8:1::/48","change":"worse","before":"throttle","after":"greylist","reason":"got worse"}
        {"prefix":"2001:db8:2::/48","change":"removed","before":"throttle","after":null,\
        "reason":"2001:db8::/32 answers for it now, reject: all of it spams"}
        """;
    assertThat(export.resolve("current/changes.ndjson")).hasContent(expected);

    // The day published again is compared with the day before it, not with itself.
    publish(compared(FeedSamples.night(next.stamp(), next.policy().subList(0, 1), List.of())));
    assertThat(Files.readString(export.resolve("current/changes.ndjson")))
        .contains("{\"prefix\":\"2001:db8:1::/48\",\"change\":\"removed\",\"before\":\"throttle\"");
  }

  @Test
  void theSameNightPublishedAgainIsTheSameToTheByteAndTakesNoNewGeneration() throws IOException {
    FeedNight night = FeedSamples.night(stamp(DAY), FeedSamples.forest(20_000, 3), List.of());
    publish(night);
    Map<String, String> before = tree();

    publish(FeedSamples.night(stamp(DAY), FeedSamples.forest(20_000, 3), List.of()));

    assertThat(tree()).isEqualTo(before);
  }

  @Test
  void aDayPublishedAgainWithOtherContentReplacesItForDayAndCurrentAtOnce() throws IOException {
    publish(night(entry("2001:db8::/48", Tier.REJECT)));
    Path reader = export.resolve("current").toRealPath();
    publish(night(entry("2001:db8::/48", Tier.THROTTLE)));

    assertThat(Files.readString(export.resolve("current/policy.ndjson"))).contains("throttle");
    assertThat(Files.readString(export.resolve("2026-11-02/policy.ndjson"))).contains("throttle");
    assertThat(Files.readString(reader.resolve("policy.ndjson")))
        .as("a reader at work keeps the files it began with")
        .contains("reject");
  }

  @Test
  void aRunCutOffInAnyFileLeavesCurrentAndTheNextRunEndsAsIfItHadNotBeen() throws IOException {
    publish(night(entry("2001:db8::/48", Tier.REJECT)));
    FeedNight next = nightOf(1, entry("2001:db8::/48", Tier.THROTTLE));
    Map<String, String> before = tree();
    FeedPublisher cutOff = publisher(List.of(PolicyNdjson.compact(), new FullDisk()));

    assertThatThrownBy(() -> cutOff.publish(next, FeedDestination.CURRENT))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");

    assertThat(tree()).isEqualTo(before);
    assertThat(publish(next).generation()).isEqualTo(2);
  }

  @Test
  void whatAKilledRunLeftBehindIsSweptAway() throws IOException {
    Path halfWritten = export.resolve(".generations/1/2026-11-02");
    Files.createDirectories(halfWritten);
    Files.writeString(halfWritten.resolve("policy.ndjson"), "{\"prefix\":");

    FeedManifest manifest = publish(night(entry("2001:db8::/48", Tier.REJECT)));

    assertThat(manifest.generation()).isEqualTo(1);
    assertThat(Files.readString(export.resolve("current/policy.ndjson"))).endsWith("}\n");
  }

  @Test
  void aRunKilledBeforeThePointersMovedIsFinishedByTheNext() throws IOException {
    FeedNight night = night(entry("2001:db8::/48", Tier.REJECT));
    publish(night);
    Files.delete(export.resolve("current"));
    Files.delete(export.resolve("2026-11-02"));

    assertThat(publish(night).generation()).isEqualTo(1);
    assertThat(export.resolve("current/manifest.json")).exists();
  }

  @Test
  void currentNeverGoesBackUnlessItIsRolledBack() throws IOException {
    publish(nightOf(1, entry("2001:db8::/48", Tier.REJECT)));
    publish(nightOf(0, entry("2001:db8::/48", Tier.GREYLIST)));

    assertThat(Files.readString(export.resolve("current/policy.ndjson"))).contains("reject");
    assertThat(Files.readString(export.resolve("2026-11-02/policy.ndjson"))).contains("greylist");
  }

  @Test
  void theNextNightIsComparedWithWhatFiltersHaveAfterARollback() throws IOException {
    publish(nightOf(0, entry("2001:db8::/48", Tier.REJECT)));
    publish(nightOf(1, entry("2001:db8::/48", Tier.GREYLIST)));
    publisher.rollBack();

    assertThat(tierBefore(2, FeedDestination.CURRENT)).contains(Tier.REJECT);
    assertThat(tierBefore(0, FeedDestination.CURRENT)).isEmpty();
  }

  @Test
  void aShadowIsComparedWithCurrentOrElseWithTheShadowBefore() throws IOException {
    publisher.publish(shadowOf(0, entry("2001:db8::/48", Tier.THROTTLE)), FeedDestination.SHADOW);
    assertThat(tierBefore(1, FeedDestination.SHADOW)).contains(Tier.THROTTLE);
    assertThat(tierBefore(1, FeedDestination.CURRENT)).isEmpty();
    publish(nightOf(0, entry("2001:db8::/48", Tier.REJECT)));
    assertThat(tierBefore(1, FeedDestination.SHADOW)).contains(Tier.REJECT);
  }

  private Optional<Tier> tierBefore(int daysLater, FeedDestination destination) throws IOException {
    return generations
        .policyBefore(DAY.plusDays(daysLater), destination)
        .map(policy -> policy.get(0).tier());
  }

  private static FeedNight shadowOf(int daysLater, PolicyEntry... entries) {
    FeedStamp stamp = stamp(DAY.plusDays(daysLater));
    FeedNotes notes = new FeedNotes(true, 0, "", List.of(), new TreeMap<>());
    return FeedSamples.night(
        new FeedStamp(
            stamp.day(),
            stamp.generated(),
            stamp.validUntil(),
            stamp.configuration(),
            stamp.version(),
            notes),
        List.of(entries),
        List.of());
  }

  @Test
  void rollingBackPassesOverShadowsAndRestatedDaysAndOneShadowIsKept() throws IOException {
    publish(nightOf(0, entry("2001:db8::/48", Tier.REJECT)));
    publisher.publish(shadowOf(1, entry("2001:db8::/48", Tier.THROTTLE)), FeedDestination.SHADOW);
    publisher.publish(shadowOf(1, entry("2001:db8::/48", Tier.NEUTRAL)), FeedDestination.SHADOW);
    publish(nightOf(-3, entry("2001:db8::/48", Tier.TRUSTED)));
    publish(nightOf(1, entry("2001:db8::/48", Tier.GREYLIST)));

    assertThat(new LocalStore(export).list(".generations")).containsExactly("1", "3", "4", "5");
    assertThat(publisher.rollBack().generation()).isEqualTo(1);
    assertThat(Files.readString(export.resolve("current/policy.ndjson"))).contains("reject");
  }

  @Test
  void theManifestTellsHowTheFeedCameAbout() throws IOException {
    FeedStamp stamp = stamp(DAY);
    FeedNotes notes =
        new FeedNotes(
            false,
            1_000,
            "5-2a",
            List.of(DAY.minusDays(2)),
            new TreeMap<>(Map.of("space_changed", "told\u202e by\n<the> provider")));
    FeedNight night =
        FeedSamples.night(
            new FeedStamp(
                DAY,
                stamp.generated(),
                stamp.validUntil(),
                stamp.configuration(),
                stamp.version(),
                notes),
            List.of(entry("2001:db8::/48", Tier.REJECT)),
            List.of());
    FeedManifest manifest = publish(night);

    assertThat(Files.readString(export.resolve("current/manifest.json")))
        .contains(
            """
              "shadow" : false,
              "budget" : 1000,
              "policy_digest" : "5-2a",
              "restated" : [
                "2026-10-31"
              ],
              "overrides" : {
                "space_changed" : "told by \\u003Cthe\\u003E provider"
              },
            """);
    assertThat(generations.at("current")).contains(manifest);
  }

  @Test
  void aShadowMovesNeitherTheDayNorCurrent() throws IOException {
    publish(night(entry("2001:db8::/48", Tier.REJECT)));
    publisher.publish(night(entry("2001:db8::/48", Tier.THROTTLE)), FeedDestination.SHADOW);

    assertThat(Files.readString(export.resolve("shadow/policy.ndjson"))).contains("throttle");
    assertThat(Files.readString(export.resolve("current/policy.ndjson"))).contains("reject");
    assertThat(Files.readString(export.resolve("2026-11-02/policy.ndjson"))).contains("reject");
  }

  @Test
  void generationsArePrunedAndTheDaysThatLedToThemToo() throws IOException {
    for (int day = 0; day < 6; day++) {
      publish(nightOf(day, entry("2001:db8::/48", day % 2 == 0 ? Tier.REJECT : Tier.THROTTLE)));
    }
    assertThat(new LocalStore(export).list(""))
        .containsExactly(
            ".generations", ".lock", "2026-11-05", "2026-11-06", "2026-11-07", "current");
    assertThat(new LocalStore(export).list(".generations")).containsExactly("4", "5", "6");
  }

  @Test
  void alertsLieBesideTheNightsOneFileADayAndTheLastStay() throws IOException {
    FeedAlert alert =
        new FeedAlert("volume", Optional.empty(), Optional.of("c1"), "high", "r", "{}");
    for (int day = 0; day < 5; day++) {
      publisher.publishAlerts(DAY.plusDays(day), day == 4 ? List.of() : List.of(alert));
    }

    assertThat(new LocalStore(export).list("alerts"))
        .containsExactly("2026-11-04.ndjson", "2026-11-05.ndjson", "2026-11-06.ndjson");
    assertThat(export.resolve("alerts/2026-11-05.ndjson"))
        .hasContent(
            """
            {"kind":"volume","customer":"c1","severity":"high","reason":"r","evidence":{}}
            """);
    assertThat(export.resolve("alerts/2026-11-06.ndjson")).isEmptyFile();
  }

  @Test
  void alertsThatAreToldAlreadyAreNotWrittenAgain() throws IOException {
    FeedAlert alert =
        new FeedAlert("volume", Optional.empty(), Optional.of("c1"), "high", "r", "{}");
    Path file = export.resolve("alerts/2026-11-02.ndjson");
    publisher.publishAlerts(DAY, List.of(alert));
    Object written = Files.readAttributes(file, BasicFileAttributes.class).fileKey();

    publisher.publishAlerts(DAY, List.of(alert));
    assertThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey()).isEqualTo(written);
    publisher.publishAlerts(DAY, List.of());
    assertThat(file).isEmptyFile();
  }

  @Test
  void rollingBackLeadsToTheGenerationBeforeAsOftenAsThereIsOne() throws IOException {
    publish(nightOf(0, entry("2001:db8::/48", Tier.REJECT)));
    publish(nightOf(1, entry("2001:db8::/48", Tier.GREYLIST)));
    publish(nightOf(1, entry("2001:db8::/48", Tier.TRUSTED)));

    assertThat(publisher.rollBack().generation()).isEqualTo(2);
    assertThat(Files.readString(export.resolve("current/policy.ndjson"))).contains("greylist");
    assertThat(publisher.rollBack().generation()).isEqualTo(1);
    assertThat(Files.readString(export.resolve("current/policy.ndjson"))).contains("reject");
    assertThatThrownBy(publisher::rollBack)
        .isInstanceOf(IOException.class)
        .hasMessage("Cannot roll back: no generation before 1 is kept");
    assertThat(publish(nightOf(2, entry("2001:db8::/48", Tier.REJECT))).generation()).isEqualTo(4);
  }

  @Test
  void twoPublishersDoNotMeet() throws IOException {
    LocalStore store = new LocalStore(export);
    store.alone(
        () -> {
          assertThatThrownBy(() -> publish(night(entry("2001:db8::/48", Tier.REJECT))))
              .isInstanceOf(IOException.class)
              .hasMessageContaining("another run is publishing there");
          return "done";
        });
  }

  @Test
  void aDirectoryInTheWayOfAPointerIsLeftAlone() throws IOException {
    Files.createDirectories(export.resolve("2026-11-02"));
    assertThatThrownBy(() -> publish(night(entry("2001:db8::/48", Tier.REJECT))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not a symbolic link. Move it out of the way.");
  }

  private Map<String, String> tree() throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> all = Files.walk(export)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> tree.put(export.relativize(file).toString(), read(file)));
    }
    tree.put("current", export.resolve("current").toRealPath().toString());
    return tree;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A format that fails half way, as on a full disk. */
  private record FullDisk() implements FeedFormat {
    @Override
    public String name() {
      return "full-disk";
    }

    @Override
    public String file() {
      return "full.disk";
    }

    @Override
    public long limit() {
      return 1;
    }

    @Override
    public Set<Tier> tiers() {
      return Set.of();
    }

    @Override
    public long write(FeedNight night, OutputStream to) throws IOException {
      to.write(1);
      throw new IOException("No space left on device");
    }
  }
}
