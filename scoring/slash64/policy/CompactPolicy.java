package slash64.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import slash64.net.Prefix;

/** The smallest policy with the same answers, each entry with a reason of its own. */
final class CompactPolicy {
  private final List<PolicyEntry> full;
  private final PrefixIndex index;
  private final LocalDate latest;

  private CompactPolicy(List<PolicyEntry> sorted, LocalDate day) {
    full = sorted;
    index = PrefixIndex.ofSorted(sorted.stream().map(PolicyEntry::prefix).toList());
    latest = sorted.stream().map(PolicyEntry::expires).max(LocalDate::compareTo).orElse(day);
  }

  /**
   * Returns the compact form of a policy, in tree order. Expiry is the one thing that differs: an
   * entry that stands for several holds as long as the first of them, one that makes a hole as long
   * as anything.
   */
  static List<PolicyEntry> of(List<PolicyEntry> full, LocalDate day) {
    List<PolicyEntry> sorted = full.stream().sorted(PolicyEntry.BY_PREFIX).toList();
    List<LabelledPrefix> labels =
        sorted.stream().map(entry -> new LabelledPrefix(entry.prefix(), entry.tier())).toList();
    return explained(SmallestTable.of(labels), sorted, day);
  }

  /** Gives every entry of a table what the entries of the full policy in or around it say. */
  static List<PolicyEntry> explained(
      List<LabelledPrefix> table, List<PolicyEntry> full, LocalDate day) {
    CompactPolicy policy =
        new CompactPolicy(full.stream().sorted(PolicyEntry.BY_PREFIX).toList(), day);
    List<PolicyEntry> entries = new ArrayList<>();
    for (LabelledPrefix label : table) {
      entries.add(policy.explained(label));
    }
    return entries;
  }

  private PolicyEntry explained(LabelledPrefix label) {
    int around = index.covering(label.prefix());
    if (around != PrefixIndex.NONE) {
      PolicyEntry entry = full.get(around);
      if (entry.tier() == label.tier()) {
        return entry.prefix().equals(label.prefix())
            ? withHold(entry, entry.prefix(), entry.reason())
            : withHold(
                entry, label.prefix(), "Part of %s: %s".formatted(entry.prefix(), entry.reason()));
      }
    }
    return standingForSeveral(label);
  }

  private PolicyEntry withHold(PolicyEntry entry, Prefix prefix, String reason) {
    boolean isHole = entry.tier().compareTo(Tier.NEUTRAL) <= 0;
    return new PolicyEntry(
        prefix,
        entry.tier(),
        entry.score(),
        entry.confidence(),
        reason,
        isHole ? latest : entry.expires(),
        entry.evidence());
  }

  private PolicyEntry standingForSeveral(LabelledPrefix label) {
    int count = 0;
    double score = 0;
    double confidence = 1;
    LocalDate first = latest;
    for (int i = index.firstInside(label.prefix());
        i < full.size() && label.prefix().contains(full.get(i).prefix());
        i++) {
      PolicyEntry entry = full.get(i);
      if (entry.tier() == label.tier()) {
        count++;
        score += entry.score();
        confidence = Math.min(confidence, entry.confidence());
        first = entry.expires().isBefore(first) ? entry.expires() : first;
      }
    }
    boolean isHole = label.tier().compareTo(Tier.NEUTRAL) <= 0;
    String evidence = new JsonObject().put("stands_for", count).toString();
    return count == 0
        ? new PolicyEntry(
            label.prefix(), label.tier(), 50, 0, "Kept out of a wider entry", latest, evidence)
        : new PolicyEntry(
            label.prefix(),
            label.tier(),
            score / count,
            confidence,
            String.format(
                Locale.ROOT,
                "Stands for %,d %s in it, judged %s",
                count,
                count == 1 ? "prefix" : "prefixes",
                label.tier().word()),
            isHole ? latest : first,
            evidence);
  }
}
