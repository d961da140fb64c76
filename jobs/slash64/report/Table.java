package slash64.report;

import java.util.ArrayList;
import java.util.List;

/** A table with a heading for each column; one whose name begins with # holds numbers. */
final class Table {
  private final String caption;
  private final List<String> columns;
  private final List<Markup> rows = new ArrayList<>();

  Table(String caption, String... columns) {
    this.caption = caption;
    this.columns = List.of(columns);
  }

  /** Adds a row; a cell is text or an element. */
  Table row(Object... cells) {
    Markup row = Markup.of("tr");
    for (int i = 0; i < cells.length; i++) {
      Markup cell = Markup.of("td");
      if (columns.get(i).startsWith("#")) {
        cell.set("class", "n");
      }
      row.add(cells[i] instanceof Markup element ? cell.add(element) : cell.text(cells[i]));
    }
    rows.add(row);
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  Markup markup() {
    Markup head = Markup.of("tr");
    for (String column : columns) {
      Markup cell = Markup.of("th").set("scope", "col");
      if (column.startsWith("#")) {
        cell.set("class", "n");
      }
      head.add(cell.text(column.replaceFirst("^#", "")));
    }
    return Markup.of("div", "scroll")
        .set("tabindex", 0)
        .set("role", "region")
        .set("aria-label", caption)
        .add(
            Markup.of("table")
                .add(
                    Markup.of("caption").text(caption),
                    Markup.of("thead").add(head),
                    Markup.of("tbody").add(rows)));
  }

  /** A tier as a word with its colour. */
  static Markup tier(String tier) {
    return Markup.of("span", tier == null ? "tier" : "tier " + tier)
        .text(tier == null ? "–" : tier);
  }
}
