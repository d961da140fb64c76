package slash64.baseline;

import java.util.Locale;

/**
 * Writes one JSON object, member by member. Strings may be hostile: everything outside printable
 * ASCII is escaped, and so are the characters that mean something to HTML.
 */
final class Json {

  private final StringBuilder text = new StringBuilder("{");

  Json put(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  Json put(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  Json put(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  /** Writes a number with four significant digits; null where it is not finite. */
  Json put(String name, double value) {
    name(name);
    text.append(Double.isFinite(value) ? number(value) : "null");
    return this;
  }

  Json put(String name, Iterable<String> values) {
    name(name);
    text.append('[');
    int start = text.length();
    for (String value : values) {
      if (text.length() > start) {
        text.append(',');
      }
      quote(value);
    }
    text.append(']');
    return this;
  }

  /** Writes members that are JSON already. */
  Json putObjects(String name, Iterable<Json> values) {
    name(name);
    text.append('[');
    int start = text.length();
    for (Json value : values) {
      if (text.length() > start) {
        text.append(',');
      }
      text.append(value);
    }
    text.append(']');
    return this;
  }

  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    String fixed = String.format(Locale.ROOT, "%.4g", value);
    return fixed.contains("e") || !fixed.contains(".") ? fixed : fixed.replaceFirst("\\.?0+$", "");
  }

  private void name(String name) {
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
