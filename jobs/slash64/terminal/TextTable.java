package slash64.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Rows under each other: numbers end in one column, text begins in one. Cells are measured before
 * they are coloured.
 */
public final class TextTable {
  private static final String GAP = "  ";

  private record Cell(String text, Ink ink) {}

  private final Screen screen;
  private final String indent;
  private final List<Boolean> isRight = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();

  /**
   * @param indent spaces before each row
   */
  public TextTable(Screen screen, int indent) {
    this.screen = screen;
    this.indent = " ".repeat(indent);
  }

  /**
   * Sets which columns there are, in their order: an {@code r} for one of numbers, an {@code l} for
   * one of text.
   */
  public TextTable columns(String sides) {
    sides.chars().forEach(side -> isRight.add(side == 'r'));
    return this;
  }

  /** Adds the row of headings. */
  public TextTable heading(String... names) {
    row();
    for (String name : names) {
      cell(name, Ink.HEADING);
    }
    return this;
  }

  /** Begins a row. */
  public TextTable row() {
    rows.add(new ArrayList<>());
    return this;
  }

  /** Adds a cell to the row begun last. */
  public TextTable cell(String text) {
    return cell(text, null);
  }

  /** Adds a number, its thousands apart. */
  public TextTable cell(long number) {
    return cell(String.format(Locale.ROOT, "%,d", number));
  }

  /** Adds a cell that stands out; null for one that does not. */
  public TextTable cell(String text, Ink ink) {
    rows.get(rows.size() - 1).add(new Cell(Screen.printable(text), ink));
    return this;
  }

  /** Returns the lines, each with its end. */
  public String text() {
    List<Integer> widths = widths();
    StringBuilder text = new StringBuilder();
    for (List<Cell> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < row.size(); i++) {
        Cell cell = row.get(i);
        String filling = " ".repeat(widths.get(i) - width(cell.text));
        String inked = cell.ink == null ? cell.text : screen.ink(cell.ink, cell.text);
        line.append(i == 0 ? "" : GAP).append(isRight.get(i) ? filling + inked : inked + filling);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private List<Integer> widths() {
    List<Integer> widths = new ArrayList<>(Collections.nCopies(isRight.size(), 0));
    for (List<Cell> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths.set(i, Math.max(widths.get(i), width(row.get(i).text)));
      }
    }
    return widths;
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
