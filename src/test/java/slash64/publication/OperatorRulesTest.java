package slash64.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slash64.testing.SampleWarehouse.LAST;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.conf.Settings;
import slash64.failure.UserError;
import slash64.feed.PolicyReader;
import slash64.lake.Lake;
import slash64.lake.PolicyRows;
import slash64.lake.Tables;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.nightly.Backfill;
import slash64.nightly.NightConf;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicyTable;
import slash64.policy.Tier;
import slash64.progress.Progress;
import slash64.testing.SampleWarehouse;
import slash64.testing.SharedSpark;
import slash64.whatif.ChangedPolicy;

/**
 * What the operator allows and denies, from the lists to every policy that is made or published.
 */
class OperatorRulesTest {
  @TempDir private Path folder;

  /** A /48 or IPv4 /24 of which something is restricted without the list. */
  private Prefix allowed;

  /** A host in it that is denied all the same. */
  private Prefix deniedInside;

  /** A prefix that is trusted without the list. */
  private Prefix denied;

  private List<PolicyEntry> without;
  private List<String> lists;

  @BeforeEach
  void writeLists() throws IOException {
    Lake lake = SampleWarehouse.lake();
    without = PolicyRows.entries(lake.read(Tables.POLICY_FULL, LAST));
    Prefix restricted = first(tier -> tier.compareTo(Tier.NEUTRAL) > 0);
    allowed = restricted.ancestor(Math.min(restricted.length(), restricted.isIpv4() ? 120 : 48));
    deniedInside = allowed.last().prefix(128);
    denied = first(tier -> tier == Tier.TRUSTED);
    Path allow = folder.resolve("allow.csv");
    Path deny = folder.resolve("deny.csv");
    Files.writeString(allow, "prefix,owner,note\n%s,example.com,partner\n".formatted(allowed));
    Files.writeString(deny, "prefix\n%s\n%s\n".formatted(denied, deniedInside));
    lists = List.of("operator.allow=" + allow, "operator.deny=" + deny);
  }

  private Prefix first(Predicate<Tier> wanted) {
    return without.stream()
        .filter(entry -> wanted.test(entry.tier()))
        .map(PolicyEntry::prefix)
        .filter(prefix -> allowed == null || !allowed.contains(prefix))
        .filter(prefix -> allowed == null || !prefix.contains(allowed))
        .filter(prefix -> prefix.length() >= 48)
        .findFirst()
        .orElseThrow();
  }

  private Settings settings(String... more) {
    List<String> sets = new ArrayList<>(lists);
    sets.addAll(List.of("guard.good_mail_rejected=1", "guard.good_mail_delayed=1"));
    sets.addAll(List.of(more));
    return Settings.load(Optional.empty(), sets);
  }

  private void requireRules(List<PolicyEntry> entries) {
    PolicyTable policy = PolicyTable.of(entries);
    assertThat(tier(policy, allowed.first())).isEqualTo(Tier.TRUSTED);
    assertThat(tier(policy, deniedInside.first())).isEqualTo(Tier.REJECT);
    assertThat(tier(policy, denied.first())).isEqualTo(Tier.REJECT);
    assertThat(tier(policy, denied.last())).isEqualTo(Tier.REJECT);
    int inside = 0;
    for (PolicyEntry entry : without) {
      if (allowed.contains(entry.prefix()) && !entry.prefix().equals(deniedInside)) {
        assertThat(tier(policy, entry.prefix().first())).as("%s", entry).isEqualTo(Tier.TRUSTED);
        inside++;
      }
      if (denied.contains(entry.prefix())) {
        assertThat(tier(policy, entry.prefix().last())).as("%s", entry).isEqualTo(Tier.REJECT);
      }
    }
    assertThat(inside).isPositive();
  }

  private static Tier tier(PolicyTable policy, Address address) {
    return policy.tier(address.high(), address.low());
  }

  private static void run(NightConf night) {
    try (Progress progress = Progress.onStandardError()) {
      Backfill.run(SharedSpark.session(), night, LAST, progress);
    }
  }

  private void publish(Lake lake, Settings settings) {
    try (Progress progress = Progress.onStandardError()) {
      PublicationConf conf =
          new PublicationConf(LAST, folder.resolve("again").toString(), FeedChoice.USUAL, settings);
      new Publication(lake, conf, progress).run();
    }
  }

  private List<PolicyEntry> published(String file) throws IOException {
    List<PolicyEntry> entries = new ArrayList<>();
    try (InputStream from = Files.newInputStream(folder.resolve(file));
        PolicyReader reader = new PolicyReader(from, file)) {
      reader.forEachRemaining(entries::add);
    }
    return entries;
  }

  /** The night was done before there were lists. */
  @Test
  void theNightDoneAgainAndItsExportWithinABudgetDoWhatTheListsSay() throws IOException {
    Path warehouse = folder.resolve("warehouse");
    FileUtils.copyDirectory(
        SampleWarehouse.folder().resolve("warehouse").toFile(), warehouse.toFile());
    NightConf night =
        new NightConf(
            LAST,
            List.of(SampleWarehouse.folder().resolve("world/logs") + "/*-{date}.*"),
            warehouse.toString(),
            Optional.of(folder.resolve("feed").toString()),
            Optional.of(SampleWarehouse.folder().resolve("world/allocations.csv")),
            false,
            settings("feed.formats=full"));
    run(night);
    requireRules(published("feed/current/policy.ndjson"));
    requireRules(published("feed/current/policy-full.ndjson"));

    Lake lake = Lake.at(SharedSpark.session(), warehouse.toString());
    assertThat(
            lake.read(Tables.PREFIX_SCORES, LAST)
                .filter(functions.col("prefix").equalTo(denied.toString()))
                .select("limited_by")
                .head()
                .getString(0))
        .isEqualTo("operator");
    long version = lake.version(Tables.POLICY_FULL);
    run(night);
    assertThat(lake.version(Tables.POLICY_FULL)).as("the lists are the same").isEqualTo(version);

    publish(lake, settings("feed.budget=6"));
    List<PolicyEntry> few = published("again/current/policy.ndjson");
    assertThat(few).hasSizeLessThanOrEqualTo(6);
    requireRules(few);
  }

  @Test
  void otherSettingsAreTriedUnderTheSameLists() {
    Lake lake = SampleWarehouse.lake();
    requireRules(ChangedPolicy.of(lake, LAST, settings()));
    requireRules(ChangedPolicy.of(lake, LAST, settings("policy.reject_above=0.99")));
    List<PolicyEntry> few = ChangedPolicy.of(lake, LAST, settings("feed.budget=6"));
    assertThat(few).hasSizeLessThanOrEqualTo(6);
    requireRules(few);
  }

  @Test
  void whatWasAllowedSinceTheNightHoldsItsExport() {
    assertThatThrownBy(() -> publish(SampleWarehouse.lake(), settings()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("protected_prefix: ")
        .hasMessageContaining("restrict own or allow-listed prefixes");
  }
}
