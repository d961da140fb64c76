package slash64.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;

/**
 * JSON as the feed writes it: one object a line, printable ASCII only, and none of the characters
 * with a meaning in HTML. Everything else is escaped, so a reader gets back what was meant.
 */
final class FeedJson {
  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .rootValueSeparator((String) null)
          .characterEscapes(new HtmlEscapes())
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private FeedJson() {}

  /** Returns a writer that leaves the stream open. */
  static JsonGenerator writer(OutputStream to) throws IOException {
    return FACTORY.createGenerator(to).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /** Writes a field with at most {@code decimals} digits after the point. */
  static void number(JsonGenerator json, String name, double value, int decimals)
      throws IOException {
    json.writeNumberField(name, round(value, decimals));
  }

  /** Returns the number with at most {@code decimals} digits after the point. */
  static double round(double value, int decimals) {
    double scale = Math.pow(10, decimals);
    return Math.round(value * scale) / scale;
  }

  /**
   * Writes a field with one JSON object, given as text. It is read in any case, and written anew
   * unless its text is fit to stand in the feed.
   *
   * @param owner what the object belongs to, for the error
   * @throws IllegalArgumentException if the text is not exactly one JSON object
   */
  static void object(JsonGenerator json, String name, String text, Object owner)
      throws IOException {
    json.writeFieldName(name);
    copyObject(json, text, owner);
  }

  /** Returns one JSON object, given as text, without line breaks and in ASCII. */
  static String oneLine(String text, Object owner) throws IOException {
    if (isFit(text)) {
      requireObject(text, owner);
      return text;
    }
    StringWriter line = new StringWriter(text.length());
    try (JsonGenerator json = FACTORY.createGenerator(line)) {
      copyObject(json, text, owner);
    }
    return line.toString();
  }

  /** Returns whether one JSON object, given as text, has a field of this name. */
  static boolean has(String object, String field) {
    try (JsonParser parser = FACTORY.createParser(object)) {
      for (int depth = 0; ; ) {
        JsonToken token = parser.nextToken();
        if (token == null || token.isStructEnd() && --depth == 0) {
          return false;
        }
        depth += token.isStructStart() ? 1 : 0;
        if (depth == 1 && token == JsonToken.FIELD_NAME && field.equals(parser.currentName())) {
          return true;
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("Cannot read evidence: need one JSON object", e);
    }
  }

  private static void copyObject(JsonGenerator json, String text, Object owner) throws IOException {
    if (isFit(text)) {
      requireObject(text, owner);
      json.writeRawValue(text);
    } else {
      read(text, owner, json::copyCurrentStructure);
    }
  }

  private static void requireObject(String text, Object owner) throws IOException {
    read(text, owner, JsonParser::skipChildren);
  }

  /** Whether there is nothing in a text that the feed escapes, outside of strings or within. */
  private static boolean isFit(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isEscaped = c < ' ' || c > '~' || c == '<' || c == '>' || c == '&' || c == '\'';
      if (isEscaped || c == '\\') { // which may stand for any of them
        return false;
      }
    }
    return true;
  }

  /** What is done with a parser that stands at the start of an object, up to its end. */
  private interface Use {
    void accept(JsonParser parser) throws IOException;
  }

  private static void read(String text, Object owner, Use use) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonParseException(parser, "not an object");
      }
      use.accept(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "more follows the object");
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Cannot write the evidence of %s: need one JSON object: %s"
              .formatted(owner, e.getOriginalMessage()),
          e);
    }
  }

  static void endLine(JsonGenerator json) throws IOException {
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private static final class HtmlEscapes extends CharacterEscapes {
    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      for (char c : new char[] {'<', '>', '&', '\'', 0x7f}) {
        codes[c] = ESCAPE_STANDARD;
      }
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int codePoint) {
      return null;
    }
  }
}
