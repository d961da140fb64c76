package slash64.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much spam a ranking catches for how much good mail lost, as its threshold falls: the receiver
 * operating characteristic, counted in messages. Equal ranks are taken in random order, on average.
 */
final class CatchCurve {
  private record Part(double badness, int provider, double spam, double ham) {}

  private final Map<String, Integer> providers = new HashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private boolean isSorted = true;

  void add(double badness, String provider, double spam, double ham) {
    Integer known = providers.get(provider);
    int number = known == null ? providers.size() : known;
    providers.putIfAbsent(provider, number);
    parts.add(new Part(badness, number, spam, ham));
    isSorted = false;
  }

  int providers() {
    return providers.size();
  }

  /** Returns the share of all spam caught where this share of all good mail is lost. */
  double caught(double hamLost) {
    return caught(hamLost, null);
  }

  /**
   * Returns the same when each provider counts as often as given.
   *
   * @param times by number of the provider; null for once each
   */
  double caught(double hamLost, int[] times) {
    sort();
    double allSpam = 0;
    double allHam = 0;
    for (Part part : parts) {
      double weight = times == null ? 1 : times[part.provider];
      allSpam += weight * part.spam;
      allHam += weight * part.ham;
    }
    double allowed = hamLost * allHam;
    double caught = 0;
    for (int from = 0; from < parts.size(); ) {
      double spam = 0;
      double ham = 0;
      int to = from;
      for (; to < parts.size() && parts.get(to).badness == parts.get(from).badness; to++) {
        double weight = times == null ? 1 : times[parts.get(to).provider];
        spam += weight * parts.get(to).spam;
        ham += weight * parts.get(to).ham;
      }
      if (ham > allowed) {
        return (caught + spam * allowed / ham) / allSpam;
      }
      caught += spam;
      allowed -= ham;
      from = to;
    }
    return caught / allSpam;
  }

  /**
   * Returns the probability that a spam message ranks worse than a good one (Mann, Whitney 1947).
   */
  double areaUnderCurve() {
    sort();
    double area = 0;
    double above = 0;
    double allHam = 0;
    for (int from = 0; from < parts.size(); ) {
      double spam = 0;
      double ham = 0;
      int to = from;
      for (; to < parts.size() && parts.get(to).badness == parts.get(from).badness; to++) {
        spam += parts.get(to).spam;
        ham += parts.get(to).ham;
      }
      area += ham * (above + spam / 2);
      above += spam;
      allHam += ham;
      from = to;
    }
    return area / (above * allHam);
  }

  private void sort() {
    if (!isSorted) {
      parts.sort(Comparator.comparingDouble(Part::badness).reversed());
      isSorted = true;
    }
  }
}
