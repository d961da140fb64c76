package slash64.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
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
   * @param keep how many generations stay, at least 1
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
   * Publishes a night and returns its manifest. The changes of {@code night} are replaced by those
   * against the latest day published before it. If the very same feed was written already, by a run
   * that was cut off for instance, that generation is used.
   *
   * @throws FeedRefusedException if the policy is empty, or too large for one of the formats
   */
  public FeedManifest publish(FeedNight night, FeedDestination destination) throws IOException {
    if (night.policy().isEmpty()) {
      throw new FeedRefusedException(
          "Cannot publish %s: the policy is empty, and every filter would take that for no policy"
              .formatted(night.stamp().day()));
    }
    return publishEvenEmpty(night, destination);
  }

  /** Publishes like {@link #publish}, and an empty policy too: every filter lets all mail pass. */
  public FeedManifest publishEvenEmpty(FeedNight night, FeedDestination destination)
      throws IOException {
    return store.alone(
        () -> {
          generations.sweep();
          FeedManifest manifest = writeOnce(night.withChanges(changes(night)));
          lead(manifest, destination);
          generations.prune(keep);
          return manifest;
        });
  }

  private void lead(FeedManifest manifest, FeedDestination destination) throws IOException {
    LocalDate day = manifest.stamp().day();
    String directory = FeedGenerations.directory(manifest.generation(), day);
    switch (destination) {
      case SHADOW -> store.point(FeedGenerations.SHADOW, directory);
      case DAY -> store.point(day.toString(), directory);
      case CURRENT -> {
        store.point(day.toString(), directory);
        store.point(FeedGenerations.CURRENT, day.toString());
      }
    }
  }

  /**
   * Lets {@code current} lead to the newest generation older than the one it leads to now.
   *
   * @throws IOException if there is none to go back to
   */
  public FeedManifest rollBack() throws IOException {
    return store.alone(
        () -> {
          long now =
              generations.at(FeedGenerations.CURRENT).map(FeedManifest::generation).orElse(0L);
          FeedManifest before =
              generations.complete().stream()
                  .filter(manifest -> manifest.generation() < now)
                  .reduce((older, newer) -> newer)
                  .orElseThrow(
                      () ->
                          new IOException(
                              "Cannot roll back: no generation before %d is kept".formatted(now)));
          lead(before, FeedDestination.CURRENT);
          return before;
        });
  }

  private List<PolicyChange> changes(FeedNight night) throws IOException {
    Optional<String> before = generations.dayBefore(night.stamp().day());
    Optional<String> directory = before.isEmpty() ? before : store.target(before.get());
    String name = directory.orElse("") + "/" + PolicyNdjson.compact().file();
    if (directory.isEmpty() || !store.exists(name)) {
      return PolicyDiff.between(Collections.emptyIterator(), night.policy().iterator());
    }
    try (InputStream from = store.open(name);
        PolicyReader reader = new PolicyReader(from, name)) {
      return PolicyDiff.between(reader, night.policy().iterator());
    }
  }

  private FeedManifest writeOnce(FeedNight night) throws IOException {
    List<FeedManifest> complete = generations.complete();
    long number = 1 + (complete.isEmpty() ? 0 : complete.get(complete.size() - 1).generation());
    String directory = FeedGenerations.directory(number, night.stamp().day());
    try {
      FeedManifest manifest =
          new FeedManifest(number, night.stamp(), tiers(night), writeFiles(night, directory));
      Optional<FeedManifest> same =
          complete.stream().filter(manifest::describesSameAs).reduce((older, newer) -> newer);
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

  private List<ManifestFile> writeFiles(FeedNight night, String directory) throws IOException {
    List<ManifestFile> files = new ArrayList<>();
    for (FeedFormat format : formats) {
      store.write(directory + "/" + format.file(), to -> files.add(writeFile(format, night, to)));
    }
    return files;
  }

  private static ManifestFile writeFile(FeedFormat format, FeedNight night, OutputStream to)
      throws IOException {
    MessageDigest sha256 = sha256();
    CountingStream counted = new CountingStream(new DigestOutputStream(to, sha256));
    long entries = format.write(night, counted);
    return new ManifestFile(
        format.file(),
        format.version(),
        entries,
        counted.bytes(),
        HexFormat.of().formatHex(sha256.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
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
