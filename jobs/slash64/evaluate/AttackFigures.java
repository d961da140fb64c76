package slash64.evaluate;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import slash64.policy.PolicySettings;
import slash64.policy.Tier;
import slash64.synth.Attack;
import slash64.synth.ClientDay;
import slash64.synth.TrueSender;
import slash64.synth.WorldConfig;

/** One attack in one world, against the same world without it. */
final class AttackFigures {
  private final Attack attack;
  private final Set<String> kinds;
  private double investedHam;
  private double spam;
  private double throttled;
  private double rejected;
  private double passedBeforeCaught;
  private boolean isCaught;
  private double hamRejected;
  private double ham;
  private final Set<Integer> innocentsRejected = new TreeSet<>();

  private AttackFigures(Attack attack) {
    this.attack = attack;
    this.kinds = attack.attackers();
  }

  /** Runs a world with the attack; days before {@code warmUp} are learnt only. */
  static AttackFigures of(Attack attack, WorldConfig quiet, int warmUp, PolicySettings settings) {
    AttackFigures figures = new AttackFigures(attack);
    WorldConfig attacked = quiet.withAttacks(Set.of(attack));
    PolicyTrial.ofOurs(attacked, settings).run(warmUp, figures::add);
    return figures;
  }

  private void add(TrueSender sender, ClientDay mail, int day, Tier tier) {
    if (kinds.contains(sender.kind())) {
      boolean isHandled = tier.compareTo(Tier.THROTTLE) >= 0;
      investedHam += mail.ham();
      spam += mail.spam();
      throttled += isHandled ? mail.spam() : 0;
      rejected += tier == Tier.REJECT ? mail.spam() : 0;
      isCaught |= isHandled;
      passedBeforeCaught += isCaught ? 0 : mail.spam();
    }
    if (!sender.isBadOn(day)) {
      ham += mail.ham();
      if (tier == Tier.REJECT) {
        hamRejected += mail.ham();
        innocentsRejected.add(mail.sender());
      }
    }
  }

  Attack attack() {
    return attack;
  }

  double spam() {
    return spam;
  }

  double investedHam() {
    return investedHam;
  }

  double passedBeforeCaught() {
    return passedBeforeCaught;
  }

  double throttledShare() {
    return spam == 0 ? 0 : throttled / spam;
  }

  double rejectedShare() {
    return spam == 0 ? 0 : rejected / spam;
  }

  double hamRejectedShare() {
    return ham == 0 ? 0 : hamRejected / ham;
  }

  List<Integer> innocentsRejected() {
    return List.copyOf(innocentsRejected);
  }
}
