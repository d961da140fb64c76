package slash64.feed;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/**
 * What the policy of tonight, and that of the night before, would have done to the mail of the last
 * days. One pass over the mail; memory grows with the entries that were hit.
 */
public final class MailReplay {
  private final LongestMatch<PolicyEntry> before;
  private final LongestMatch<PolicyEntry> after;
  private final Map<Prefix, Long> rejected = new HashMap<>();
  private final Map<Prefix, Long> delayed = new HashMap<>();
  private final Map<Prefix, Long> changed = new HashMap<>();
  private long messages;
  private long good;

  private MailReplay(List<PolicyEntry> before, List<PolicyEntry> after) {
    this.before = LongestMatch.in(before);
    this.after = LongestMatch.in(after);
  }

  /** Replays mail in any order; an address may come more than once. */
  public static MailReplay of(
      List<PolicyEntry> before, List<PolicyEntry> after, Iterator<ReplayedMail> mail) {
    MailReplay replay = new MailReplay(before, after);
    mail.forEachRemaining(replay::add);
    return replay;
  }

  private void add(ReplayedMail mail) {
    messages += mail.messages();
    good += mail.good();
    Prefix client = mail.client().prefix(128);
    Optional<PolicyEntry> was = before.around(client);
    Optional<PolicyEntry> is = after.around(client);
    Tier tier = is.map(PolicyEntry::tier).orElse(Tier.NEUTRAL);
    if (tier == Tier.REJECT) {
      count(rejected, is, mail.good());
    } else if (tier == Tier.GREYLIST || tier == Tier.THROTTLE) {
      count(delayed, is, mail.good());
    }
    if (tier != was.map(PolicyEntry::tier).orElse(Tier.NEUTRAL)) {
      count(changed, is.isPresent() ? is : was, mail.messages());
    }
  }

  private static void count(Map<Prefix, Long> counts, Optional<PolicyEntry> entry, long mails) {
    if (mails > 0) {
      counts.merge(entry.orElseThrow().prefix(), mails, Long::sum);
    }
  }

  /** Messages of all kinds. */
  public long messages() {
    return messages;
  }

  /** Messages known to be good. */
  public long good() {
    return good;
  }

  /** Good messages that tonight's policy rejects, by the entry that does it. */
  public Map<Prefix, Long> rejected() {
    return Map.copyOf(rejected);
  }

  /** Good messages that tonight's policy greylists or throttles, by the entry that does it. */
  public Map<Prefix, Long> delayed() {
    return Map.copyOf(delayed);
  }

  /** Messages that get another tier than the night before, by the entry that answers. */
  public Map<Prefix, Long> changed() {
    return Map.copyOf(changed);
  }

  /** Returns the prefixes with the most messages first. */
  static List<Prefix> worstFirst(Map<Prefix, Long> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<Prefix, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
