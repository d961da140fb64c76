package slash64.synth;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import slash64.net.Prefix;
import slash64.synth.ClientAddresses.Delegated;
import slash64.synth.ClientAddresses.DualStack;
import slash64.synth.ClientAddresses.Fixed;

/**
 * Writes what is true about a world as a whole: its senders, allocations, events and counts. A span
 * of days has {@code since}, its first day, and {@code until}, the day after its last one, empty if
 * it lasts to the end of the world.
 */
final class TruthFiles {
  private final Population population;
  private final WorldConfig config;

  /** A prefix in the hands of a sender for some days. */
  private record Held(Prefix prefix, Span span) {}

  TruthFiles(Population population) {
    this.population = population;
    this.config = population.config();
  }

  /**
   * Writes {@code senders.csv}: which prefix was whose, and whether that was bad. A sender that
   * turns has a row before and one after; one that moves or has both families, several.
   */
  void writeSenders(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("sender,prefix,kind,is_bad,since,until,customer\n");
      for (Sender sender : population.senders()) {
        for (Held held : held(sender)) {
          for (Held part : beforeAndAfterTurn(sender, held)) {
            out.write(row(sender, part));
          }
        }
      }
    }
  }

  private List<Held> held(Sender sender) {
    List<Held> held = new ArrayList<>();
    if (sender.addresses() instanceof Delegated delegated) {
      for (Delegation delegation : delegated.delegations()) {
        held.add(new Held(delegation.prefix(), new Span(delegation.since(), delegation.until())));
      }
    } else {
      held.add(new Held(sender.prefix(), sender.active()));
    }
    ClientAddresses ipv4 =
        sender.addresses() instanceof DualStack dual ? dual.ipv4() : sender.addresses();
    if (ipv4 instanceof Fixed fixed) {
      for (Client client : fixed.clients()) {
        Prefix prefix = Prefix.of(client.high(), client.low(), 128);
        if (prefix.isIpv4() && !prefix.equals(sender.prefix())) {
          held.add(new Held(prefix, sender.active()));
        }
      }
    }
    held.removeIf(each -> each.span().since() >= config.days());
    return held;
  }

  private static List<Held> beforeAndAfterTurn(Sender sender, Held held) {
    if (sender.turn() == null) {
      return List.of(held);
    }
    Span span = held.span();
    int turn = sender.turn().day();
    List<Held> parts = new ArrayList<>();
    if (turn > span.since()) {
      parts.add(new Held(held.prefix(), new Span(span.since(), turn)));
    }
    parts.add(new Held(held.prefix(), new Span(turn, span.until())));
    return parts;
  }

  private String row(Sender sender, Held held) {
    return new StringJoiner(",", "", "\n")
        .add(Integer.toString(sender.id()))
        .add(held.prefix().toString())
        .add(sender.kind().label())
        .add(Boolean.toString(sender.isBad(held.span().since())))
        .add(since(held.span().since()))
        .add(until(held.span().until()))
        .add(sender.customer() == null ? "" : sender.customer())
        .toString();
  }

  /** Writes {@code allocations.csv}: the /56 our customers hold. */
  void writeAllocations(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("prefix,customer,kind,since,until\n");
      for (Population.HeldPrefix held : population.allocations()) {
        Delegation delegation = held.delegation();
        if (delegation.since() < config.days()) {
          out.write(
              new StringJoiner(",", "", "\n")
                  .add(delegation.prefix().toString())
                  .add(held.customer())
                  .add(held.kind())
                  .add(since(delegation.since()))
                  .add(until(delegation.until()))
                  .toString());
        }
      }
    }
  }

  /** Writes {@code events.ndjson}: what happened on which day, for the alerts to find. */
  void writeEvents(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Event event : population.events()) {
        if (event.day() < config.days()) {
          out.write(object(event));
        }
      }
    }
  }

  private String object(Event event) {
    StringJoiner fields = new StringJoiner(",", "{", "}\n");
    fields.add("\"day\":\"" + config.date(event.day()) + "\"");
    fields.add("\"kind\":\"" + event.kind() + "\"");
    if (event.sender() != Event.NO_SENDER) {
      fields.add("\"prefix\":\"" + event.prefix() + "\"");
      fields.add("\"sender\":" + event.sender());
    }
    return fields.add("\"factor\":" + event.factor()).toString();
  }

  /** Writes {@code counts.json}: by day, then host, what each archive holds. */
  void writeCounts(Path file, Map<String, Map<String, Tally>> days) throws IOException {
    StringJoiner byDay = new StringJoiner(",\n", "{\n", "\n}\n");
    for (Map.Entry<String, Map<String, Tally>> day : days.entrySet()) {
      StringJoiner byHost = new StringJoiner(",\n", "  \"" + day.getKey() + "\": {\n", "\n  }");
      for (Map.Entry<String, Tally> host : day.getValue().entrySet()) {
        StringJoiner counts = new StringJoiner(", ", "    \"" + host.getKey() + "\": {", "}");
        for (Count count : Count.values()) {
          counts.add("\"" + count.key() + "\": " + host.getValue().get(count));
        }
        byHost.add(counts.toString());
      }
      byDay.add(byHost.toString());
    }
    Files.writeString(file, byDay.toString());
  }

  private String since(int day) {
    return config.date(day).toString();
  }

  private String until(int day) {
    return day >= config.days() ? "" : config.date(day).toString();
  }
}
