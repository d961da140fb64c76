package slash64.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slash64.net.Prefix;
import slash64.synth.ClientDay;

/**
 * Rspamd's reputation of a client (plugin {@code reputation}, selector {@code ip}, as shipped with
 * 3.x): of IPv6 by /64, of IPv4 by address, and 0.4 times that of its AS. Each is {@code tanh(1.83
 * average / reject - 0.55)} of an average score that fades over a month, from ten messages on.
 *
 * <p>Scores of messages are taken as the threshold of rejection for spam and 0 for good mail; a
 * day's messages are taken together; the AS is the provider's /32.
 */
final class RspamdReputation implements Ranking {
  private static final double WINDOW_DAYS = 30;
  private static final int LEAST_MESSAGES = 10;
  private static final double AS_WEIGHT = 0.4;

  private final Masses byClient = new Masses(64, 32);
  private final Masses byProvider = new Masses(32, 16);
  private final Map<Prefix, Average> clients = new HashMap<>();
  private final Map<Prefix, Average> providers = new HashMap<>();

  /** An average that fades with the time between messages. */
  private static final class Average {
    double value;
    long messages;
    int day;
  }

  @Override
  public String name() {
    return "Rspamd";
  }

  @Override
  public double badness(ClientDay client) {
    return score(clients.get(byClient.prefix(client)))
        + AS_WEIGHT * score(providers.get(byProvider.prefix(client)));
  }

  private static double score(Average average) {
    return average == null || average.messages < LEAST_MESSAGES
        ? 0
        : Math.tanh(average.value * 1.83178 - 0.5493);
  }

  @Override
  public void learn(int day, List<ClientDay> mail) {
    learn(day, mail, byClient, clients);
    learn(day, mail, byProvider, providers);
  }

  private static void learn(
      int day, List<ClientDay> mail, Masses key, Map<Prefix, Average> averages) {
    Map<Prefix, int[]> today = new HashMap<>();
    for (ClientDay client : mail) {
      int[] counts = today.computeIfAbsent(key.prefix(client), prefix -> new int[2]);
      counts[0] += client.calledSpam() + client.blocked();
      counts[1] += client.calledHam();
    }
    today.forEach(
        (prefix, counts) -> {
          int messages = counts[0] + counts[1];
          if (messages == 0) {
            return;
          }
          Average average = averages.computeIfAbsent(prefix, p -> new Average());
          double share = (double) counts[0] / messages;
          double alpha =
              average.messages == 0 ? 1 : 1 - Math.exp(-(day - average.day) / WINDOW_DAYS);
          average.value += alpha * (share - average.value);
          average.messages += messages;
          average.day = day;
        });
  }
}
