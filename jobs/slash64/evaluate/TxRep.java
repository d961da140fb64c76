package slash64.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slash64.net.Prefix;
import slash64.synth.ClientDay;

/**
 * The reputation of a client by SpamAssassin's TxRep: the mean score of its IPv6 /48 or IPv4 /16
 * ({@code txrep_ipv6_mask_len}, {@code txrep_ipv4_mask_len}), in which each message makes the ones
 * before weigh 0.98 of what they did ({@code txrep_dilution_factor}). Scores of messages are taken
 * as 1 for spam and 0 for good mail; who is unknown has no reputation and stands in between.
 */
final class TxRep implements Ranking {
  private static final double DILUTION = 0.98;

  private final Masses keys = new Masses(48, 16);
  private final Map<Prefix, double[]> sums = new HashMap<>();

  @Override
  public String name() {
    return "TxRep";
  }

  @Override
  public double badness(ClientDay client) {
    double[] sum = sums.get(keys.prefix(client));
    return sum == null ? 0.5 : sum[0] / sum[1];
  }

  @Override
  public void learn(int day, List<ClientDay> mail) {
    for (ClientDay client : mail) {
      int spam = client.calledSpam() + client.blocked();
      int messages = spam + client.calledHam();
      if (messages > 0) {
        double[] sum = sums.computeIfAbsent(keys.prefix(client), prefix -> new double[2]);
        double kept = Math.pow(DILUTION, messages);
        double added = (1 - kept) / (1 - DILUTION);
        sum[0] = kept * sum[0] + added * spam / messages;
        sum[1] = kept * sum[1] + added;
      }
    }
  }
}
