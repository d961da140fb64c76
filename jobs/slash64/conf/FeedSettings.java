package slash64.conf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The published feed.
 *
 * @param validDays days after the night's day on which the feed ends to be valid, at least 1
 * @param formats names of the files to publish, {@code all} among them or not
 * @param budget entries that a policy may have at most; 0 for as many as it takes
 * @param keptGenerations publications that stay, at least 1
 * @param signingKey file with an Ed25519 private key; nothing is signed without one
 * @param hasPostfixTrustedClass whether trusted clients run the Postfix class slash64_trusted
 * @param nftablesLimit ranges a family that nftables is given at most
 * @param clientText what refused clients are told; empty for the reasons
 */
public record FeedSettings(
    int validDays,
    List<String> formats,
    int budget,
    int keptGenerations,
    Optional<Path> signingKey,
    boolean hasPostfixTrustedClass,
    int nftablesLimit,
    String clientText) {
  static final Setting<Integer> VALID_DAYS =
      new Setting<>(
          "feed.valid_days",
          SettingType.wholeNumber(1, 365),
          7,
          "days",
          "An entry expires this long after its night. A week: a few failed nights leave the filters"
              + " working, and a job that died does not judge by last month.");
  static final Setting<List<String>> FORMATS =
      new Setting<>(
          "feed.formats",
          SettingType.words(),
          List.of("all"),
          "",
          "What to publish: all, or some of csv, parquet, postfix, rspamd, rbldnsd, mmdb, nftables,"
              + " haproxy, nginx; full beside them adds policy-full.ndjson. The reference"
              + " policy.ndjson, alerts and changes are always written. All: together they cost"
              + " little more than the reference, and a new filter finds its file there.");
  static final Setting<Integer> BUDGET =
      new Setting<>(
          "feed.budget",
          SettingType.wholeNumber(0, 10_000_000),
          0,
          "entries",
          "Largest number of entries. 0: as many as the smallest policy with all the same answers"
              + " takes. With fewer, the policy is the one worth most that fits, and answers"
              + " otherwise where it must.");
  static final Setting<Integer> KEPT_GENERATIONS =
      new Setting<>(
          "feed.kept_generations",
          SettingType.wholeNumber(1, 10_000),
          31,
          "publications",
          "So many stay to go back to with export --rollback, and older ones are removed; what"
              + " current and shadow lead to always stays. As many days of alerts. A month of nights.");
  static final Setting<Optional<Path>> SIGNING_KEY =
      new Setting<>(
          "feed.signing_key",
          SettingType.fileOrNone(),
          Optional.empty(),
          "",
          "File with an Ed25519 private key in PEM, as openssl genpkey -algorithm ed25519 makes it."
              + " With it the manifest is signed, and loaders that know the public key take no feed"
              + " from anybody else. Empty: not signed.");
  static final Setting<Boolean> POSTFIX_TRUSTED_CLASS =
      new Setting<>(
          "feed.postfix_trusted_class",
          SettingType.flag(),
          false,
          "",
          "Let trusted clients run the Postfix restriction class slash64_trusted, which must be"
              + " declared in main.cf. Without it they go on like anybody else: the safe choice.");
  static final Setting<Integer> NFTABLES_LIMIT =
      new Setting<>(
          "feed.nftables_limit",
          SettingType.wholeNumber(1, 10_000_000),
          150_000,
          "ranges of one family",
          "nftables is given no more than this. So many load in 2 s and 170 MB; ten times as many"
              + " take half a minute and 1.8 GB.");
  static final Setting<String> CLIENT_TEXT =
      new Setting<>(
          "feed.client_text",
          SettingType.textOrNone(),
          "",
          "",
          "What a refused client is told in place of the reason, by Postfix and in the TXT record of"
              + " the DNS list, such as where to ask; {prefix} in it becomes the entry's. Empty: the"
              + " reason, which for your own lists is their note.");
  static final List<Setting<?>> SINGLE =
      List.of(
          VALID_DAYS,
          FORMATS,
          BUDGET,
          KEPT_GENERATIONS,
          SIGNING_KEY,
          POSTFIX_TRUSTED_CLASS,
          NFTABLES_LIMIT,
          CLIENT_TEXT);

  /** Takes a copy of the names. */
  public FeedSettings {
    formats = List.copyOf(formats);
  }

  /** Reads what is in force. */
  public static FeedSettings of(Settings settings) {
    return new FeedSettings(
        settings.get(VALID_DAYS),
        settings.get(FORMATS),
        settings.get(BUDGET),
        settings.get(KEPT_GENERATIONS),
        settings.get(SIGNING_KEY),
        settings.get(POSTFIX_TRUSTED_CLASS),
        settings.get(NFTABLES_LIMIT),
        settings.get(CLIENT_TEXT));
  }
}
