package slash64.publication;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slash64.conf.FeedSettings;
import slash64.conf.GuardSettings;
import slash64.conf.OperatorLists;
import slash64.conf.PolicyConf;
import slash64.conf.Settings;
import slash64.failure.FileFailure;
import slash64.failure.UserError;
import slash64.feed.ClientText;
import slash64.feed.FeedFormat;
import slash64.feed.FeedFormatOptions;
import slash64.feed.FeedFormats;
import slash64.feed.FeedNotes;
import slash64.feed.FeedSigner;
import slash64.feed.FeedStamp;
import slash64.net.Prefix;
import slash64.policy.PolicySettings;

/**
 * What is to be published, where and how. Made early: what is wrong with the settings is told
 * before any work is done.
 *
 * @param day to publish, UTC
 * @param export folder of the feed
 * @param choice what this call asks for
 * @param feed settings of the feed
 * @param guards settings of the guards
 * @param formats the files to write, in the order of the manifest
 * @param signer of the manifest, if there is a key
 * @param protectedPrefixes ours, and what the operator's lists allow: must not be restricted
 * @param policy settings that the policy was made with, the operator's rules among them
 * @param configuration SHA-256 of all settings
 */
public record PublicationConf(
    LocalDate day,
    String export,
    FeedChoice choice,
    FeedSettings feed,
    GuardSettings guards,
    List<FeedFormat> formats,
    Optional<FeedSigner> signer,
    List<Prefix> protectedPrefixes,
    PolicySettings policy,
    String configuration) {

  public PublicationConf {
    Objects.requireNonNull(day, "day");
    Objects.requireNonNull(export, "export");
    formats = List.copyOf(formats);
    protectedPrefixes = List.copyOf(protectedPrefixes);
  }

  /**
   * Takes what is in force.
   *
   * @throws UserError if the export is a file, a format is unknown, a prefix is none, a list of the
   *     operator is missing or malformed, or the key cannot be used
   */
  public PublicationConf(LocalDate day, String export, FeedChoice choice, Settings settings) {
    this(
        day,
        folder(export),
        choice,
        FeedSettings.of(settings),
        GuardSettings.of(settings),
        formats(FeedSettings.of(settings)),
        FeedSettings.of(settings).signingKey().map(PublicationConf::signer),
        protectedPrefixes(settings, day),
        PolicyConf.of(settings, day),
        settings.sha256());
  }

  /** On other file systems than this machine's, publishing tells. */
  private static String folder(String export) {
    if (!export.contains(":") && Files.isRegularFile(Path.of(export))) {
      throw UserError.wrongUse(
          "Cannot publish to %s: it is a file. Name a folder.".formatted(export));
    }
    return export;
  }

  /** Returns whether {@code policy-full.ndjson} is among the files. */
  boolean wantsFull() {
    return formats.stream().anyMatch(format -> format.name().equals("full"));
  }

  /** The feed speaks of its day, not of when it was made: again is the same. */
  FeedStamp stamp(FeedNotes notes) {
    Instant end = day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    return new FeedStamp(
        day,
        end,
        end.plusSeconds(feed.validDays() * 86_400L),
        configuration,
        Optional.ofNullable(PublicationConf.class.getPackage().getImplementationVersion())
            .orElse("development"),
        notes);
  }

  private static List<FeedFormat> formats(FeedSettings feed) {
    try {
      return FeedFormats.named(
          feed.formats(),
          new FeedFormatOptions(
              feed.hasPostfixTrustedClass(),
              feed.nftablesLimit(),
              new ClientText(feed.clientText())));
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse(e.getMessage() + ". Look at feed.formats or --formats.", e);
    }
  }

  private static FeedSigner signer(Path key) {
    try {
      return FeedSigner.ofPem(Files.readString(key));
    } catch (IOException | IllegalArgumentException e) {
      String why =
          e instanceof IOException unread
              ? "Cannot read the signing key: " + FileFailure.words(unread)
              : e.getMessage();
      throw UserError.wrongUse("%s. Look at feed.signing_key, %s.".formatted(why, key), e);
    }
  }

  /** The lists may have changed since the night was scored: what they allow is held against it. */
  private static List<Prefix> protectedPrefixes(Settings settings, LocalDate day) {
    List<Prefix> prefixes = new ArrayList<>(OperatorLists.read(settings).allowed(day));
    prefixes.addAll(named(GuardSettings.of(settings).protectedPrefixes()));
    return prefixes;
  }

  private static List<Prefix> named(List<String> texts) {
    try {
      return texts.stream().map(Prefix::parse).toList();
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse(e.getMessage() + ". Look at guard.protected_prefixes.", e);
    }
  }
}
