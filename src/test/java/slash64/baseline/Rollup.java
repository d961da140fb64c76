package slash64.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import slash64.net.Prefix;

/** Sums the /64s of a simulated day to a wider level, in memory. */
final class Rollup {

  private Rollup() {}

  static Map<Prefix, DayActivity> to(
      int length, Map<Prefix, DayActivity> leaves, Set<Prefix> heard, Map<Prefix, Debut> debuts) {
    if (length == 64) {
      return leaves;
    }
    Map<Prefix, List<Prefix>> groups = new TreeMap<>();
    leaves
        .keySet()
        .forEach(
            leaf ->
                groups.computeIfAbsent(leaf.ancestor(length), key -> new ArrayList<>()).add(leaf));
    Map<Prefix, DayActivity> rolled = new TreeMap<>();
    groups.forEach(
        (prefix, parts) -> rolled.put(prefix, sum(prefix, parts, leaves, heard, debuts)));
    return rolled;
  }

  private static DayActivity sum(
      Prefix prefix,
      List<Prefix> parts,
      Map<Prefix, DayActivity> leaves,
      Set<Prefix> heard,
      Map<Prefix, Debut> debuts) {
    long messages = 0;
    long spam = 0;
    long ham = 0;
    long rejects = 0;
    int fresh = 0;
    int bad = 0;
    double entropy = 0;
    Debut debut = Debut.NONE;
    Histograms.Builder content = Histograms.builder();
    Map<Integer, Integer> modes = new HashMap<>();
    for (Prefix part : parts) {
      DayActivity day = leaves.get(part);
      messages += day.messages();
      spam += day.spam();
      ham += day.ham();
      rejects += day.rejects();
      bad += 2 * day.bad() > day.messages() ? 1 : 0;
      entropy += day.messages() * Math.log((double) day.messages());
      modes.merge(mode(day.content()), 1, Integer::sum);
      if (!heard.contains(part)) {
        fresh++;
        double count = (double) day.messages();
        debut = debut.plus(new Debut(1, count, count * count));
      }
      for (Feature feature : Feature.values()) {
        for (int at = day.content().from(feature.index());
            at < day.content().to(feature.index());
            at++) {
          content.add(feature, day.content().cell(at), day.content().count(at));
        }
        content.addRest(feature, day.content().rest(feature.index()));
      }
    }
    if (prefix.length() == 48) {
      debuts.put(prefix, debut);
    }
    int alike = modes.values().stream().mapToInt(count -> count).max().orElse(0);
    double effective = Math.exp(Math.log((double) messages) - entropy / messages);
    return DayActivity.ofMessages(messages)
        .withVerdicts(spam, ham, rejects)
        .withChildren(
            new Children(parts.size(), fresh, bad, alike, 0, Math.min(parts.size(), effective)),
            debut)
        .withContent(content.build());
  }

  /** The sender domain most messages come from. */
  private static int mode(Histograms content) {
    int best = 0;
    long most = -1;
    int feature = Feature.SENDER_DOMAIN.index();
    for (int at = content.from(feature); at < content.to(feature); at++) {
      if (content.count(at) > most) {
        most = content.count(at);
        best = content.cell(at);
      }
    }
    return best;
  }
}
