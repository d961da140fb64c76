package slash64.conf;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import slash64.net.Prefix;
import slash64.policy.Tier;

/**
 * How one value is read from YAML.
 *
 * @param allowed what is allowed, to stand after "need"
 * @param schema the same as JSON Schema, as far as it can say it
 * @param reader gives the value, or nothing when it is not allowed
 */
record SettingType<T>(
    String allowed, Map<String, Object> schema, Function<JsonNode, Optional<T>> reader) {
  private static final String TYPE = "type";

  /** A whole number, both ends included. */
  static SettingType<Integer> wholeNumber(int least, int most) {
    return new SettingType<>(
        "a whole number from %d to %d".formatted(least, most),
        Map.of(TYPE, "integer", "minimum", least, "maximum", most),
        node ->
            Optional.of(node)
                .filter(JsonNode::isIntegralNumber)
                .filter(JsonNode::canConvertToInt)
                .map(JsonNode::intValue)
                .filter(number -> number >= least && number <= most));
  }

  /** A number, both ends included; never infinite, never NaN. */
  static SettingType<Double> number(double least, double most) {
    return new SettingType<>(
        "a number from %s to %s".formatted(plain(least), plain(most)),
        Map.of(TYPE, "number", "minimum", least, "maximum", most),
        node ->
            Optional.of(node)
                .filter(JsonNode::isNumber)
                .map(JsonNode::doubleValue)
                .filter(number -> number >= least && number <= most));
  }

  /** Yes or no. */
  static SettingType<Boolean> flag() {
    return new SettingType<>(
        "true or false",
        Map.of(TYPE, "boolean"),
        node -> Optional.of(node).filter(JsonNode::isBoolean).map(JsonNode::booleanValue));
  }

  /** A file, or the empty value for none. A relative path starts at the current folder. */
  static SettingType<Optional<Path>> fileOrNone() {
    return new SettingType<>(
        "the path of a file, or nothing",
        Map.of(TYPE, List.of("string", "null")),
        node -> {
          if (node.isNull()) {
            return Optional.of(Optional.empty());
          }
          if (!node.isTextual() || node.textValue().indexOf('\0') >= 0) {
            return Optional.empty();
          }
          return Optional.of(Optional.of(node.textValue()).filter(t -> !t.isEmpty()).map(Path::of));
        });
  }

  /** A prefix of either family. */
  static SettingType<Prefix> prefix() {
    return new SettingType<>(
        "a prefix such as 2001:db8::/32 or 192.0.2.0/24",
        Map.of(TYPE, "string"),
        node ->
            text(node)
                .flatMap(
                    text -> {
                      try {
                        return Optional.of(Prefix.parse(text));
                      } catch (IllegalArgumentException wrong) {
                        return Optional.empty();
                      }
                    }));
  }

  /** A time zone by its name in the IANA database, or an offset. */
  static SettingType<ZoneId> zone() {
    return new SettingType<>(
        "a time zone such as UTC, Europe/Vienna or +02:00",
        Map.of(TYPE, "string"),
        node ->
            text(node)
                .flatMap(
                    name -> {
                      try {
                        return Optional.of(ZoneId.of(name));
                      } catch (DateTimeException unknown) {
                        return Optional.empty();
                      }
                    }));
  }

  /** Words in a list, or in one text with commas between; none for the empty value. */
  static SettingType<List<String>> words() {
    return new SettingType<>(
        "a list of words such as [postfix, rspamd]",
        Map.of(TYPE, List.of("array", "string", "null"), "items", Map.of(TYPE, "string")),
        node -> {
          if (node.isNull()) {
            return Optional.of(List.of());
          }
          if (node.isTextual()) {
            return Optional.of(
                Stream.of(node.textValue().split(","))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .toList());
          }
          List<String> words = new ArrayList<>();
          for (JsonNode word : node) {
            words.add(word.asText());
          }
          boolean isList = node.isArray() && words.stream().noneMatch(String::isBlank);
          return Optional.of(List.copyOf(words)).filter(list -> isList);
        });
  }

  /** A tier by its word. */
  static SettingType<Tier> tier() {
    return new SettingType<>(
        "trusted, neutral, throttle, greylist or reject",
        Map.of("enum", Arrays.stream(Tier.values()).map(Tier::word).toList()),
        node ->
            text(node)
                .flatMap(
                    word ->
                        Arrays.stream(Tier.values())
                            .filter(tier -> tier.word().equals(word))
                            .findFirst()));
  }

  /** A text; the empty value is the empty text. */
  static SettingType<String> textOrNone() {
    return new SettingType<>(
        "a text, or nothing",
        Map.of(TYPE, List.of("string", "null")),
        node -> node.isNull() ? Optional.of("") : text(node));
  }

  /** Any single value as its text: what Spark's own settings are. */
  static SettingType<String> anyText() {
    return new SettingType<>(
        "a text, a number, true or false",
        Map.of(TYPE, List.of("string", "number", "boolean", "null")),
        node -> Optional.of(node).filter(JsonNode::isValueNode).map(JsonNode::asText));
  }

  /** Reads a value; nothing when it is not allowed. */
  Optional<T> read(JsonNode node) {
    return reader.apply(node);
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
