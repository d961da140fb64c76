package slash64.baseline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slash64.stats.CountDistribution;

/**
 * The same content from many unrelated prefixes within a day: one alert with its members. What many
 * send every day (an empty message, a reply of a popular mailer) is measured against its usual
 * number of senders, and known wanted bulk is none.
 */
public final class Campaigns {

  private static final double LOG_CERTAIN = Math.log(1e-4);

  /** Variance of a digest's daily number of unrelated senders over its mean. */
  private static final double DISPERSION = 3;

  private static final int ENOUGH_DAYS = 7;

  private static final int MOST_NAMED = 20;

  private final BaselineSettings settings;
  private final DigestSet wanted;

  public Campaigns(BaselineSettings settings, DigestSet wanted) {
    this.settings = settings;
    this.wanted = wanted;
  }

  /** Returns how many of the members have nothing to do with each other. */
  public static int unrelated(List<CampaignMember> members) {
    Set<Object> unrelated = new HashSet<>();
    members.forEach(member -> unrelated.add(member.relation()));
    return unrelated.size();
  }

  /**
   * Judges one digest's day.
   *
   * @param day in days since 1970-01-01
   * @param digest hash of the digest
   * @param usual unrelated prefixes that sent it on a usual day of the last 28, at least 0
   * @param known days before this that are known, for the usual; before a week is, only what is
   *     unwanted counts, for the first night sees every popular digest for the first time
   * @param since first day of the alert that is open for this digest, or {@code day}
   * @param members who sent it that day, at most one entry for each prefix
   */
  public Optional<Alert> judge(
      int day, int digest, double usual, int known, int since, List<CampaignMember> members) {
    int count = unrelated(members);
    double expected = Math.max(1, usual);
    if (wanted.contains(digest)
        || known < ENOUGH_DAYS && 2 * bad(members) < messages(members)
        || count < settings.leastMembers()
        || count < settings.leastTimes() * usual) {
      return Optional.empty();
    }
    double logP = new CountDistribution(expected, DISPERSION).logUpperMid(count);
    if (logP > LOG_CERTAIN) {
      return Optional.empty();
    }
    return Optional.of(alert(day, digest, usual, since, members, count, logP));
  }

  private static long messages(List<CampaignMember> members) {
    return members.stream().mapToLong(CampaignMember::messages).sum();
  }

  private static long bad(List<CampaignMember> members) {
    return members.stream().mapToLong(CampaignMember::bad).sum();
  }

  private static Alert alert(
      int day,
      int digest,
      double usual,
      int since,
      List<CampaignMember> members,
      int count,
      double logP) {
    long messages = messages(members);
    long bad = bad(members);
    double badShare = messages == 0 ? 0 : bad / (double) messages;
    List<CampaignMember> largest = new ArrayList<>(members);
    largest.sort(
        Comparator.comparingLong(CampaignMember::messages)
            .reversed()
            .thenComparing(CampaignMember::prefix));
    Json evidence =
        new Json()
            .put("digest", "%08x".formatted(digest))
            .put("messages", messages)
            .put("bad_share", badShare)
            .put("members", members.size())
            .put("unrelated", count)
            .put("usual", usual)
            .put(
                "largest",
                largest.stream()
                    .limit(MOST_NAMED)
                    .map(member -> member.prefix().toString())
                    .toList());
    LocalDate first = LocalDate.ofEpochDay(since);
    return new Alert(
        AlertKind.CAMPAIGN,
        null,
        0,
        Severity.of((double) messages, logP, badShare, false),
        usual,
        count,
        first,
        since == day,
        "The same content came in %d messages from %d prefixes, %d of them unrelated, where %s were usual; %d %% unwanted; since %s"
            .formatted(
                messages,
                members.size(),
                count,
                Json.number(usual),
                Math.round(100 * badShare),
                first),
        "Act on the content, not on the prefixes: block the digest, and tell the members' owners"
            + " that they may have been taken over.",
        evidence.toString());
  }
}
