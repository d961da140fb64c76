package slash64.evaluate;

import java.util.List;
import slash64.synth.ClientDay;

/**
 * PreSTA (West, Aviv, Chang, Lee: <i>Spam Mitigation using Spatio-temporal Reputations from
 * Blacklist History</i>, ACSAC 2010): spam history that fades with a half-life of ten days at three
 * spatial levels (address, block, AS), combined by a classifier that is trained anew every day on
 * the day before. Here the levels are the IPv6 /64 or IPv4 address, the /48 or /24, and the
 * provider's /32; in place of blacklist entries stand the filter's verdicts, in place of their
 * support vector machine a logistic regression.
 */
final class Presta implements Ranking {
  private static final int LEVELS = 3;
  private static final int ROUNDS = 30;
  private static final double RIDGE = 1;

  private final Masses[] levels = {new Masses(64, 32), new Masses(48, 24), new Masses(32, 16)};
  private double[] weights = {0, 1, 1, 1};

  @Override
  public String name() {
    return "PreSTA";
  }

  @Override
  public double badness(ClientDay client) {
    double[] features = features(client);
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * features[i];
    }
    return sum;
  }

  /** Log odds of spam at each level, after a constant. */
  private double[] features(ClientDay client) {
    double[] features = new double[LEVELS + 1];
    features[0] = 1;
    for (int level = 0; level < LEVELS; level++) {
      Masses.Mass mass = levels[level].of(client);
      features[level + 1] = mass == null ? 0 : Math.log((mass.spam + 1) / (mass.ham + 1));
    }
    return features;
  }

  @Override
  public void learn(int day, List<ClientDay> mail) {
    train(mail);
    for (Masses level : levels) {
      level.begin(day);
      mail.forEach(level::add);
    }
  }

  /**
   * Newton's method on the penalised likelihood of the day's verdicts under yesterday's history.
   */
  private void train(List<ClientDay> mail) {
    int size = LEVELS + 1;
    double[][] rows = mail.stream().map(this::features).toArray(double[][]::new);
    double[] fitted = new double[size];
    for (int round = 0; round < ROUNDS; round++) {
      double[][] hessian = new double[size][size + 1];
      for (int i = 0; i < size; i++) {
        hessian[i][i] = RIDGE;
        hessian[i][size] = -RIDGE * fitted[i];
      }
      for (int row = 0; row < rows.length; row++) {
        ClientDay client = mail.get(row);
        double spam = client.calledSpam() + client.blocked();
        double messages = spam + client.calledHam();
        double odds = 0;
        for (int i = 0; i < size; i++) {
          odds += fitted[i] * rows[row][i];
        }
        double share = 1 / (1 + Math.exp(-odds));
        for (int i = 0; i < size; i++) {
          hessian[i][size] += (spam - messages * share) * rows[row][i];
          for (int j = 0; j < size; j++) {
            hessian[i][j] += messages * share * (1 - share) * rows[row][i] * rows[row][j];
          }
        }
      }
      double[] step = solve(hessian);
      for (int i = 0; i < size; i++) {
        fitted[i] += step[i];
      }
    }
    weights = fitted;
  }

  /** Solves a positive definite system given with its right side as last column. */
  private static double[] solve(double[][] system) {
    int size = system.length;
    for (int pivot = 0; pivot < size; pivot++) {
      for (int row = pivot + 1; row < size; row++) {
        double factor = system[row][pivot] / system[pivot][pivot];
        for (int column = pivot; column <= size; column++) {
          system[row][column] -= factor * system[pivot][column];
        }
      }
    }
    double[] solution = new double[size];
    for (int row = size - 1; row >= 0; row--) {
      double sum = system[row][size];
      for (int column = row + 1; column < size; column++) {
        sum -= system[row][column] * solution[column];
      }
      solution[row] = sum / system[row][row];
    }
    return solution;
  }
}
