package slash64.conf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slash64.policy.Tier;

/**
 * The settings as JSON Schema (draft 2020-12), for editors and for who writes the file by program:
 * {@code conf/slash64.schema.json}. What a schema cannot say, such as which prefixes and time zones
 * there are, is checked when the file is read.
 */
public final class ConfigurationSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROPERTIES = "properties";

  private ConfigurationSchema() {}

  /** Returns the schema as text, with its last line's end. */
  public static String text() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n"); // whatever the system's own end is
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(lines);
    try {
      return JSON.writer(printer).writeValueAsString(of(Registry.ALL)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of JSON can always be written", e);
    }
  }

  static ObjectNode of(Registry registry) {
    ObjectNode root =
        JSON.createObjectNode()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "Settings of Slash64");
    asGroup(root);
    for (Setting<?> setting : registry.single()) {
      String unit = setting.unit().isEmpty() ? "" : " Unit: " + setting.unit() + ".";
      ObjectNode property = at(root, setting.key());
      property.put("description", setting.reason() + unit);
      add(property, setting.type());
      property.set("default", value(setting.standard()));
    }
    for (MapSetting<?> map : registry.maps()) {
      ObjectNode property = at(root, map.key());
      property.put("description", "By %s. %s".formatted(map.names(), map.reason()));
      property.set("type", JSON.valueToTree(List.of("object", "null")));
      if (map.key()
          .equals(
              SparkSettings.SPARK.key())) { // names that are nested are as good as names with dots
        property.put("additionalProperties", true);
        continue;
      }
      add(property.putObject("additionalProperties"), map.type());
      ObjectNode standard = property.putObject("default");
      new TreeMap<>(map.standard()).forEach((name, each) -> standard.set(name, value(each)));
    }
    return root;
  }

  /** In the order of their names: what is generated must be the same each time. */
  private static void add(ObjectNode property, SettingType<?> type) {
    new TreeMap<>(type.schema()).forEach((name, value) -> property.set(name, number(value)));
  }

  /** A whole number without a point, as people write it. */
  private static JsonNode number(Object value) {
    boolean isWhole = value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 0x1p53;
    return JSON.valueToTree(isWhole ? (Object) ((Double) value).longValue() : plain(value));
  }

  private static Object plain(Object value) {
    return value instanceof Map<?, ?> map ? new TreeMap<>(map) : value;
  }

  private static JsonNode value(Object standard) {
    Object value = standard instanceof Optional<?> optional ? optional.orElse(null) : standard;
    if (value instanceof Tier tier) {
      return TextNode.valueOf(tier.word());
    }
    boolean isText = value != null && !(value instanceof Number || value instanceof Boolean);
    if (isText && !(value instanceof List<?>) && !(value instanceof Path)) {
      return TextNode.valueOf(value.toString());
    }
    return number(value instanceof Path path ? path.toString() : value);
  }

  /** Returns the property of a key, made with the groups around it. */
  private static ObjectNode at(ObjectNode root, String key) {
    ObjectNode group = root;
    String[] names = key.split("\\.", -1);
    for (int i = 0; i < names.length - 1; i++) {
      ObjectNode properties = (ObjectNode) group.get(PROPERTIES);
      group =
          properties.has(names[i])
              ? (ObjectNode) properties.get(names[i])
              : asGroup(properties.putObject(names[i]));
    }
    return ((ObjectNode) group.get(PROPERTIES)).putObject(names[names.length - 1]);
  }

  private static ObjectNode asGroup(ObjectNode node) {
    node.set("type", JSON.valueToTree(List.of("object", "null")));
    node.put("additionalProperties", false);
    node.putObject(PROPERTIES);
    return node;
  }
}
