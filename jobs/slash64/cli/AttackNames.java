package slash64.cli;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import slash64.failure.UserError;
import slash64.synth.Attack;

/** Attacks by their names on the command line: {@code slow_ramp}, or {@code all}. */
final class AttackNames implements Iterable<String> {
  private static final String ALL = "all";

  @Override
  public Iterator<String> iterator() {
    return Stream.concat(Stream.of(ALL), Stream.of(Attack.values()).map(Attack::label)).iterator();
  }

  static List<Attack> attacks(List<String> names) {
    Set<Attack> attacks = EnumSet.noneOf(Attack.class);
    for (String name : names) {
      String wanted = name.strip().toLowerCase(Locale.ROOT);
      List<Attack> found =
          Stream.of(Attack.values())
              .filter(attack -> wanted.equals(ALL) || attack.label().equals(wanted))
              .toList();
      if (found.isEmpty()) {
        throw UserError.wrongUse(
            "Unknown attack '%s': need %s.".formatted(name, String.join(", ", new AttackNames())));
      }
      attacks.addAll(found);
    }
    return List.copyOf(attacks);
  }
}
