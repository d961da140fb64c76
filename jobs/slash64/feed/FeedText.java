package slash64.feed;

/**
 * Makes text from the network fit to stand in a file that a filter, a shell script or a person
 * reads. Reasons quote HELO names, domains and log lines, so they may hold anything a sender can
 * type.
 *
 * <p>{@link #plain} is for the consumers' own formats: what is left has no meaning in any of them.
 * {@link #sentence} is for JSON, which has an escape for everything: letters of all languages stay,
 * and what changes how a line is displayed goes.
 */
final class FeedText {
  /** A DNS string holds 255 bytes and an SMTP reply line 512; both get a label in front as well. */
  static final int PLAIN_LIMIT = 180;

  static final int SENTENCE_LIMIT = 1000;

  /** Not among them, and why: {@code $} rbldnsd, {@code ! ; # " ' \ { } < >} all the others. */
  private static final String HARMLESS = ".,:/%()+-_=@";

  private static final String CUT = "...";

  private FeedText() {}

  /**
   * Returns one line of ASCII letters, digits, single blanks and harmless punctuation, at most
   * {@value #PLAIN_LIMIT} long and never empty. It begins with a letter, a digit or a bracket, so
   * that no spreadsheet takes it for a formula.
   */
  static String plain(String text) {
    if (isPlain(text)) {
      return text; // nearly all: most reasons quote nothing
    }
    StringBuilder line = new StringBuilder(Math.min(text.length(), PLAIN_LIMIT) + 2);
    // Far more than can be kept, and still not the whole of a text of megabytes.
    int end = Math.min(text.length(), 20 * PLAIN_LIMIT);
    for (int i = 0; i < end && line.length() <= PLAIN_LIMIT; i++) {
      char kept = plain(text.charAt(i));
      boolean first = line.isEmpty();
      if (kept == ' ' ? first || line.charAt(line.length() - 1) == ' ' : first && !opens(kept)) {
        continue;
      }
      line.append(kept);
    }
    return finish(line, PLAIN_LIMIT);
  }

  private static boolean isPlain(String text) {
    if (text.isEmpty() || text.length() > PLAIN_LIMIT || !opens(text.charAt(0))) {
      return false;
    }
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isKept = c == ' ' ? before != ' ' : plain(c) == c;
      if (!isKept) {
        return false;
      }
      before = c;
    }
    return before != ' ';
  }

  private static char plain(char c) {
    if (isAsciiWord(c) || HARMLESS.indexOf(c) >= 0) {
      return c;
    }
    if (c == ';') {
      return ',';
    }
    return Character.isLetterOrDigit(c) ? '?' : ' ';
  }

  private static boolean opens(char c) {
    return isAsciiWord(c) || c == '(' || c == '?';
  }

  private static boolean isAsciiWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /**
   * Returns the text in one line of at most {@value #SENTENCE_LIMIT} characters, single blanks,
   * without control characters, line separators, marks that turn the writing direction, and broken
   * surrogates.
   */
  static String sentence(String text) {
    if (isSentence(text)) {
      return text;
    }
    StringBuilder line = new StringBuilder(Math.min(text.length(), SENTENCE_LIMIT) + 2);
    int end = Math.min(text.length(), 20 * SENTENCE_LIMIT);
    for (int i = 0; i < end && line.length() <= SENTENCE_LIMIT; ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (codePoint != ' ' && !isHidden(codePoint)) {
        line.appendCodePoint(codePoint);
      } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    return finish(line, SENTENCE_LIMIT);
  }

  /** Whether a text is printable ASCII in single blanks, and so stays as it is. */
  private static boolean isSentence(String text) {
    if (text.isEmpty() || text.length() > SENTENCE_LIMIT) {
      return false;
    }
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == ' ' && before == ' ') {
        return false;
      }
      before = c;
    }
    return before != ' ';
  }

  /**
   * Appends a number with at most so many digits after the point, and never in powers of ten;
   * rounded as {@link FeedJson#round} does.
   */
  static void appendDecimal(StringBuilder to, double value, int decimals) {
    long scale = (long) Math.pow(10, decimals);
    long scaled = Math.round(value * scale);
    if (scaled < 0) {
      to.append('-');
      scaled = -scaled;
    }
    to.append(scaled / scale);
    long rest = scaled % scale;
    if (rest != 0) {
      to.append('.');
      for (long digit = scale / 10; rest != 0; digit /= 10) {
        to.append((char) ('0' + rest / digit));
        rest %= digit;
      }
    }
  }

  private static boolean isHidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String finish(StringBuilder line, int limit) {
    if (line.length() > limit) {
      int end = limit - CUT.length();
      line.setLength(Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
      line.append(CUT);
    }
    String done = line.toString().strip();
    return done.isEmpty() ? "no reason given" : done;
  }
}
