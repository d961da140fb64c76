package slash64.evaluate.alerts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import slash64.baseline.Children;
import slash64.baseline.DayActivity;
import slash64.baseline.Debut;
import slash64.baseline.Histograms;
import slash64.baseline.Likeness;
import slash64.baseline.Parts;
import slash64.net.Prefix;

/** Sums the networks of a day up the tree, as the table prefix_activity does. */
final class Sums {
  private static final int[] LEVELS = {56, 48, 32};
  private static final int IPV4_LEVEL = 24 + Prefix.IPV4_OFFSET;

  private Sums() {}

  /**
   * Returns the activity of every prefix of every level, networks included.
   *
   * @param wasHeard whether a network was ever heard before
   */
  static Map<Prefix, DayActivity> of(
      Map<Prefix, DayActivity> networks, Predicate<Prefix> wasHeard) {
    Map<Prefix, List<Prefix>> groups = new LinkedHashMap<>();
    for (Prefix network : networks.keySet()) {
      int[] levels = network.isIpv4() ? new int[] {IPV4_LEVEL} : LEVELS;
      for (int level : levels) {
        groups.computeIfAbsent(network.ancestor(level), key -> new ArrayList<>()).add(network);
      }
    }
    Map<Prefix, DayActivity> all = new HashMap<>(networks);
    groups.forEach((prefix, parts) -> all.put(prefix, sum(parts, networks, wasHeard)));
    return all;
  }

  private static DayActivity sum(
      List<Prefix> networks, Map<Prefix, DayActivity> days, Predicate<Prefix> wasHeard) {
    Parts parts = new Parts();
    Histograms.Builder content = Histograms.builder();
    long messages = 0;
    long spam = 0;
    long ham = 0;
    long rejects = 0;
    for (Prefix network : networks) {
      DayActivity day = days.get(network);
      messages += day.messages();
      spam += day.spam();
      ham += day.ham();
      rejects += day.rejects();
      content.add(day.content());
      parts.add(
          day.messages(),
          !wasHeard.test(network),
          day.spam() > day.ham(),
          day.children().random() > 0,
          Likeness.of(day.content()));
    }
    return DayActivity.ofMessages(messages)
        .withVerdicts(spam, ham, rejects)
        .withContent(content.build())
        .withChildren(parts.children(0), parts.debut());
  }

  /** Returns two shares of one network's day as one. */
  static DayActivity together(DayActivity one, DayActivity other) {
    Children a = one.children();
    Children b = other.children();
    return DayActivity.ofMessages(one.messages() + other.messages())
        .withVerdicts(
            one.spam() + other.spam(), one.ham() + other.ham(), one.rejects() + other.rejects())
        .withContent(Histograms.builder().add(one.content()).add(other.content()).build())
        .withChildren(
            new Children(
                a.active() + b.active(),
                a.fresh() + b.fresh(),
                a.bad() + b.bad(),
                Math.max(a.alike(), b.alike()),
                a.random() + b.random(),
                a.effective() + b.effective()),
            Debut.NONE);
  }
}
