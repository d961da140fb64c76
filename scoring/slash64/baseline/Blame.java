package slash64.baseline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the one prefix each event is to be blamed on, in a subtree where the same excess shows at
 * every level above it.
 *
 * <p>Hierarchical discounting after the hierarchical heavy hitters of Cormode et al. (2003), from
 * the bottom up: what has been reported below is taken off a prefix's excess, and only what still
 * departs by itself is reported. Deviations from the paper: events below that are one by content or
 * by filling the prefix are drawn together into it; and an alert that is open stays where it was
 * opened, so that an event does not wander between levels from night to night.
 */
final class Blame {

  /** What is reported below explains a prefix once it has this share of its excess. */
  private static final double EXPLAINED = 0.8;

  /** Events below are one when they are so many of the parts that sent. */
  private static final double FILLED = 0.5;

  /** So many snowshoes below are one if they cover the prefix. */
  private static final int MANY = 8;

  /** Share of the parts that sent from which on the snowshoes below cover a prefix. */
  private static final double COVERED = 0.9;

  /** A digest with this share of the mail of each ties events together. */
  private static final double TIED = 0.3;

  /** The widest that is one party's; above it, two that send the same are a campaign. */
  private static final int WIDEST_TIE = 48;

  private final Departures departures;

  Blame(Departures departures) {
    this.departures = departures;
  }

  private static final class Node {
    private final Deviation day;
    private final List<Event> below = new ArrayList<>();

    Node(Deviation day) {
      this.day = day;
    }
  }

  /**
   * Returns the events of one subtree.
   *
   * @param candidates deviations that depart or have an alert open, in any order
   */
  List<Event> of(List<Deviation> candidates) {
    List<Deviation> walk = new ArrayList<>(candidates);
    walk.sort(Comparator.comparing(Deviation::prefix));
    List<Event> events = new ArrayList<>();
    Deque<Node> path = new ArrayDeque<>();
    for (Deviation day : walk) {
      while (!path.isEmpty() && !path.peek().day.prefix().contains(day.prefix())) {
        leave(path, events);
      }
      path.push(new Node(day));
    }
    while (!path.isEmpty()) {
      leave(path, events);
    }
    return events.stream().filter(event -> !event.isExcused()).toList();
  }

  private void leave(Deque<Node> path, List<Event> events) {
    Node done = path.pop();
    List<Event> found = resolve(done);
    (path.isEmpty() ? events : path.peek().below).addAll(found);
  }

  private List<Event> resolve(Node node) {
    Deviation day = node.day;
    Set<AlertKind> kinds = departures.of(day);
    int since = day.day();
    boolean isOpen = false;
    for (OpenAlarm alarm : day.open()) {
      if (departures.isConfirmed(alarm, day)) {
        kinds.add(alarm.kind());
        since = Math.min(since, alarm.since());
        isOpen = true;
      }
    }
    if (kinds.isEmpty()) {
      return departures.isExcused(day) ? excused(day, node.below) : node.below;
    }
    Event here = new Event(day, kinds, since, isOpen, departures.excess(day, kinds), List.of());
    if (!isOpen) {
      return discounted(here, node.below);
    }
    return isOneSite(day) ? drawnIn(here, node.below) : beside(here, node.below);
  }

  /**
   * Whether a snowshoe, if it is one, is more than the narrower ones inside: a provider's good
   * customers must not be held back for one of them who has a block of his own.
   */
  private boolean isWiderThan(Event here, List<Event> below) {
    List<Deviation> narrower = snowshoes(below);
    return narrower.isEmpty() || departures.isSnowshoeBeyond(here.at(), narrower);
  }

  /**
   * Whether a snowshoe is drawn all over a prefix: it is so many narrower ones that hardly anybody
   * else sends there. To tell each of them would be to tell one attack hundreds of times.
   */
  private static boolean isCovered(Event here, List<Event> below) {
    List<Deviation> narrower = snowshoes(below);
    int inside = narrower.stream().mapToInt(event -> event.activity().children().active()).sum();
    return narrower.size() >= MANY && inside >= COVERED * here.at().activity().children().active();
  }

  /** Returns the widest snowshoes among the events below. */
  private static List<Deviation> snowshoes(List<Event> below) {
    List<Deviation> narrower = new ArrayList<>();
    for (Event event : below) {
      if (event.kinds().contains(AlertKind.SNOWSHOE)) {
        narrower.removeIf(inside -> event.at().prefix().contains(inside.prefix()));
        narrower.add(event.at()); // what is around comes after what is inside
      }
    }
    return narrower;
  }

  /** Whether what happens inside is one party's, as far as one can tell. */
  private static boolean isOneSite(Deviation day) {
    return day.prefix().length() >= WIDEST_TIE;
  }

  /** An open alert of a whole provider hides nothing that happens inside it. */
  private List<Event> beside(Event here, List<Event> below) {
    Set<AlertKind> kinds = EnumSet.copyOf(here.kinds());
    if (!isWiderThan(here, below)) {
      kinds.remove(AlertKind.SNOWSHOE);
    }
    List<Event> events = new ArrayList<>(below);
    if (!kinds.isEmpty()) {
      events.add(new Event(here.at(), kinds, here.since(), true, here.excess(), here.members()));
    }
    return events;
  }

  private static List<Event> excused(Deviation day, List<Event> below) {
    double rest = day.excess() - below.stream().mapToDouble(Event::excess).sum();
    List<Event> events = new ArrayList<>(below);
    events.add(new Event(day, Set.of(), day.day(), false, Math.max(0, rest), List.of()));
    return events;
  }

  /** An open alert takes in everything new below it. */
  private static List<Event> drawnIn(Event here, List<Event> below) {
    List<Event> events = new ArrayList<>();
    Event whole = here;
    for (Event event : below) {
      if (event.isOpen() || event.isExcused()) {
        events.add(event);
      } else {
        whole = whole.with(event);
      }
    }
    events.add(whole);
    return events;
  }

  private List<Event> discounted(Event here, List<Event> below) {
    if (below.isEmpty()) {
      return List.of(here);
    }
    List<Event> fresh =
        below.stream().filter(event -> !event.isOpen() && !event.isExcused()).toList();
    if (fresh.size() == below.size() && isOne(here, fresh)) {
      return drawnIn(here, below);
    }
    double reported = below.stream().mapToDouble(Event::excess).sum();
    Set<AlertKind> left = left(here, below, reported);
    if (reported >= EXPLAINED * here.excess() || left.isEmpty()) {
      return below;
    }
    List<Event> events = new ArrayList<>(below);
    events.add(
        new Event(here.at(), left, here.since(), false, here.excess() - reported, List.of()));
    return events;
  }

  /** Whether the events below are one event of this prefix. */
  private boolean isOne(Event here, List<Event> below) {
    int parts = below.stream().mapToInt(Event::breadth).sum();
    double largest = below.stream().mapToDouble(Event::excess).max().orElse(0);
    if (here.kinds().contains(AlertKind.SNOWSHOE)) {
      return largest < FILLED * here.excess() // no single part is behind it
          && (isWiderThan(here, below) || isCovered(here, below));
    }
    if (parts < 2) {
      return false;
    }
    boolean isFilled =
        parts >= 3
            && parts >= FILLED * here.at().activity().children().active()
            && largest < EXPLAINED * here.excess();
    return isFilled || isTied(here, below);
  }

  private static boolean isTied(Event here, List<Event> below) {
    if (!isOneSite(here.at())) {
      return false;
    }
    ContentReading first = below.get(0).at().content();
    return below.stream()
        .map(event -> event.at().content())
        .allMatch(
            content ->
                content.signatureShare() >= TIED && content.signature() == first.signature());
  }

  /** Returns what would still be reported if the events below had not happened. */
  private Set<AlertKind> left(Event here, List<Event> below, double reported) {
    Set<AlertKind> left = EnumSet.noneOf(AlertKind.class);
    double messages = here.at().activity().messages() - reported;
    if (here.kinds().contains(AlertKind.VOLUME) && departures.isVolume(here.at(), messages)) {
      left.add(AlertKind.VOLUME);
    }
    if (here.kinds().contains(AlertKind.CONTENT)
        && departures.isMovedWithout(here.at(), reported)) {
      left.add(AlertKind.CONTENT);
    }
    if (here.kinds().contains(AlertKind.SNOWSHOE)
        && reported < FILLED * here.at().activity().messages()
        && isWiderThan(here, below)) {
      left.add(AlertKind.SNOWSHOE);
    }
    return left;
  }
}
