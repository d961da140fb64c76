package slash64.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slash64.synth.ClientDay;

/**
 * Ranks by each sender's true spam share of the very day it acts on: what no history can do better,
 * as long as a sender is treated alike all day.
 */
final class Clairvoyant implements Ranking {
  private final Map<Integer, double[]> bySender = new HashMap<>();

  @Override
  public String name() {
    return "clairvoyant";
  }

  @Override
  public void foresee(List<ClientDay> mail) {
    bySender.clear();
    for (ClientDay client : mail) {
      double[] counts = bySender.computeIfAbsent(client.sender(), sender -> new double[2]);
      counts[0] += client.spam();
      counts[1] += client.ham();
    }
  }

  @Override
  public double badness(ClientDay client) {
    double[] counts = bySender.get(client.sender());
    return counts[0] / (counts[0] + counts[1]);
  }

  @Override
  public void learn(int day, List<ClientDay> mail) {}
}
