package slash64.publication;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import slash64.failure.UserError;
import slash64.feed.AlertFiles;
import slash64.feed.FeedAlert;
import slash64.feed.FeedDestination;
import slash64.feed.FeedGenerations;
import slash64.feed.FeedManifest;
import slash64.feed.FeedNight;
import slash64.feed.FeedNotes;
import slash64.feed.FeedPublisher;
import slash64.feed.FeedRefusedException;
import slash64.feed.FeedStore;
import slash64.feed.FeedStores;
import slash64.feed.Guard;
import slash64.feed.HeldGuard;
import slash64.feed.PolicyDiff;
import slash64.lake.Lake;
import slash64.lake.PolicyRows;
import slash64.lake.Tables;
import slash64.policy.PolicyEntry;
import slash64.progress.Progress;

/**
 * Publishes a scored day from the tables, if no guard holds it. The same tables and settings give
 * the same files, to the byte.
 */
public final class Publication {
  private final Lake lake;
  private final PublicationConf conf;
  private final Progress progress;

  public Publication(Lake lake, PublicationConf conf, Progress progress) {
    this.lake = lake;
    this.conf = conf;
    this.progress = progress;
  }

  /** A first day on which nobody from afar sent anything leaves no state: its feed is empty. */
  private boolean hasOnlyOwnMail() {
    return lake.days(Tables.MESSAGES).contains(conf.day())
        && !lake.days(Tables.PREFIX_ACTIVITY).contains(conf.day());
  }

  /**
   * Publishes the day.
   *
   * @throws UserError with status 3 if the day was not scored, 4 if a guard holds it
   */
  public void run() {
    List<LocalDate> scored = lake.days(Tables.PREFIX_STATE);
    if (!scored.contains(conf.day()) && !hasOnlyOwnMail()) {
      throw UserError.inputMissing(
          "Cannot publish %s: that day is not scored in %s. Run nightly --date %s first."
              .formatted(conf.day(), lake.warehouse(), conf.day()));
    }
    List<FeedAlert> alerts = AlertRows.read(lake, conf.day());
    progress.set(
        "messages",
        lake.readWhole(Tables.MESSAGES, conf.day())
            .filter("kind IN ('message', 'refused')")
            .count());
    progress.set("prefixes", lake.readWhole(Tables.PREFIX_ACTIVITY, conf.day()).count());
    progress.set("alerts", alerts.size());
    progress.note("day", conf.day().toString());
    try {
      progress.step("Publishing", () -> publish(alerts, scored));
    } catch (FeedRefusedException e) {
      throw UserError.refused(
          "%s is not published: %s What was published before stays%s. The night's alerts are in %s/%s. Look at it; nightly and export take --override GUARD=REASON."
              .formatted(
                  conf.day(),
                  String.join(" ", e.reasons()),
                  inForce(),
                  conf.export(),
                  AlertFiles.name(conf.day())));
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot publish to %s: %s.".formatted(conf.export(), e.getMessage()), e);
    }
  }

  /** Filters keep a policy while nights are held, but not for ever. */
  private String inForce() {
    try {
      return new FeedGenerations(store())
          .at(FeedGenerations.CURRENT)
          .map(FeedManifest::stamp)
          .map(stamp -> ": that of %s, %s".formatted(stamp.day(), stamp.validity(Instant.now())))
          .orElse("");
    } catch (IOException e) {
      return ""; // it was read a moment ago, and what holds the night is worth more
    }
  }

  private FeedStore store() throws IOException {
    return FeedStores.at(conf.export(), lake.spark().sessionState().newHadoopConf());
  }

  private void publish(List<FeedAlert> alerts, List<LocalDate> scored) throws IOException {
    FeedStore store = store();
    FeedPublisher publisher =
        new FeedPublisher(store, conf.formats(), conf.signer(), conf.feed().keptGenerations());
    publisher.publishAlerts(conf.day(), alerts); // first: whatever holds the policy back
    FeedGenerations generations = new FeedGenerations(store);
    List<PolicyEntry> table = PolicyRows.entries(lake.readWhole(Tables.POLICY, conf.day()));
    Optional<List<PolicyEntry>> full = full(table.size());
    List<PolicyEntry> policy = within(table, full);
    progress.set("entries", policy.size());
    Optional<List<PolicyEntry>> before =
        generations.policyBefore(conf.day(), conf.choice().destination());
    FeedNotes notes = notes(generations);
    long learned = scored.stream().filter(day -> !day.isAfter(conf.day())).count();
    Optional<FeedNotes> published =
        generations.at(conf.day().toString()).map(manifest -> manifest.stamp().notes());
    guard(
        new NightGuards(lake, conf)
            .held(before, policy, learned, overridden(notes.policyDigest(), published)));
    if (policy.isEmpty()) {
      progress.warn("Nothing is known against anybody: the feed has no entry");
    }
    FeedNight night =
        new FeedNight(
            conf.stamp(notes),
            policy,
            full.filter(entries -> conf.wantsFull()),
            alerts,
            PolicyDiff.between(before.orElse(List.of()).iterator(), policy.iterator()));
    tell(generations, night, publisher.publish(night, conf.choice().destination()));
  }

  private Optional<List<PolicyEntry>> full(int compact) {
    boolean exceedsBudget = conf.feed().budget() > 0 && compact > conf.feed().budget();
    if (!conf.wantsFull() && !exceedsBudget) {
      return Optional.empty();
    }
    List<PolicyEntry> full = PolicyRows.entries(lake.readWhole(Tables.POLICY_FULL, conf.day()));
    if (full.isEmpty() && compact > 0) {
      throw UserError.inputMissing(
          "Cannot publish the full policy of %s: the tables hold the compact one only, from an earlier Slash64. Score the day again with nightly --force."
              .formatted(conf.day()));
    }
    return Optional.of(full);
  }

  private List<PolicyEntry> within(List<PolicyEntry> table, Optional<List<PolicyEntry>> full) {
    return conf.feed().budget() == 0 || full.isEmpty()
        ? table
        : new BudgetedPolicy(lake, conf.day())
            .within(conf.feed().budget(), table, full.get(), conf.policy());
  }

  private FeedNotes notes(FeedGenerations generations) throws IOException {
    List<LocalDate> published = generations.publishedBefore(conf.day());
    List<LocalDate> days = new ArrayList<>(published);
    days.add(conf.day());
    PolicyDigests digests = PolicyDigests.of(lake, days);
    TreeMap<String, String> overrides = new TreeMap<>();
    conf.choice().overrides().forEach((guard, reason) -> overrides.put(guard.word(), reason));
    return new FeedNotes(
        conf.choice().destination() == FeedDestination.SHADOW,
        conf.feed().budget(),
        digests.of(conf.day()),
        digests.restated(generations, published),
        overrides);
  }

  /** An override holds for a night, and so for that night published again as it was. */
  private Set<Guard> overridden(String digest, Optional<FeedNotes> published) {
    Set<Guard> overridden = EnumSet.noneOf(Guard.class);
    overridden.addAll(conf.choice().overrides().keySet());
    published
        .filter(notes -> notes.policyDigest().equals(digest))
        .ifPresent(
            notes ->
                notes.overrides().keySet().forEach(word -> overridden.add(Guard.ofWord(word))));
    return overridden;
  }

  private void guard(List<HeldGuard> held) {
    if (conf.choice().destination() == FeedDestination.SHADOW) {
      held.forEach(guard -> progress.warn("would be held by " + guard)); // nobody loads it
    } else if (!held.isEmpty()) {
      throw new FeedRefusedException(held.stream().map(HeldGuard::toString).toList());
    }
  }

  private void tell(FeedGenerations generations, FeedNight night, FeedManifest manifest)
      throws IOException {
    progress.set("changes", night.changes().size());
    progress.note("generation", manifest.generation());
    night.stamp().notes().restated().stream()
        .map("%s was published, and late archives have changed it since"::formatted)
        .forEach(progress::warn);
    String pointer =
        switch (conf.choice().destination()) {
          case SHADOW -> FeedGenerations.SHADOW;
          case CURRENT -> FeedGenerations.CURRENT;
        };
    boolean leadsThere =
        generations.at(pointer).filter(found -> found.equals(manifest)).isPresent();
    if (!leadsThere) {
      progress.warn("current leads to a later day and stays there");
    }
    progress.note("feed", conf.export() + "/" + (leadsThere ? pointer : conf.day()));
  }
}
