package slash64.reputation;

import java.util.Comparator;
import java.util.Objects;

/** A prefix with what is known of it and what is believed of it. */
public record ScoredNode(NodeEvidence evidence, Reputation reputation) {

  /** Tree order: by bits, a parent before its children. */
  public static final Comparator<ScoredNode> BY_PREFIX =
      Comparator.comparing(node -> node.evidence().prefix());

  public ScoredNode {
    Objects.requireNonNull(evidence, "evidence");
    Objects.requireNonNull(reputation, "reputation");
  }
}
