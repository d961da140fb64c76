package slash64.feed;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/**
 * What the policy to be published, and the one before it, would have done to the mail of the last
 * days. Memory grows with the entries that were hit, not with the mail.
 */
public final class MailReplay {
  private final Map<Prefix, Long> rejected = new HashMap<>();
  private final Map<Prefix, Long> delayed = new HashMap<>();
  private final Map<Prefix, Long> changed = new HashMap<>();
  private final Set<Prefix> heardBefore = new HashSet<>();
  private long messages;
  private long good;
  private long rejectedBefore;
  private long restrictedBefore;
  private long newlyRejected;
  private long newlyRestricted;

  private MailReplay() {}

  /** Adds up mail in any order; the same entries may come more than once. */
  public static MailReplay of(Iterable<AnsweredMail> mail) {
    MailReplay replay = new MailReplay();
    mail.forEach(replay::add);
    return replay;
  }

  private void add(AnsweredMail mail) {
    messages += mail.messages();
    good += mail.good();
    mail.before().map(PolicyEntry::prefix).ifPresent(heardBefore::add);
    Tier was = mail.before().map(PolicyEntry::tier).orElse(Tier.NEUTRAL);
    Tier is = mail.after().map(PolicyEntry::tier).orElse(Tier.NEUTRAL);
    if (was == Tier.REJECT) {
      rejectedBefore += mail.good();
    } else if (is == Tier.REJECT) {
      newlyRejected += mail.good();
    }
    if (was.restricts()) {
      restrictedBefore += mail.good();
    } else if (is.restricts()) {
      newlyRestricted += mail.good();
    }
    if (is == Tier.REJECT) {
      count(rejected, mail.after(), mail.good());
    } else if (is.restricts()) {
      count(delayed, mail.after(), mail.good());
    }
    if (is != was && (is.restricts() || was.restricts())) {
      long missed = is.compareTo(was) > 0 ? missed(mail) : mail.messages();
      count(changed, mail.after().isPresent() ? mail.after() : mail.before(), missed);
    }
  }

  /**
   * Nobody misses what is refused, or known to be spam, without the policy; nor the rest where most
   * is, as of an attack that guesses recipients: what was accepted of it had met some.
   */
  private static long missed(AnsweredMail mail) {
    return 2 * mail.spam() > mail.messages() ? 0 : mail.messages() - mail.spam();
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

  /** Messages of senders known to be good. */
  public long good() {
    return good;
  }

  /** Good messages that the policy rejects, by the entry that does it. */
  public Map<Prefix, Long> rejected() {
    return Map.copyOf(rejected);
  }

  /** Good messages that the policy greylists or throttles, by the entry that does it. */
  public Map<Prefix, Long> delayed() {
    return Map.copyOf(delayed);
  }

  /** Returns how many good messages the policy before rejects. */
  public long rejectedBefore() {
    return rejectedBefore;
  }

  /** Returns how many good messages the policy before rejects, greylists or throttles. */
  public long restrictedBefore() {
    return restrictedBefore;
  }

  /** Returns how many good messages the policy rejects that the one before does not. */
  public long newlyRejected() {
    return newlyRejected;
  }

  /** Returns how many good messages the policy restricts that the one before lets be. */
  public long newlyRestricted() {
    return newlyRestricted;
  }

  /** Returns the entries of the policy before that answered for any of the mail. */
  public Set<Prefix> heardBefore() {
    return Set.copyOf(heardBefore);
  }

  /**
   * Messages that become restricted, free, or restricted otherwise, by the entry that answers; of
   * what is treated more harshly those that are not spam, and none where most are.
   */
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
