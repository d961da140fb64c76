package slash64.json;

import java.util.function.Consumer;

/**
 * Writes one JSON object (RFC 8259) with its members in the order they are put. Names and strings
 * may be hostile: everything outside printable ASCII is escaped, so that no reader needs to know a
 * charset, and so is what means something to HTML.
 */
public final class JsonObject {
  private static final double LARGEST = 1e14;

  private final StringBuilder text = new StringBuilder("{");

  public JsonObject put(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  public JsonObject put(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  public JsonObject put(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  /** Writes a number with four significant digits; null where it is not finite. */
  public JsonObject put(String name, double value) {
    name(name);
    text.append(Double.isFinite(value) ? Significant.digits(value) : "null");
    return this;
  }

  /**
   * Writes a number rounded to four decimals, without a format string, which for a policy of a
   * million entries would take most of the night.
   *
   * @throws IllegalArgumentException if it is not a number between -1e14 and 1e14
   */
  public JsonObject putRounded(String name, double value) {
    if (!(Math.abs(value) < LARGEST)) {
      throw new IllegalArgumentException(
          "Cannot write JSON: %s is %s (need a number below 1e14)".formatted(name, value));
    }
    name(name);
    long scaled = Math.round(Math.abs(value) * 10_000);
    text.append(value < 0 && scaled > 0 ? "-" : "").append(scaled / 10_000);
    int fraction = (int) (scaled % 10_000);
    if (fraction > 0) {
      text.append('.');
      for (int digit = 1_000; fraction > 0; digit /= 10) {
        text.append((char) ('0' + fraction / digit));
        fraction %= digit;
      }
    }
    return this;
  }

  public JsonObject put(String name, Iterable<String> values) {
    return array(name, values, this::quote);
  }

  /** Writes an array of objects as they stand. */
  public JsonObject putObjects(String name, Iterable<JsonObject> values) {
    return array(name, values, text::append);
  }

  private <T> JsonObject array(String name, Iterable<T> values, Consumer<T> writer) {
    name(name);
    text.append('[');
    int start = text.length();
    for (T value : values) {
      separate(start);
      writer.accept(value);
    }
    text.append(']');
    return this;
  }

  private void name(String name) {
    separate(1);
    quote(name);
    text.append(':');
  }

  private void separate(int start) {
    if (text.length() > start) {
      text.append(',');
    }
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean isPlain = c >= ' ' && c < 0x7f && "\"\\<>&'".indexOf(c) < 0;
      if (isPlain) {
        text.append(c);
      } else {
        text.append("\\u").append(Character.forDigit(c >>> 12, 16));
        text.append(Character.forDigit(c >>> 8 & 15, 16));
        text.append(Character.forDigit(c >>> 4 & 15, 16));
        text.append(Character.forDigit(c & 15, 16));
      }
    }
    text.append('"');
  }

  /** Returns the object as it stands. */
  @Override
  public String toString() {
    return text + "}";
  }
}
