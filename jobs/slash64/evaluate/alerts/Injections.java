package slash64.evaluate.alerts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slash64.net.Prefix;

/**
 * Injects events into a world, none within 15 days and a /56 of another, at senders that are known
 * and large enough that somebody would want to be told.
 */
final class Injections {
  /** The contract's floor is 50 messages; an event is to be above it by more than chance. */
  private static final double LEAST = 80;

  private static final int APART = 15;

  private final AlertWorld world;
  private final Chance chance;
  private final int from;
  private final int to;
  private final Map<Prefix, List<Integer>> taken = new HashMap<>();

  /** Injects into the days from {@code from} to {@code to}. */
  Injections(AlertWorld world, int from, int to, Chance chance) {
    this.world = world;
    this.from = from;
    this.to = to;
    this.chance = chance;
  }

  /** Injects so many events of a kind, fewer where the world is too small. */
  void add(Injected.Kind kind, int count) {
    int found = 0;
    for (int attempt = 0; attempt < 1_000 * count && found < count; attempt++) {
      Optional<Injected> event = kind == Injected.Kind.CAMPAIGN ? campaign() : draw(kind);
      if (event.isPresent()) {
        world.events().add(event.get());
        found++;
      }
    }
  }

  private Optional<Injected> draw(Injected.Kind kind) {
    SimulatedSender sender = world.senders().get(chance.below(world.senders().size()));
    int first = from + chance.below(to - from - 2);
    int last = Math.min(to, first + chance.below(5));
    double times = times(kind);
    Prefix around = sender.prefix.ancestor(sender.prefix.isIpv4() ? 128 : 56);
    List<SimulatedSender> members = new ArrayList<>(List.of(sender));
    if (kind == Injected.Kind.VOLUME && chance.happens(0.15)) {
      world.senders().stream()
          .filter(other -> other != sender && around.contains(other.prefix))
          .forEach(members::add);
    }
    boolean grows = kind == Injected.Kind.VOLUME || kind == Injected.Kind.CONTENT_AND_VOLUME;
    for (SimulatedSender member : members) {
      if (!isFit(member, kind, first, last, grows ? times : 1)) {
        return Optional.empty();
      }
    }
    if (!isFree(around, first)) {
      return Optional.empty();
    }
    boolean isSpread = kind == Injected.Kind.SNOWSHOE || members.size() > 1;
    return Optional.of(
        new Injected(
            kind,
            isSpread ? around : sender.prefix,
            kind == Injected.Kind.SNOWSHOE
                ? subnets(around, (int) times)
                : members.stream().map(member -> member.prefix).toList(),
            first,
            last,
            times,
            kind == Injected.Kind.CONTENT || kind == Injected.Kind.CONTENT_AND_VOLUME
                ? chance.between(0.6, 1)
                : 0,
            chance.bits()));
  }

  private double times(Injected.Kind kind) {
    return switch (kind) {
      case VOLUME -> chance.between(4, 40);
      case CONTENT_AND_VOLUME -> chance.between(2, 20);
      case ROTATION -> chance.between(30, 300);
      case SNOWSHOE -> chance.between(20, 60);
      case CONTENT, CAMPAIGN -> 1;
    };
  }

  private boolean isFit(
      SimulatedSender sender, Injected.Kind kind, int first, int last, double times) {
    boolean isNetwork = kind != Injected.Kind.ROTATION && kind != Injected.Kind.SNOWSHOE;
    if (sender.firstDay != world.firstDay()
        || sender.habit == Habit.SPARSE
        || sender.habit == Habit.BURSTY) { // its own bursts are as large
      return false;
    }
    if (!isNetwork) {
      return !sender.prefix.isIpv4() && !sender.isGuests();
    }
    for (int day = first; day <= last; day++) {
      if (sender.isMailing(day) || sender.expected(day) * times < LEAST) {
        return false;
      }
    }
    return true;
  }

  private boolean isFree(Prefix around, int day) {
    List<Integer> days = taken.computeIfAbsent(around, key -> new ArrayList<>());
    boolean isFree = days.stream().allMatch(other -> Math.abs(other - day) >= APART);
    if (isFree) {
      days.add(day);
    }
    return isFree;
  }

  /** Networks of a /56 that were never heard. */
  private static List<Prefix> subnets(Prefix around, int count) {
    List<Prefix> subnets = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      subnets.add(Prefix.of(around.high() | 16 + i, 0, 64));
    }
    return subnets;
  }

  /** Half of the members are senders that were taken over, half were never heard. */
  private Optional<Injected> campaign() {
    int count = 26 + chance.below(40);
    int first = from + chance.below(to - from - 2);
    List<Prefix> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean isKnown = i % 2 == 0;
      members.add(
          isKnown
              ? world.senders().get(chance.below(world.senders().size())).prefix
              : Layout.household(AlertWorld.HOSTS + chance.below(6), 30_000 + chance.below(9_000)));
    }
    return Optional.of(
        new Injected(
            Injected.Kind.CAMPAIGN,
            members.get(0),
            members.stream().distinct().toList(),
            first,
            Math.min(to, first + chance.below(3)),
            1,
            0,
            chance.bits()));
  }
}
