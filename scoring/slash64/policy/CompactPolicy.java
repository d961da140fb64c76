package slash64.policy;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import slash64.json.JsonObject;
import slash64.net.Prefix;

/** The smallest policy with the same answers, each entry with a reason of its own. */
final class CompactPolicy {
  /** Score of what no entry of the full policy says anything of: neither good nor bad. */
  private static final double UNKNOWN_SCORE = 50;

  private final List<PolicyEntry> full;
  private final PrefixIndex index;
  private final LocalDate day;

  private CompactPolicy(List<PolicyEntry> sorted, LocalDate day) {
    full = sorted;
    index = PrefixIndex.ofSorted(sorted.stream().map(PolicyEntry::prefix).toList());
    this.day = day;
  }

  /**
   * Returns the compact form of a policy, in tree order. Expiry is the one thing that differs: an
   * entry that stands for several holds as long as the first of them, one that makes a hole as long
   * as what it is a hole in.
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
    Deque<PolicyEntry> around = new ArrayDeque<>();
    for (LabelledPrefix label : table) { // in tree order: what is around comes before
      while (!around.isEmpty() && !around.peek().prefix().contains(label.prefix())) {
        around.pop();
      }
      PolicyEntry entry = withHold(policy.explained(label), around);
      around.push(entry);
      entries.add(entry);
    }
    return entries;
  }

  /** A hole must not close before what is around it goes. */
  private static PolicyEntry withHold(PolicyEntry entry, Deque<PolicyEntry> around) {
    LocalDate expires = entry.expires();
    if (entry.tier().compareTo(Tier.NEUTRAL) <= 0) {
      for (PolicyEntry wider : around) {
        expires = wider.expires().isAfter(expires) ? wider.expires() : expires;
      }
    }
    return entry.until(expires);
  }

  private PolicyEntry explained(LabelledPrefix label) {
    int around = index.covering(label.prefix());
    if (around != PrefixIndex.NONE) {
      PolicyEntry entry = full.get(around);
      if (entry.tier() == label.tier()) {
        return entry.prefix().equals(label.prefix()) ? entry : partOf(entry, label.prefix());
      }
    }
    return standingForSeveral(label);
  }

  private static PolicyEntry partOf(PolicyEntry entry, Prefix prefix) {
    return new PolicyEntry(
        prefix,
        entry.tier(),
        entry.score(),
        entry.confidence(),
        "Part of %s: %s".formatted(entry.prefix(), entry.reason()),
        entry.expires(),
        entry.evidence());
  }

  private PolicyEntry standingForSeveral(LabelledPrefix label) {
    int count = 0;
    double score = 0;
    double confidence = 0;
    LocalDate first = null;
    PolicyEntry surest = null;
    boolean isOperators = true;
    for (int i = index.firstInside(label.prefix());
        i < full.size() && label.prefix().contains(full.get(i).prefix());
        i++) {
      PolicyEntry entry = full.get(i);
      if (entry.tier() == label.tier()) {
        count++;
        score += entry.score();
        confidence += entry.confidence();
        first = first == null || entry.expires().isBefore(first) ? entry.expires() : first;
        isOperators &= OperatorRule.isEntryOf(entry);
        surest = surest == null || entry.confidence() > surest.confidence() ? entry : surest;
      }
    }
    JsonObject told = new JsonObject();
    if (count > 0 && isOperators) { // whose will it is must not be lost in what stands for it
      OperatorRule.mark(told, label.tier());
    }
    String evidence = told.put("stands_for", count).toString();
    return count == 0
        ? new PolicyEntry(
            label.prefix(),
            label.tier(),
            UNKNOWN_SCORE,
            0,
            "Kept out of a wider entry",
            day,
            evidence)
        : new PolicyEntry(
            label.prefix(),
            label.tier(),
            score / count,
            confidence / count,
            String.format(
                Locale.ROOT,
                "Stands for %,d %s in it, judged %s; the surest is %s: %s",
                count,
                count == 1 ? "prefix" : "prefixes",
                label.tier().word(),
                surest.prefix(),
                surest.reason()),
            first,
            evidence);
  }
}
