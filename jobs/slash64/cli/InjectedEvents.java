package slash64.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import slash64.failure.UserError;
import slash64.synth.Injections;

/** Events to inject by their names on the command line: {@code volume_spikes=200}. */
final class InjectedEvents implements Iterable<String> {
  private static final List<String> NAMES =
      List.of(
          "volume_spikes",
          "content_shifts",
          "content_spikes",
          "rotations",
          "snowshoes",
          "campaigns");

  @Override
  public Iterator<String> iterator() {
    return NAMES.iterator();
  }

  static Injections of(Map<String, Integer> counts) {
    for (String name : counts.keySet()) {
      if (!NAMES.contains(name)) {
        throw UserError.wrongUse(
            "Unknown event '%s': need %s.".formatted(name, String.join(", ", NAMES)));
      }
    }
    return new Injections(
        counts.getOrDefault(NAMES.get(0), 0),
        counts.getOrDefault(NAMES.get(1), 0),
        counts.getOrDefault(NAMES.get(2), 0),
        counts.getOrDefault(NAMES.get(3), 0),
        counts.getOrDefault(NAMES.get(4), 0),
        counts.getOrDefault(NAMES.get(5), 0));
  }
}
