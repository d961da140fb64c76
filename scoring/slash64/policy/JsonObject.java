package slash64.policy;

import java.util.Locale;

/** Builds one flat JSON object (RFC 8259) with its members in the order they are put. */
final class JsonObject {
  private final StringBuilder text = new StringBuilder("{");

  /** Adds a number with up to four decimals. */
  JsonObject put(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "Cannot write JSON: %s is %s (need a finite number)".formatted(name, value));
    }
    String digits = String.format(Locale.ROOT, "%.4f", value);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return member(name, digits.substring(0, digits.charAt(end - 1) == '.' ? end - 1 : end));
  }

  JsonObject put(String name, long value) {
    return member(name, Long.toString(value));
  }

  JsonObject put(String name, String value) {
    return member(name, quoted(value));
  }

  private JsonObject member(String name, String value) {
    if (text.length() > 1) {
      text.append(',');
    }
    text.append(quoted(name)).append(':').append(value);
    return this;
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') { // beyond ASCII, too: no reader then needs to know a charset
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
