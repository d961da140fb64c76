package slash64.feed;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.NoSuchElementException;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/** Reads {@code policy.ndjson} back, entry by entry; memory does not grow with the file. */
public final class PolicyReader implements Iterator<PolicyEntry>, Closeable {
  private static final ObjectReader READER = new ObjectMapper().readerFor(JsonNode.class);

  private final MappingIterator<JsonNode> lines;
  private final String name;

  /**
   * Begins to read; {@link #close} closes the stream.
   *
   * @param name of the file, for errors
   */
  public PolicyReader(InputStream from, String name) throws IOException {
    this.lines = READER.readValues(from);
    this.name = name;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the file is damaged
   */
  @Override
  public boolean hasNext() {
    try {
      return lines.hasNextValue();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  @Override
  public PolicyEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      JsonNode line = lines.nextValue();
      return new PolicyEntry(
          Prefix.parse(text(line, "prefix")),
          Tier.ofWord(text(line, "tier")),
          field(line, "score").doubleValue(),
          field(line, "confidence").doubleValue(),
          text(line, "reason"),
          LocalDate.parse(text(line, "expires")),
          field(line, "evidence").toString());
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw damaged(e);
    }
  }

  private static String text(JsonNode line, String name) {
    return field(line, name).textValue();
  }

  private static JsonNode field(JsonNode line, String name) {
    JsonNode value = line.get(name);
    boolean isText = value != null && value.asToken() == JsonToken.VALUE_STRING;
    boolean wantsText = !name.equals("score") && !name.equals("confidence");
    if (value == null || (name.equals("evidence") ? !value.isObject() : isText != wantsText)) {
      throw new IllegalArgumentException("field '" + name + "' is missing or of another kind");
    }
    return value;
  }

  private IllegalArgumentException damaged(Exception cause) {
    return new IllegalArgumentException(
        "Cannot read %s: %s, before line %d. Publish that night again."
            .formatted(name, cause.getMessage(), lines.getCurrentLocation().getLineNr()),
        cause);
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close " + name, e);
    }
  }
}
