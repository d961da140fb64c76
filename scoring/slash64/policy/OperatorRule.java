package slash64.policy;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Objects;
import slash64.json.JsonObject;
import slash64.net.Prefix;

/**
 * A line of the operator's own allow or deny list. It wins over everything inferred, for the whole
 * prefix but for longer rules in it.
 *
 * @param note why, in the operator's words
 * @param expires last UTC day on which the rule holds
 */
public record OperatorRule(Prefix prefix, Tier tier, String note, LocalDate expires)
    implements Serializable {

  /** The word for what the operator's own lists decide. */
  public static final String OPERATOR = "operator";

  /** What the evidence of an operator's own entry begins with. */
  public static final String MARK = "{\"" + OPERATOR + "\":";

  public OperatorRule {
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(tier, "tier");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(expires, "expires");
    SmallestTable.requireOneFamily(prefix);
  }

  /** Returns the entry of the full policy that the rule makes. */
  public PolicyEntry entry() {
    boolean isAllowed = tier.compareTo(Tier.NEUTRAL) <= 0;
    return new PolicyEntry(
        prefix,
        tier,
        isAllowed ? 100 : 0,
        1,
        "%s by the operator: %s".formatted(isAllowed ? "Allowed" : "Listed", note),
        expires,
        mark(new JsonObject(), tier).toString());
  }

  /** Begins the evidence of an entry that is the operator's own will. */
  static JsonObject mark(JsonObject evidence, Tier tier) {
    return evidence.put(OPERATOR, tier.word());
  }

  /** Returns whether an entry is the operator's own will. */
  static boolean isEntryOf(PolicyEntry entry) {
    return entry.evidence().startsWith(MARK);
  }
}
