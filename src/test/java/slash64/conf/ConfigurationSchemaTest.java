package slash64.conf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationSchemaTest {
  private static final JsonNode SCHEMA = ConfigurationSchema.of(Registry.ALL);

  @Test
  void theFileBesideTheSettingsIsWhatTheRegistrySays() throws IOException {
    assertThat(Path.of("conf/slash64.schema.json"))
        .as("./slash64 config --schema > conf/slash64.schema.json brings it up to date")
        .content()
        .isEqualTo(ConfigurationSchema.text());
    assertThat(Files.readAllLines(Path.of("conf/slash64.yaml")).get(0))
        .isEqualTo("# yaml-language-server: $schema=slash64.schema.json");
  }

  @Test
  void theSettingsThatAreShippedAreValid() throws IOException {
    assertThat(errors(Files.readString(Path.of("conf/slash64.yaml")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {feed: {valid_days: 14}}                         |
          {input: {time_zones: {mx1.example.com: UTC}}}    |
          {spark: {sql: {ansi.enabled: true}, master: x}}  |
          {feed:}                                          |
          {feed: {valid_day: 14}}                          | /feed/valid_day is unknown
          {fed: {}}                                        | /fed is unknown
          {feed: {valid_days: soon}}                       | /feed/valid_days is no integer
          {feed: {valid_days: 0}}                          | /feed/valid_days is below 1
          {input: {refused_share_limit: 1.5}}              | /input/refused_share_limit is above 1
          {input: {keep_damaged: 3}}                       | /input/keep_damaged is no boolean
          {policy: {worst: {ipv6_48: harsh}}}              | /policy/worst/ipv6_48 is none of those allowed
          """)
  void aSchemaTellsWhatTheReaderWouldTell(String yaml, String error) throws IOException {
    assertThat(errors(yaml)).isEqualTo(error == null ? List.of() : List.of(error));
  }

  private static List<String> errors(String yaml) throws IOException {
    List<String> errors = new ArrayList<>();
    check(SCHEMA, new YAMLMapper().readTree(yaml), "", errors);
    return errors;
  }

  /** As much of JSON Schema as the schema uses. */
  private static void check(JsonNode schema, JsonNode value, String at, List<String> errors) {
    JsonNode types = schema.path("type");
    List<String> allowed = new ArrayList<>();
    types.forEach(type -> allowed.add(type.textValue()));
    if (types.isTextual()) {
      allowed.add(types.textValue());
    }
    if (!allowed.isEmpty() && allowed.stream().noneMatch(type -> isOf(type, value))) {
      errors.add("%s is no %s".formatted(at, String.join(" or ", allowed)));
      return;
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      errors.add(at + " is none of those allowed");
    }
    if (schema.has("minimum") && value.doubleValue() < schema.get("minimum").doubleValue()) {
      errors.add("%s is below %s".formatted(at, schema.get("minimum")));
    }
    if (schema.has("maximum") && value.doubleValue() > schema.get("maximum").doubleValue()) {
      errors.add("%s is above %s".formatted(at, schema.get("maximum")));
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String where = at + "/" + field.getKey();
      JsonNode known = schema.path("properties").path(field.getKey());
      JsonNode others = schema.path("additionalProperties");
      if (known.isObject() || others.isObject()) {
        check(known.isObject() ? known : others, field.getValue(), where, errors);
      } else if (!others.booleanValue()) {
        errors.add(where + " is unknown");
      }
    }
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    boolean isFound = false;
    for (JsonNode each : values) {
      isFound |= each.equals(value);
    }
    return isFound;
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException(type);
    };
  }
}
