package slash64.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import slash64.net.Prefix;
import slash64.reputation.NodeEvidence;
import slash64.reputation.ScoredNode;

/**
 * Turns the scored prefixes of a subtree into the entries of the full policy. Subtrees do not see
 * each other, so they can be worked on in parallel; the operator's rules are left out here and
 * added once by {@link NightPolicy}.
 *
 * <p>A prefix has an entry when its tier is not neutral, or is, and something around it is harsher:
 * a parent is split around children that answer for themselves. A child of which little is known
 * takes on its parent's harsher tier, or its trust.
 */
public final class SubtreePolicy {
  /**
   * Messages of evidence from which a prefix is known at all. Below, its reputation is that of what
   * lies around it, where an action belongs, with the limits of that level.
   */
  public static final double KNOWN = 0.5;

  private final PolicySettings settings;
  private final Reasons reasons;
  private final UnblockedSample sample;
  private final List<OperatorRule> rules;
  private final PrefixIndex ruled;

  public SubtreePolicy(PolicySettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
    reasons = new Reasons(settings.reputation().decay().spamHalfLife());
    sample = new UnblockedSample(settings.tiers().sampleDays());
    rules = settings.rules().stream().sorted((a, b) -> a.prefix().compareTo(b.prefix())).toList();
    ruled = PrefixIndex.ofSorted(rules.stream().map(OperatorRule::prefix).toList());
  }

  /**
   * What answers around a prefix.
   *
   * @param isOpen whether a sample of what is to be rejected there is let through tonight
   */
  public record Around(Tier tier, boolean isOpen) {
    public static final Around NOTHING = new Around(Tier.NEUTRAL, false);
  }

  /**
   * How a prefix came to its tier, whether it has an entry or not.
   *
   * @param wanted tier that its reputation alone asks for
   * @param limit word of what decided beside its reputation, {@code none} if nothing
   */
  public record Finding(Tier wanted, String limit) {}

  /**
   * A subtree decided.
   *
   * @param entries in tree order
   * @param findings in the order of the nodes
   * @param inFirst what answers around the parts of the first node
   */
  public record Decision(List<PolicyEntry> entries, List<Finding> findings, Around inFirst) {}

  /**
   * Returns the entries of one subtree, in tree order.
   *
   * @param nodes in tree order, each prefix once
   * @param lastNight tier last night's full policy gave exactly this prefix; neutral when none
   * @param day the UTC day that was scored
   */
  public List<PolicyEntry> decide(
      List<ScoredNode> nodes, Function<Prefix, Tier> lastNight, LocalDate day) {
    return decide(nodes, lastNight, day, Around.NOTHING).entries();
  }

  /**
   * Decides a part of a subtree.
   *
   * @param outside what answers around the part
   */
  public Decision decide(
      List<ScoredNode> nodes, Function<Prefix, Tier> lastNight, LocalDate day, Around outside) {
    Judgement[] judgements =
        SubtreeJudge.judge(
            settings, nodes, lastNight, prefix -> isAllowed(prefix, day), this::mayHaveBeenOpen);
    int[] parents = SubtreeJudge.parents(nodes);
    Tier[] answers = new Tier[judgements.length];
    boolean[] isOpen = new boolean[judgements.length];
    List<PolicyEntry> entries = new ArrayList<>();
    List<Finding> findings = new ArrayList<>(answers.length);
    for (int i = 0; i < answers.length; i++) {
      Tier around = parents[i] < 0 ? outside.tier() : answers[parents[i]];
      boolean isOpenAround = parents[i] < 0 ? outside.isOpen() : isOpen[parents[i]];
      Judgement judged = underParent(judgements[i], isOpenAround ? Tier.REJECT : around);
      isOpen[i] =
          judged.tier() == Tier.REJECT
              && (isOpenAround || (around != Tier.REJECT && sample.takes(judged, day)));
      judged = isOpen[i] ? UnblockedSample.open(judged) : judged;
      answers[i] = judged.tier();
      boolean isRuled = rule(nodes.get(i).evidence().prefix(), day) != null;
      findings.add(
          new Finding(judged.wanted(), isRuled ? OperatorRule.OPERATOR : judged.limit().word()));
      boolean saysSomething = judged.tier() != Tier.NEUTRAL || around != Tier.NEUTRAL;
      if (saysSomething && !isRuled) {
        entries.add(entry(judged, around, day));
      }
    }
    Around inFirst = answers.length == 0 ? outside : new Around(answers[0], isOpen[0]);
    return new Decision(entries, findings, inFirst);
  }

  /** The night before is not always that of yesterday: a day without logs is not scored. */
  private boolean mayHaveBeenOpen(NodeEvidence node) {
    return sample.isTurnOf(node.prefix(), LocalDate.ofEpochDay(node.carried().day()));
  }

  /**
   * A prefix is never milder than what is around it unless its own mail shows that it should be.
   */
  private Judgement underParent(Judgement judged, Tier around) {
    boolean isWellKnown = judged.node().reputation().carry().mass() >= settings.tiers().ownMass();
    if (around == Tier.TRUSTED && judged.tier() == Tier.NEUTRAL && !isWellKnown) {
      return judged.with(new TierDecider.Choice(around, TierLimit.PARENT));
    }
    boolean isMilder = judged.tier().compareTo(around) < 0;
    if (!isMilder || around.compareTo(Tier.NEUTRAL) <= 0) {
      return judged;
    }
    return isWellKnown && isClearlyMilder(judged, around)
        ? judged.with(new TierDecider.Choice(ownTier(judged), TierLimit.OWN))
        : judged.with(new TierDecider.Choice(around, TierLimit.PARENT));
  }

  private boolean isClearlyMilder(Judgement judged, Tier around) {
    return judged.limit() == TierLimit.GOOD_MAIL
        || judged.wanted().compareTo(Tier.NEUTRAL) <= 0
        || judged.node().reputation().upper() < settings.tiers().threshold(around);
  }

  /** Limits of length and of children are the parent's to lift; good mail is not. */
  private static Tier ownTier(Judgement judged) {
    boolean isSpared = judged.limit() == TierLimit.GOOD_MAIL;
    return isSpared || judged.tier().compareTo(judged.wanted()) > 0
        ? judged.tier()
        : judged.wanted();
  }

  private PolicyEntry entry(Judgement judged, Tier around, LocalDate day) {
    return new PolicyEntry(
        judged.node().evidence().prefix(),
        judged.tier(),
        judged.node().reputation().score(),
        confidence(judged),
        reasons.sentence(judged, around),
        day.plusDays(settings.tiers().holdDays()),
        reasons.evidence(judged, around));
  }

  /** Returns the probability that the spam share lies on the tier's side of its threshold. */
  private double confidence(Judgement judged) {
    double above =
        judged.node().reputation().probabilityAbove(settings.tiers().threshold(judged.tier()));
    return judged.tier().compareTo(Tier.NEUTRAL) <= 0 ? 1 - above : above;
  }

  private boolean isAllowed(Prefix prefix, LocalDate day) {
    OperatorRule rule = rule(prefix, day);
    return rule != null && rule.tier().compareTo(Tier.NEUTRAL) <= 0;
  }

  /** Returns the longest rule in force that holds the whole prefix, or null. */
  private OperatorRule rule(Prefix prefix, LocalDate day) {
    int position = ruled.covering(prefix);
    while (position != PrefixIndex.NONE && rules.get(position).expires().isBefore(day)) {
      position = ruled.enclosing(position);
    }
    return position == PrefixIndex.NONE ? null : rules.get(position);
  }
}
