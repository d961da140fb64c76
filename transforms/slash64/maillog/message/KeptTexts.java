package slash64.maillog.message;

import java.nio.charset.StandardCharsets;
import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * The texts of one row, in one array: valid UTF-8 without control characters, at most {@value
 * #MAX_TEXT} bytes of each before foreign ones are made visible. Texts nobody asks for are not
 * kept. Used again for every row, so that a text costs no garbage.
 */
final class KeptTexts {
  /** Text of one field beyond this is cut: an address has at most 320 bytes (RFC 5321, 4.5.3.1). */
  private static final int MAX_TEXT = 1_024;

  private static final Text[] FIELDS = Text.values();

  /** A bit for each text that somebody asks for. */
  private final int wanted;

  private byte[] bytes = new byte[256];
  private int used;
  private final long[] spans = new long[Text.COUNT];
  private int present;

  /**
   * Texts of an empty row.
   *
   * @param wanted a bit for each that is to be kept, by {@link Text#bit}
   */
  KeptTexts(int wanted) {
    this.wanted = wanted;
  }

  void clear() {
    used = 0;
    present = 0;
  }

  /** Returns whether somebody asks for this text. */
  boolean wants(Text field) {
    return (wanted & field.bit()) != 0;
  }

  boolean has(Text field) {
    return (present & field.bit()) != 0;
  }

  int from(Text field) {
    return (int) (spans[field.ordinal()] >>> 32);
  }

  int to(Text field) {
    return (int) spans[field.ordinal()];
  }

  byte[] bytes() {
    return bytes;
  }

  /**
   * Copies a field of the line, if it has it and somebody asks for it; the first value stays unless
   * {@code replace}.
   */
  void take(Text field, LogLine line, Field source, boolean replace) {
    if (!line.has(source) || !wants(field) || (has(field) && !replace)) {
      return;
    }
    String word = line.word(source);
    if (word != null) {
      set(field, word);
    } else {
      set(field, line.bytes(), line.from(source), line.to(source));
    }
  }

  /** Keeps a text, if somebody asks for it. */
  void set(Text field, byte[] value, int from, int to) {
    if (!wants(field)) {
      return;
    }
    int length = Math.min(to - from, MAX_TEXT);
    if (Bytes.isPlain(value, from, from + length)) {
      put(field, value, from, length);
    } else {
      setForeign(field, value, from, length);
    }
  }

  private void put(Text field, byte[] value, int from, int length) {
    if (used + length > bytes.length) {
      makeRoom(length);
    }
    System.arraycopy(value, from, bytes, used, length);
    spans[field.ordinal()] = (long) used << 32 | (used + length);
    present |= field.bit();
    used += length;
  }

  /**
   * Texts that were replaced go first: a client can have its HELO name logged as often as it likes.
   * At least half is free afterwards, so that this is rare.
   */
  private void makeRoom(int length) {
    int live = 0;
    for (Text field : FIELDS) {
      live += has(field) ? to(field) - from(field) : 0;
    }
    byte[] roomy = new byte[Math.max(bytes.length, 2 * (live + length))];
    used = 0;
    for (Text field : FIELDS) {
      if (has(field)) {
        int size = to(field) - from(field);
        System.arraycopy(bytes, from(field), roomy, used, size);
        spans[field.ordinal()] = (long) used << 32 | (used + size);
        used += size;
      }
    }
    bytes = roomy;
  }

  /** Keeps a word that we gave ourselves, most of the time: short, plain and not to be copied. */
  private void set(Text field, String word) {
    int length = word.length();
    boolean isShort = length <= bytes.length - used;
    for (int i = 0; i < length && isShort; i++) {
      char c = word.charAt(i);
      isShort = c >= ' ' && c < 0x7f;
      bytes[used + i] = (byte) c;
    }
    if (!isShort || length > MAX_TEXT) {
      byte[] value = word.getBytes(StandardCharsets.UTF_8);
      set(field, value, 0, value.length);
      return;
    }
    spans[field.ordinal()] = (long) used << 32 | (used + length);
    present |= field.bit();
    used += length;
  }

  /** Text that is not plain ASCII: kept as valid UTF-8, with control characters made visible. */
  private void setForeign(Text field, byte[] foreign, int from, int length) {
    String decoded = new String(foreign, from, length, StandardCharsets.UTF_8);
    StringBuilder clean = new StringBuilder(decoded.length());
    decoded
        .codePoints()
        .forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? 0xfffd : c));
    byte[] value = clean.toString().getBytes(StandardCharsets.UTF_8);
    put(field, value, 0, value.length);
  }

  /** Copies a field of another row, if that has it; the own value stays unless {@code replace}. */
  void copy(Text field, KeptTexts other, boolean replace) {
    if (other.has(field) && (replace || !has(field))) {
      int from = other.from(field); // its text is clean already
      put(field, other.bytes, from, other.to(field) - from);
    }
  }

  /** Returns whether the field is known, and is this. */
  boolean is(Text field, byte[] value) {
    return has(field) && Bytes.equal(bytes, from(field), to(field), value);
  }

  /** Returns the field as text, or null if it is not known. */
  String string(Text field) {
    return has(field)
        ? new String(bytes, from(field), to(field) - from(field), StandardCharsets.UTF_8)
        : null;
  }
}
