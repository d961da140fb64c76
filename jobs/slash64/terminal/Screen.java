package slash64.terminal;

import java.util.Map;

/**
 * Where text for people goes: how wide it is, and whether it knows colours.
 *
 * @param columns characters of a line, at least 40
 * @param isColoured whether to write colours
 */
public record Screen(int columns, boolean isColoured) {
  /** What is assumed where nobody tells, and of what a narrow screen has. */
  public static final int NARROW = 80;

  private static final int LEAST = 40;

  public Screen {
    columns = Math.max(LEAST, columns);
  }

  /**
   * Returns the screen that standard output is. Colours are for terminals, and only if the
   * environment does not say {@code NO_COLOR} (no-color.org) or {@code TERM=dumb}; the launcher
   * tells the width ({@code slash64.columns}), else {@code COLUMNS} does.
   */
  @SuppressWarnings("SystemConsoleNull") // the build insists on Java 17
  public static Screen ofStandardOutput() {
    return of(System.console() != null, System.getProperty("slash64.columns"), System.getenv());
  }

  static Screen of(boolean isTerminal, String width, Map<String, String> environment) {
    String columns = isTerminal && width != null ? width : environment.get("COLUMNS");
    boolean isWanted =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"));
    boolean isNumber = columns != null && columns.matches("[1-9]\\d{0,3}");
    return new Screen(isNumber ? Integer.parseInt(columns) : NARROW, isTerminal && isWanted);
  }

  /** Returns a screen of this width without colours. */
  public static Screen plain(int columns) {
    return new Screen(columns, false);
  }

  /** Returns whether there is room for more than the least. */
  public boolean isWide() {
    return columns >= 110;
  }

  /** Returns the text so that it stands out, or as it is. */
  public String ink(Ink ink, String text) {
    return isColoured ? ink.of(text) : text;
  }

  /**
   * Returns the text in lines that fit; words that are longer than a line stay whole. Control
   * characters, which could move the cursor, are replaced.
   *
   * @param indent spaces before the first line
   * @param later spaces before each other
   */
  public String wrapped(String text, int indent, int later) {
    StringBuilder lines = new StringBuilder(" ".repeat(indent));
    int used = indent;
    boolean isFirst = true;
    for (String word : printable(text).split(" ", -1)) {
      int length = word.codePointCount(0, word.length());
      if (!isFirst && used + 1 + length > columns) {
        lines.append('\n').append(" ".repeat(later));
        used = later;
      } else if (!isFirst) {
        lines.append(' ');
        used++;
      }
      lines.append(word);
      used += length;
      isFirst = false;
    }
    return lines.toString();
  }

  /** Returns the text without characters that could move a terminal's cursor or turn its lines. */
  public static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "\uFFFD");
  }
}
