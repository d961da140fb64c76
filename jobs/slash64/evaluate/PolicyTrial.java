package slash64.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import slash64.policy.PolicySettings;
import slash64.policy.PolicyTable;
import slash64.policy.Tier;
import slash64.synth.ClientDay;
import slash64.synth.TrueSender;
import slash64.synth.WorldConfig;
import slash64.synth.WorldMail;

/**
 * One world: every night learns the day that has passed and acts on the next one. Days before
 * {@code warmUp} are learnt only.
 */
final class PolicyTrial {
  private final WorldConfig config;
  private final WorldMail world;
  private final Hierarchy ours;
  private final List<Ranking> rankings = new ArrayList<>();
  private final FixedLengthList links = FixedLengthList.of(64);
  private int day;

  private PolicyTrial(WorldConfig config, PolicySettings settings, boolean hasReferences) {
    this.config = config;
    world = WorldMail.of(config);
    ours = new Hierarchy(settings);
    if (hasReferences) {
      rankings.add(new Clairvoyant());
    }
    rankings.add(ours);
    if (hasReferences) {
      rankings.addAll(
          List.of(
              FixedLengthList.of(128),
              links,
              FixedLengthList.of(56),
              FixedLengthList.of(48),
              FixedLengthList.of(32),
              new RspamdReputation(),
              new TxRep(),
              new Presta(),
              new FilterSelection()));
    }
  }

  /** Returns a trial of ours beside the clairvoyant and the references. */
  static PolicyTrial withReferences(WorldConfig config, PolicySettings settings) {
    return new PolicyTrial(config, settings, true);
  }

  /** Returns a trial of ours alone. */
  static PolicyTrial ofOurs(WorldConfig config, PolicySettings settings) {
    return new PolicyTrial(config, settings, false);
  }

  /** Takes up what the trial finds out. */
  interface Result {
    /** A client's mail of a day under last night's policy. */
    void acted(TrueSender sender, ClientDay mail, int day, Tier tier);

    /** How bad each ranking takes the client for; called for rankings in turn. */
    default void ranked(String ranking, TrueSender sender, ClientDay mail, double badness) {}

    /** A night is over that has acted. */
    default void slept(List<ClientDay> mail, Hierarchy ours, FixedLengthList links) {}
  }

  void run(int warmUp, Result result) {
    for (day = 0; day < config.days(); day++) {
      List<ClientDay> mail = world.nextDay();
      if (day >= warmUp) {
        act(mail, result);
      }
      int date = (int) world.date(day).toEpochDay();
      rankings.forEach(ranking -> ranking.learn(date, mail));
    }
  }

  private void act(List<ClientDay> mail, Result result) {
    List<TrueSender> senders = world.senders();
    List<ClientDay> sent = mail.stream().filter(c -> c.spam() + c.ham() > 0).toList();
    PolicyTable table = PolicyTable.of(ours.policy().compact());
    for (ClientDay client : sent) {
      Tier tier = table.tier(client.high(), client.low());
      result.acted(senders.get(client.sender()), client, day, tier);
    }
    for (Ranking ranking : rankings) {
      ranking.foresee(mail);
      for (ClientDay client : sent) {
        TrueSender sender = senders.get(client.sender());
        result.ranked(ranking.name(), sender, client, ranking.badness(client));
      }
    }
    result.slept(sent, ours, links);
  }

  Hierarchy ours() {
    return ours;
  }

  /** Kinds of good senders that must never be rejected, by their labels. */
  static final Set<String> NEVER_REJECTED =
      Set.of(
          "forwarder",
          "mailbox_provider",
          "weekly_newsletter",
          "monthly_newsletter",
          "warming_newcomer",
          "vps_clean",
          "tunnel_clean",
          "shared_slash64_clean");
}
