package slash64.conf;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slash64.failure.UserError;

/** Reads a YAML file into its leaves, each with the line it stands on. */
final class YamlFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private final Path file;
  private final Map<JsonPointer, Integer> lines = new HashMap<>();
  private final List<Leaf> leaves = new ArrayList<>();

  private YamlFile(Path file) {
    this.file = file;
  }

  /**
   * Returns the values of a file in the order they stand there; none for an empty file.
   *
   * @throws UserError if the file cannot be read or is not YAML
   */
  static List<Leaf> leaves(Path file) {
    YamlFile yaml = new YamlFile(file);
    try {
      yaml.read(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw UserError.wrongUse(
          "Cannot read %s line %d: %s. Mend the YAML there."
              .formatted(file, e.getLocation().getLineNr(), firstLine(e.getOriginalMessage())),
          e);
    } catch (NoSuchFileException e) {
      throw UserError.wrongUse(
          "Cannot read configuration %s: there is no such file. Give another with --config."
              .formatted(file),
          e);
    } catch (CharacterCodingException e) {
      throw UserError.wrongUse(
          "Cannot read configuration %s: it is not UTF-8 text. Save it as UTF-8.".formatted(file),
          e);
    } catch (IOException e) {
      throw UserError.wrongUse(
          "Cannot read configuration %s (%s). Look at the file and its permissions."
              .formatted(file, e),
          e);
    }
    return List.copyOf(yaml.leaves);
  }

  /** Reads one value as it would be read after a key in the file. */
  static JsonNode value(String text) throws JsonProcessingException {
    JsonNode node = YAML.readTree(text);
    return node == null || node.isMissingNode() ? YAML.nullNode() : node;
  }

  private void read(String text) throws IOException {
    noteLines(text);
    JsonNode root = YAML.readTree(text);
    if (root.isObject()) {
      root.properties()
          .forEach(
              field ->
                  walk(
                      field.getKey(),
                      JsonPointer.empty().appendProperty(field.getKey()),
                      field.getValue()));
    } else if (!root.isMissingNode() && !root.isNull()) {
      throw UserError.wrongUse(
          "Cannot read configuration %s: need settings such as 'feed: {valid_days: 7}' in it."
              .formatted(file));
    }
  }

  private void walk(String key, JsonPointer pointer, JsonNode node) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(
              field ->
                  walk(
                      key + "." + field.getKey(),
                      pointer.appendProperty(field.getKey()),
                      field.getValue()));
    } else {
      leaves.add(new Leaf(key, node, "%s line %d".formatted(file, lines.get(pointer))));
    }
  }

  /** A tree of values forgets the lines, so they are taken from the tokens. */
  private void noteLines(String text) throws IOException {
    try (JsonParser parser = YAML.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          lines.put(
              parser.getParsingContext().pathAsPointer(),
              parser.currentTokenLocation().getLineNr());
        }
      }
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("not YAML").strip();
  }
}
