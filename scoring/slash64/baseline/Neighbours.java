package slash64.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import slash64.net.Prefix;

/**
 * Puts the prefixes of a subtree into their surroundings: what newcomers sent under the nearest
 * prefix around that has seen enough of them, and what is typical of the level among all of the
 * subtree that have a past. A pure function of the states before the night. Where a subtree is
 * scored in parts, both come from beyond the part too ({@link Wider}).
 */
public final class Neighbours {
  /** States of a level that are enough for its medians. */
  private static final int SAMPLE = 1_000;

  /**
   * A prefix before the night.
   *
   * @param isNew whether there is no state of it
   * @param state gives last night's state, {@link PrefixState#NEW} when there is none; of those
   *     that were silent, only a sample of each level is asked, where others of it were heard
   * @param activity the day's, {@link DayActivity#NONE} when it was silent
   */
  public record Known(
      Prefix prefix, boolean isNew, Supplier<PrefixState> state, DayActivity activity) {

    /** Returns a prefix whose state was read already. */
    public static Known of(Prefix prefix, PrefixState state, DayActivity activity) {
      return new Known(prefix, state.isNew(), () -> state, activity);
    }
  }

  /**
   * What a part of a subtree takes from the rest of it.
   *
   * @param newcomers what newcomers sent under the prefix around the part
   * @param typical by the length of prefixes, what is typical of them in the whole subtree; of
   *     lengths that are missing, the part's own prefixes tell
   */
  public record Wider(Debut newcomers, Map<Integer, Typical> typical) {
    /** There is nothing around. */
    public static final Wider NONE = new Wider(Debut.NONE, Map.of());

    public Wider {
      typical = Map.copyOf(typical);
    }
  }

  private final int day;
  private final Wider wider;
  private final List<Known> nodes;
  private final int[] parents;
  private final Debut[] newcomers;
  private final Map<Integer, List<Known>> levels;
  private final Map<Integer, Typical> typical;

  private Neighbours(int day, List<Known> nodes, Wider wider) {
    this.day = day;
    this.wider = wider;
    this.typical = new HashMap<>(wider.typical());
    this.nodes = nodes;
    this.parents = parents(nodes);
    this.newcomers = new Debut[nodes.size()];
    this.levels = levels(nodes);
  }

  /**
   * Returns the entries of those that were heard, in the same order.
   *
   * @param day in days since 1970-01-01
   * @param nodes of one subtree in the order of the tree, each once
   */
  public static List<SubtreeNight.Entry> entries(int day, List<Known> nodes) {
    return entries(day, nodes, Wider.NONE);
  }

  /** Returns the same of a part of a subtree. */
  public static List<SubtreeNight.Entry> entries(int day, List<Known> nodes, Wider wider) {
    return new Neighbours(day, nodes, wider).entries();
  }

  /**
   * Returns what the parts of a subtree take from it.
   *
   * @param day in days since 1970-01-01
   * @param parts the widest prefix of each part, with its state before the night
   * @param sample prefixes of all lengths: of each length thousands, or all there are
   */
  public static Wider wider(int day, List<Known> parts, List<Known> sample) {
    Debut newcomers = Debut.NONE;
    for (Known part : parts) {
      newcomers = newcomers.plus(part.state().get().newcomers(day));
    }
    Map<Integer, Typical> typical = new HashMap<>();
    levels(sample)
        .forEach(
            (length, known) -> {
              if (known.size() >= Typical.FEWEST) {
                typical.put(length, Typical.of(sample(known)));
              }
            });
    return new Wider(newcomers, typical);
  }

  private static Map<Integer, List<Known>> levels(List<Known> nodes) {
    Map<Integer, List<Known>> levels = new HashMap<>();
    for (Known node : nodes) {
      if (!node.isNew()) {
        levels.computeIfAbsent(node.prefix().length(), key -> new ArrayList<>()).add(node);
      }
    }
    return levels;
  }

  private List<SubtreeNight.Entry> entries() {
    List<SubtreeNight.Entry> entries = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Known node = nodes.get(i);
      if (!node.activity().isIdle()) {
        entries.add(
            new SubtreeNight.Entry(node.prefix(), node.state().get(), node.activity(), around(i)));
      }
    }
    return entries;
  }

  private static List<PrefixState> sample(List<Known> nodes) {
    int size = Math.min(SAMPLE, nodes.size());
    List<PrefixState> some = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      some.add(nodes.get((int) ((long) i * nodes.size() / size)).state().get());
    }
    return some;
  }

  private Surroundings around(int i) {
    int length = nodes.get(i).prefix().length();
    // A parent's newcomers are addresses or /64: they say nothing of what lies between.
    boolean isPart = length == 64 || length == 128;
    return new Surroundings(
        isPart ? newcomersAround(i) : Debut.NONE,
        typical.computeIfAbsent(
            length, key -> Typical.of(sample(levels.getOrDefault(key, List.of())))));
  }

  private Debut newcomersAround(int i) {
    return parents[i] < 0 ? wider.newcomers() : newcomers(parents[i]);
  }

  /** Returns the newcomers of the nearest prefix, from this one upwards, that has seen enough. */
  private Debut newcomers(int i) {
    if (newcomers[i] == null) {
      Debut own = nodes.get(i).state().get().newcomers(day);
      boolean isLast = parents[i] < 0 && wider.newcomers().equals(Debut.NONE);
      newcomers[i] = own.isKnown() || isLast ? own : newcomersAround(i);
    }
    return newcomers[i];
  }

  /** Returns the position of the nearest prefix around each, -1 for none. */
  private static int[] parents(List<Known> nodes) {
    int[] parents = new int[nodes.size()];
    for (int i = 0; i < parents.length; i++) {
      int parent = i - 1;
      while (parent >= 0 && !nodes.get(parent).prefix().contains(nodes.get(i).prefix())) {
        parent = parents[parent];
      }
      parents[i] = parent;
    }
    return parents;
  }
}
