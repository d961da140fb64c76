package slash64.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import slash64.net.Prefix;

/** One /64 of the simulated world: how much it sends on a day, and what. */
final class Sender {

  enum Habit {
    STEADY,
    WEEKLY,
    MONTHLY,
    GROWING,
    SPARSE,
    FORWARDER
  }

  final Prefix prefix;
  final Habit habit;
  final double mean;
  final double dispersion;
  final double weekend;
  final int firstDay;
  final Random random;
  private final double badShare;
  private final double uniqueShare;
  private final int[][] cells = new int[Feature.values().length][];
  private int seenAddresses;

  Sender(Prefix prefix, Habit habit, int firstDay, Random random) {
    this.prefix = prefix;
    this.habit = habit;
    this.firstDay = firstDay;
    this.random = random;
    mean = habit == Habit.SPARSE ? 0.3 : Math.exp(1.5 + 4 * random.nextDouble());
    dispersion = 1 + 4 * random.nextDouble() + mean * 0.08 * random.nextDouble();
    weekend = random.nextBoolean() ? 0.3 : 1;
    badShare = 0.06 * random.nextDouble();
    uniqueShare = random.nextDouble();
    for (Feature feature : Feature.values()) {
      cells[feature.index()] = drawCells(feature, random);
    }
  }

  /** A few cells of its own; what all senders share for sizes, replies and recipients. */
  private static int[] drawCells(Feature feature, Random random) {
    int own =
        switch (feature) {
          case DIGEST -> 6;
          case SENDER_DOMAIN -> 1 + random.nextInt(4);
          case HELO_SHAPE, AUTHENTICATION -> 1 + random.nextInt(2);
          case SIZE -> 6;
          case REPLY -> 3;
          case RECIPIENT_DOMAIN -> 12;
        };
    int pool =
        switch (feature) {
          case SIZE -> 8;
          case REPLY -> 5;
          case HELO_SHAPE, AUTHENTICATION -> 12;
          case RECIPIENT_DOMAIN -> 60;
          default -> Integer.MAX_VALUE;
        };
    return random.ints(own, 0, pool).toArray();
  }

  double expected(int day) {
    double weekday = day % 7 < 2 ? weekend : 1;
    double phase = Math.floorMod(day + prefix.hashCode(), 30);
    return switch (habit) {
      case WEEKLY -> Math.floorMod(day + prefix.hashCode(), 7) == 0 ? 12 * mean : mean * 0.5;
      case MONTHLY -> mean * weekday + (phase == 0 ? 15 * mean : 0);
      case GROWING -> mean * weekday * Math.exp(0.015 * (day - firstDay));
      default -> mean * weekday;
    };
  }

  /** A day as usual, or with {@code times} the volume, or sending what {@code content} sends. */
  DayActivity day(int day, double times, Sender content) {
    long messages = Counts.draw(expected(day) * times, dispersion, random);
    long bad = 0;
    for (long i = 0; i < Math.min(messages, 2_000); i++) {
      bad += random.nextDouble() < badShare ? 1 : 0;
    }
    int addresses = (int) Math.min(messages, 1 + random.nextInt(3));
    int fresh = addresses > 0 && seenAddresses++ % 20 == 0 ? 1 : 0;
    return DayActivity.ofMessages(messages)
        .withVerdicts(bad, messages - bad, bad / 2)
        .withChildren(
            new Children(addresses, Math.min(fresh, addresses), 0, addresses, 0, addresses),
            Debut.NONE)
        .withContent(content.content(messages, random));
  }

  /** Cells drawn with shares that vary from day to day; a forwarder's vary much. */
  Histograms content(long messages, Random draws) {
    Histograms.Builder content = Histograms.builder();
    for (Feature feature : Feature.values()) {
      int[] own = cells[feature.index()];
      List<Double> shares = new ArrayList<>();
      double sum = 0;
      for (int i = 0; i < own.length; i++) {
        double share = Counts.gamma((habit == Habit.FORWARDER ? 3.0 : 40.0) / (i + 1), draws);
        shares.add(share);
        sum += share;
      }
      for (long i = 0; i < Math.min(messages, 300); i++) {
        long count = messages / 300 + (i < messages % 300 || messages <= 300 ? 1 : 0);
        count = messages <= 300 ? 1 : count;
        if (feature == Feature.DIGEST && draws.nextDouble() < uniqueShare) {
          content.add(feature, draws.nextInt(), count);
          continue;
        }
        double at = draws.nextDouble() * sum;
        int cell = 0;
        while (cell < own.length - 1 && at > shares.get(cell)) {
          at -= shares.get(cell++);
        }
        content.add(feature, own[cell], count);
      }
    }
    return content.build();
  }
}
