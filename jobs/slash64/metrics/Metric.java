package slash64.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A gauge in the text format of Prometheus 0.0.4 ("Exposition formats", Prometheus documentation).
 *
 * @param name lower case, {@code slash64_…}, unit at its end
 * @param help one line
 * @param lines {@code name{label="value"} number}, one a sample
 */
record Metric(String name, String help, List<String> lines) {

  /** A gauge with one value. */
  static Metric of(String name, String help, double value) {
    return new Metric(name, help, List.of(name + " " + number(value)));
  }

  /** A gauge with a value for each of a label's values. */
  static Metric by(String label, String name, String help, Map<String, Long> values) {
    List<String> lines = new ArrayList<>();
    values.forEach(
        (value, count) ->
            lines.add("%s{%s=\"%s\"} %d".formatted(name, label, escaped(value), count)));
    return new Metric(name, help, lines);
  }

  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replaceAll("\\p{Cntrl}", " ");
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
