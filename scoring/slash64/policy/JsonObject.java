package slash64.policy;

import java.util.Locale;

/** Builds one flat JSON object (RFC 8259) with its members in the order they are put. */
final class JsonObject {
  private static final double LARGEST = 1e14;

  private final StringBuilder text = new StringBuilder("{");

  /** Adds a number, rounded to four decimals. */
  JsonObject put(String name, double value) {
    if (!(Math.abs(value) < LARGEST)) {
      throw new IllegalArgumentException(
          "Cannot write JSON: %s is %s (need a number below 1e14)".formatted(name, value));
    }
    long scaled =
        Math.round(Math.abs(value) * 10_000); // a format string would take most of a night
    begin(name);
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

  JsonObject put(String name, long value) {
    begin(name);
    text.append(value);
    return this;
  }

  JsonObject put(String name, String value) {
    begin(name);
    quote(value);
    return this;
  }

  private void begin(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') { // beyond ASCII, too: no reader then needs to know a charset
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
