package slash64.conf;

import java.util.List;

/**
 * When a night is not published. Shares run from 0 to 1; those of change are of what there was
 * before and may be above 1.
 *
 * @param replayDays days of mail that are replayed, the night's own and those before it
 * @param knownGoodMessages messages an address must have sent in them to be known as good
 * @param knownGoodShare share of these that must have passed as good
 * @param goodMailRejected largest share of known-good messages that may be rejected
 * @param goodMailDelayed largest share of known-good messages that may be greylisted or throttled
 * @param leastMessages up to so many messages are never too many
 * @param settlingNights scored nights below which change does not hold a feed
 * @param entriesChanged largest share of restricting entries that may come, go or change
 * @param leastEntries up to so many changed entries are never too many
 * @param spaceChanged largest share of the restricted space that may change, of each family
 * @param leastIpv6 up to so many changed /64 are never too many
 * @param leastIpv4 up to so many changed IPv4 addresses are never too many
 * @param mailChanged largest share of replayed messages that may be treated otherwise
 * @param archiveAgeHours largest age of the newest mail at the end of the night's day
 * @param widestIpv6 shortest length of an IPv6 prefix that may be restricted
 * @param widestIpv4 shortest length of an IPv4 prefix that may be restricted
 * @param protectedPrefixes what must not be restricted, as text
 */
public record GuardSettings(
    int replayDays,
    int knownGoodMessages,
    double knownGoodShare,
    double goodMailRejected,
    double goodMailDelayed,
    int leastMessages,
    int settlingNights,
    double entriesChanged,
    int leastEntries,
    double spaceChanged,
    double leastIpv6,
    double leastIpv4,
    double mailChanged,
    int archiveAgeHours,
    int widestIpv6,
    int widestIpv4,
    List<String> protectedPrefixes) {
  static final Setting<Integer> REPLAY_DAYS =
      new Setting<>(
          "guard.replay_days",
          SettingType.wholeNumber(1, 31),
          3,
          "days",
          "So much mail is replayed against a policy before it is published: the night's day and"
              + " those before it. Three: Monday's policy is tried on the mail of a working day too.");
  static final Setting<Integer> KNOWN_GOOD_MESSAGES =
      new Setting<>(
          "guard.known_good_messages",
          SettingType.wholeNumber(1, 1_000_000),
          3,
          "messages",
          "An address is known to be good from so many messages in the replayed days on, if most of"
              + " them passed. Three: the filter misses some spam, but seldom three times in a row.");
  static final Setting<Double> KNOWN_GOOD_SHARE =
      new Setting<>(
          "guard.known_good_share",
          SettingType.number(0.5, 1),
          0.75,
          "share of messages",
          "So much of its mail must have passed for an address to be known as good. Three quarters:"
              + " forwarders and large providers pass on some spam. Of mail that no filter judged no"
              + " more may have been for nobody than reputation.weights.stale_unscanned bears, besides.");
  static final Setting<Double> GOOD_MAIL_REJECTED =
      new Setting<>(
          "guard.good_mail_rejected",
          SettingType.number(0, 1),
          0.002,
          "share of known-good messages",
          "A policy that would have rejected more of them is held back. One in five hundred: the"
              + " policy aims at one in two thousand, and a sender taken over last night counts as"
              + " known good until its old mail is out of the replay.");
  static final Setting<Double> GOOD_MAIL_DELAYED =
      new Setting<>(
          "guard.good_mail_delayed",
          SettingType.number(0, 1),
          0.02,
          "share of known-good messages",
          "A policy that would have greylisted or throttled more of them is held back. Delay is not"
              + " loss, so ten times what may be rejected.");
  static final Setting<Integer> LEAST_MESSAGES =
      new Setting<>(
          "guard.least_messages",
          SettingType.wholeNumber(0, 1_000_000),
          50,
          "messages",
          "Up to so many messages hit or treated otherwise never hold a night: a share of little"
              + " mail says nothing. Fifty: what one small sender writes in some days.");
  static final Setting<Integer> SETTLING_NIGHTS =
      new Setting<>(
          "guard.settling_nights",
          SettingType.wholeNumber(0, 365),
          7,
          "nights",
          "The change guards rest while fewer nights than this have been scored: in the first week a"
              + " policy learns something new about everybody. The guards of good mail never rest.");
  static final Setting<Double> ENTRIES_CHANGED =
      new Setting<>(
          "guard.entries_changed",
          SettingType.number(0, 100),
          0.8,
          "share of entries",
          "A policy is held back when more of the entries that restrict came, went or changed than"
              + " this share of those before; what runs out while no mail comes from it does not count,"
              + " nor what does as a wider entry did. Four fifths: one that doubled, or lost nearly"
              + " all.");
  static final Setting<Integer> LEAST_ENTRIES =
      new Setting<>(
          "guard.least_entries",
          SettingType.wholeNumber(0, 10_000_000),
          500,
          "entries",
          "Up to so many changed entries never hold a night: a botnet of hundreds of addresses may"
              + " come overnight.");
  static final Setting<Double> SPACE_CHANGED =
      new Setting<>(
          "guard.space_changed",
          SettingType.number(0, 100),
          0.8,
          "share of restricted space",
          "A policy is held back when more of the address space became restricted or free than this"
              + " share of what was restricted before, IPv6 and IPv4 each.");
  static final Setting<Double> LEAST_IPV6 =
      new Setting<>(
          "guard.least_ipv6",
          SettingType.number(0, 0x1p62),
          0x1p38,
          "/64",
          "Up to so much changed IPv6 space never holds a night. As much as 64 /32: access providers"
              + " turn bad by the dozen when a botnet wakes, and are throttled at most.");
  static final Setting<Double> LEAST_IPV4 =
      new Setting<>(
          "guard.least_ipv4",
          SettingType.number(0, 0x1p32),
          65_536.0,
          "addresses",
          "Up to so much changed IPv4 space never holds a night. As much as a /16.");
  static final Setting<Double> MAIL_CHANGED =
      new Setting<>(
          "guard.mail_changed",
          SettingType.number(0, 1),
          0.3,
          "share of messages",
          "A policy is held back when more of the replayed mail than this would be restricted, freed"
              + " or restricted otherwise; spam, and what is refused anyway, may be restricted as"
              + " much as it comes, and the rest of an entry's mail with it where most is such."
              + " Three tenths: campaigns come and go, most mail does not.");
  static final Setting<Integer> ARCHIVE_AGE_HOURS =
      new Setting<>(
          "guard.archive_age_hours",
          SettingType.wholeNumber(0, 8_760),
          24,
          "hours",
          "A policy is held back when the newest mail in the archives is older than this at the end"
              + " of the night's day. A day: some mail of that day. Lower it to hours where mail never"
              + " rests, and an archive cut short in the morning is noticed.");
  static final Setting<Integer> WIDEST_IPV6 =
      new Setting<>(
          "guard.widest_ipv6",
          SettingType.wholeNumber(0, 128),
          32,
          "bits",
          "No wider IPv6 prefix may be judged and restricted. A /32 is what a provider gets.");
  static final Setting<Integer> WIDEST_IPV4 =
      new Setting<>(
          "guard.widest_ipv4",
          SettingType.wholeNumber(0, 32),
          16,
          "bits",
          "No wider IPv4 prefix may be judged and restricted. A /16 holds 65,536 addresses.");
  static final Setting<List<String>> PROTECTED_PREFIXES =
      new Setting<>(
          "guard.protected_prefixes",
          SettingType.words(),
          List.of(),
          "",
          "Prefixes and addresses of yours, [2001:db8::/32, 192.0.2.0/24]: a policy that restricts"
              + " any part of them is held back.");
  static final List<Setting<?>> SINGLE =
      List.of(
          REPLAY_DAYS,
          KNOWN_GOOD_MESSAGES,
          KNOWN_GOOD_SHARE,
          GOOD_MAIL_REJECTED,
          GOOD_MAIL_DELAYED,
          LEAST_MESSAGES,
          SETTLING_NIGHTS,
          ENTRIES_CHANGED,
          LEAST_ENTRIES,
          SPACE_CHANGED,
          LEAST_IPV6,
          LEAST_IPV4,
          MAIL_CHANGED,
          ARCHIVE_AGE_HOURS,
          WIDEST_IPV6,
          WIDEST_IPV4,
          PROTECTED_PREFIXES);

  /** Takes a copy of the prefixes. */
  public GuardSettings {
    protectedPrefixes = List.copyOf(protectedPrefixes);
  }

  /** Reads what is in force. */
  public static GuardSettings of(Settings settings) {
    return new GuardSettings(
        settings.get(REPLAY_DAYS),
        settings.get(KNOWN_GOOD_MESSAGES),
        settings.get(KNOWN_GOOD_SHARE),
        settings.get(GOOD_MAIL_REJECTED),
        settings.get(GOOD_MAIL_DELAYED),
        settings.get(LEAST_MESSAGES),
        settings.get(SETTLING_NIGHTS),
        settings.get(ENTRIES_CHANGED),
        settings.get(LEAST_ENTRIES),
        settings.get(SPACE_CHANGED),
        settings.get(LEAST_IPV6),
        settings.get(LEAST_IPV4),
        settings.get(MAIL_CHANGED),
        settings.get(ARCHIVE_AGE_HOURS),
        settings.get(WIDEST_IPV6),
        settings.get(WIDEST_IPV4),
        settings.get(PROTECTED_PREFIXES));
  }
}
