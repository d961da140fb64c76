package slash64.policy;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;
import slash64.net.Prefix;

/**
 * One line of a policy: what to do with mail from a prefix, and why. Longest prefix match decides
 * between entries; what no entry covers is {@link Tier#NEUTRAL}.
 *
 * @param score reputation, 0 (bad) to 100 (good)
 * @param confidence probability that the tier is deserved, 0 to 1
 * @param reason one sentence for people; may hold text from the network, so every writer escapes it
 * @param expires last UTC day on which the entry holds
 * @param evidence the numbers behind the reason, one JSON object
 */
public record PolicyEntry(
    Prefix prefix,
    Tier tier,
    double score,
    double confidence,
    String reason,
    LocalDate expires,
    String evidence) {

  /** Tree order: by bits, a parent before its children. */
  public static final Comparator<PolicyEntry> BY_PREFIX = Comparator.comparing(PolicyEntry::prefix);

  public PolicyEntry {
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(tier, "tier");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(expires, "expires");
    Objects.requireNonNull(evidence, "evidence");
    if (!(score >= 0 && score <= 100 && confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "Cannot build policy entry for %s: score is %s, confidence is %s (need 0 to 100, 0 to 1)"
              .formatted(prefix, score, confidence));
    }
  }

  /** Returns the same entry with other evidence, one JSON object. */
  public PolicyEntry withEvidence(String other) {
    return new PolicyEntry(prefix, tier, score, confidence, reason, expires, other);
  }

  /** Returns the same entry with another last day. */
  PolicyEntry until(LocalDate other) {
    return new PolicyEntry(prefix, tier, score, confidence, reason, other, evidence);
  }
}
