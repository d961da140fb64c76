package slash64.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/**
 * Publishes nights to one place, in an order that can be cut off anywhere: files, signature,
 * manifest, the day's pointer, {@code current}. Guards are the caller's business and come before.
 */
public final class FeedPublisher {
  private final FeedStore store;
  private final FeedGenerations generations;
  private final List<FeedFormat> formats;
  private final Optional<FeedSigner> signer;
  private final int keep;

  /**
   * Prepares to publish.
   *
   * @param formats the files to write, in the order of the manifest
   * @param keep how many generations stay, and days of alerts, at least 1
   */
  public FeedPublisher(
      FeedStore store, List<FeedFormat> formats, Optional<FeedSigner> signer, int keep) {
    if (keep < 1) {
      throw new IllegalArgumentException(
          "Cannot keep %d generations of the feed (need at least 1)".formatted(keep));
    }
    this.store = store;
    this.generations = new FeedGenerations(store);
    this.formats = List.copyOf(formats);
    this.signer = signer;
    this.keep = keep;
  }

  /**
   * Publishes a night and returns its manifest. If the very same feed was written already, by a run
   * that was cut off for instance, that generation is used. {@code current} never goes back: for a
   * day before the one it leads to, the day's pointer alone moves.
   *
   * @throws FeedRefusedException if the policy is too large for one of the formats
   */
  public FeedManifest publish(FeedNight night, FeedDestination destination) throws IOException {
    return store.alone(
        () -> {
          generations.sweep();
          FeedManifest manifest = writeOnce(night);
          lead(manifest, destination);
          generations.prune(keep);
          return manifest;
        });
  }

  /**
   * Writes the alerts of a day into a file beside the nights. It comes before the guards: a night
   * that is held is one to be told of.
   */
  public void publishAlerts(LocalDate day, List<FeedAlert> alerts) throws IOException {
    store.alone(
        () -> {
          AlertFiles files = new AlertFiles(store);
          files.write(day, alerts);
          files.prune(keep);
          return null;
        });
  }

  private void lead(FeedManifest manifest, FeedDestination destination) throws IOException {
    LocalDate day = manifest.stamp().day();
    String directory = FeedGenerations.directory(manifest.generation(), day);
    switch (destination) {
      case SHADOW -> store.point(FeedGenerations.SHADOW, directory);
      case CURRENT -> {
        store.point(day.toString(), directory);
        if (!generations.isCurrentAfter(day)) {
          store.point(FeedGenerations.CURRENT, day.toString());
        }
      }
    }
  }

  /**
   * Lets {@code current} lead to the generation before the one it leads to now: an earlier one of
   * the same day, or the last one of the latest day before. Shadows are passed over.
   *
   * @throws IOException if there is none to go back to
   */
  public FeedManifest rollBack() throws IOException {
    return store.alone(
        () -> {
          FeedManifest now =
              generations
                  .at(FeedGenerations.CURRENT)
                  .orElseThrow(
                      () -> new IOException("Cannot roll back: nothing was published here"));
          FeedManifest before =
              generations.complete().stream()
                  .filter(manifest -> !manifest.stamp().notes().isShadow())
                  .filter(manifest -> manifest.generation() < now.generation())
                  .filter(manifest -> !manifest.stamp().day().isAfter(now.stamp().day()))
                  .max(
                      Comparator.comparing((FeedManifest manifest) -> manifest.stamp().day())
                          .thenComparing(FeedManifest::generation))
                  .orElseThrow(
                      () ->
                          new IOException(
                              "Cannot roll back: no generation before %d is kept"
                                  .formatted(now.generation())));
          LocalDate day = before.stamp().day();
          store.point(day.toString(), FeedGenerations.directory(before.generation(), day));
          store.point(FeedGenerations.CURRENT, day.toString());
          return before;
        });
  }

  private FeedManifest writeOnce(FeedNight night) throws IOException {
    List<FeedManifest> complete = generations.complete();
    long number = 1 + (complete.isEmpty() ? 0 : complete.get(complete.size() - 1).generation());
    String directory = FeedGenerations.directory(number, night.stamp().day());
    try {
      FeedManifest manifest =
          new FeedManifest(
              number,
              night.stamp(),
              tiers(night),
              new FeedFiles(store).write(formats, night, directory));
      Optional<FeedManifest> same =
          complete.stream()
              .filter(manifest::describesSameAs)
              .filter(written -> isSigned(written) == signer.isPresent())
              .reduce((older, newer) -> newer);
      if (same.isPresent()) {
        generations.remove(number);
        return same.get();
      }
      byte[] bytes = manifest.toBytes();
      if (signer.isPresent()) {
        byte[] signature = signer.get().sign(bytes).getBytes(StandardCharsets.US_ASCII);
        store.write(directory + "/" + FeedSigner.FILE, to -> to.write(signature));
      }
      store.write(directory + "/" + FeedManifest.FILE, to -> to.write(bytes));
      return manifest;
    } catch (IOException | RuntimeException e) {
      generations.remove(number);
      throw e;
    }
  }

  private boolean isSigned(FeedManifest manifest) {
    String directory = FeedGenerations.directory(manifest.generation(), manifest.stamp().day());
    try {
      return store.exists(directory + "/" + FeedSigner.FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<Tier, Long> tiers(FeedNight night) {
    Map<Tier, Long> tiers = new EnumMap<>(Tier.class);
    for (Tier tier : Tier.values()) {
      tiers.put(tier, 0L);
    }
    for (PolicyEntry entry : night.policy()) {
      tiers.merge(entry.tier(), 1L, Long::sum);
    }
    return tiers;
  }
}
