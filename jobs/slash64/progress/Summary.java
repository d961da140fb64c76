package slash64.progress;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import slash64.failure.ExitStatus;

/**
 * What a command did, at its end.
 *
 * @param counts what was counted, in the order first counted
 * @param notes facts by name, such as where the feed is: a {@link String}, a {@link Number} or
 *     {@link Figures}
 * @param warnings what was wrong but did not stop the command
 * @param steps the steps in their order
 */
public record Summary(
    Map<String, Long> counts,
    Map<String, Object> notes,
    List<String> warnings,
    List<FinishedStep> steps) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Takes copies. */
  public Summary {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    warnings = List.copyOf(warnings);
    steps = List.copyOf(steps);
  }

  /**
   * Returns aligned lines for a person, each ended by a line feed: counts, notes, time per step,
   * warnings. Empty when there is nothing to tell.
   */
  public String text() {
    List<String[]> rows = new ArrayList<>();
    counts.forEach((what, count) -> rows.add(new String[] {what, Lines.number(count)}));
    notes.forEach((what, fact) -> rows.add(new String[] {what, fact.toString()}));
    tookByName().forEach((name, took) -> rows.add(new String[] {name, Lines.time(took)}));
    warnings.forEach(warning -> rows.add(new String[] {"warning", warning}));
    int width = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      String label = row[0] + " ".repeat(width - row[0].length());
      text.append(Lines.printable(label + "  " + row[1])).append('\n');
    }
    return text.toString();
  }

  /** Returns the time of each step; steps of many nights under one name are added up. */
  private Map<String, Duration> tookByName() {
    Map<String, Duration> took = new LinkedHashMap<>();
    steps.forEach(step -> took.merge(step.name(), step.took(), Duration::plus));
    return took;
  }

  /**
   * Returns one JSON object on one line: {@code command}, {@code status} and {@code exit_status},
   * each count and note under its name, in which an underscore stands for all but letters and
   * digits, {@code steps} with {@code name} and {@code seconds}, {@code warnings}.
   */
  public String json(String command, ExitStatus status) {
    ObjectNode json = JSON.createObjectNode();
    json.put("command", command);
    json.put("status", status.name().toLowerCase(Locale.ROOT));
    json.put("exit_status", status.code());
    counts.forEach((what, count) -> json.put(key(what), count));
    notes.forEach((what, fact) -> json.set(key(what), JSON.valueToTree(fact)));
    var stepList = json.putArray("steps");
    for (FinishedStep step : steps) {
      stepList.addObject().put("name", step.name()).put("seconds", step.took().toMillis() / 1000.0);
    }
    warnings.forEach(json.putArray("warnings")::add);
    return json.toString();
  }

  private static String key(String what) {
    StringBuilder key = new StringBuilder(what.length());
    for (int i = 0; i < what.length(); i++) {
      char c = what.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        key.append(c);
      } else if (!key.isEmpty() && key.charAt(key.length() - 1) != '_') {
        key.append('_');
      }
    }
    boolean endsOpen = key.charAt(key.length() - 1) == '_';
    return key.substring(0, key.length() - (endsOpen ? 1 : 0));
  }
}
