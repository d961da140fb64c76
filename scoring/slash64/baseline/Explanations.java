package slash64.baseline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slash64.net.Prefix;

/**
 * Tells every prefix how much of its mail the past of its parts explains.
 *
 * <p>A /56 that holds a weekly mailer looks many times too busy and full of other mail whenever the
 * mailer mails. The mailer's own past says that all is well; so that mail is not an event further
 * up either. What is left to the wider prefix is mail of parts that depart themselves, that are too
 * quiet to be judged, or that have no past: but for the largest of those, for a new customer whose
 * mail is wanted is no event of its neighbours, while many at once are.
 */
final class Explanations {

  private static final class Node {
    private final Deviation day;
    private double volume;
    private double content;
    private double newcomer;

    Node(Deviation day) {
      this.day = day;
    }
  }

  private Explanations() {}

  /** Returns the same deviations in the same order, each with what the levels below it explain. */
  static List<Deviation> added(List<Deviation> subtree) {
    List<Deviation> walk = new ArrayList<>(subtree);
    walk.sort(Comparator.comparing(Deviation::prefix));
    Map<Prefix, Deviation> explained = new HashMap<>();
    Deque<Node> path = new ArrayDeque<>();
    for (Deviation day : walk) {
      while (!path.isEmpty() && !path.peek().day.prefix().contains(day.prefix())) {
        leave(path, explained);
      }
      path.push(new Node(day));
    }
    while (!path.isEmpty()) {
      leave(path, explained);
    }
    return subtree.stream().map(day -> explained.get(day.prefix())).toList();
  }

  private static void leave(Deque<Node> path, Map<Prefix, Deviation> explained) {
    Node done = path.pop();
    Deviation day = done.day.withExplained(done.volume + done.newcomer, done.content);
    explained.put(day.prefix(), day);
    if (!path.isEmpty()) {
      Node around = path.peek();
      around.volume += day.ordinaryVolume();
      around.content += day.ordinaryContent();
      around.newcomer = Math.max(around.newcomer, day.newcomerVolume());
    }
  }
}
