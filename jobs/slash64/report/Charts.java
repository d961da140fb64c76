package slash64.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import slash64.lake.Lake;

/** The report's pictures and tables of whatever a query found, for pages other than the report. */
public final class Charts {
  private static final int MOST_PREFIXES = 1500;
  private static final int MOST_BLOCKS = 600;

  private Charts() {}

  /** Returns a table with the columns of the rows; foreign text in it is text. */
  public static Markup table(String caption, StructField[] columns, List<Row> rows) {
    String[] headings = new String[columns.length];
    for (int i = 0; i < columns.length; i++) {
      headings[i] = (isNumber(columns[i]) ? "#" : "") + columns[i].name();
    }
    Table table = new Table(caption, headings);
    for (Row row : rows) {
      Object[] cells = new Object[columns.length];
      for (int i = 0; i < columns.length; i++) {
        cells[i] = cell(row.get(i));
      }
      table.row(cells);
    }
    return table.markup();
  }

  private static String cell(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return BarChart.number(((Number) value).doubleValue());
    }
    return value == null ? "–" : value.toString();
  }

  /**
   * Draws a bar for each number of each row. The columns before the first number name the row.
   *
   * @throws IllegalArgumentException if there is no column to name a row, or no number
   */
  public static Markup bars(StructField[] columns, List<Row> rows) {
    int names = 0;
    while (names < columns.length && !isNumber(columns[names])) {
      names++;
    }
    List<String> series = new ArrayList<>();
    for (int i = names; i < columns.length; i++) {
      if (!isNumber(columns[i])) {
        throw notBars();
      }
      series.add(columns[i].name());
    }
    if (names == 0 || series.isEmpty()) {
      throw notBars();
    }
    List<BarChart.Group> groups = new ArrayList<>();
    for (Row row : rows) {
      List<String> label = new ArrayList<>();
      for (int i = 0; i < names; i++) {
        label.add(cell(row.get(i)));
      }
      List<Double> values = new ArrayList<>();
      for (int i = names; i < columns.length; i++) {
        values.add(number(row.get(i)));
      }
      groups.add(new BarChart.Group(String.join(" ", label), values));
    }
    return BarChart.of(series, groups);
  }

  private static IllegalArgumentException notBars() {
    return new IllegalArgumentException(
        "Cannot draw bars: the query needs columns of words or days first, then columns of numbers");
  }

  /**
   * Draws a line through the days, before a band that held most of those before the last, which is
   * a dot.
   *
   * @param rows a day and a number in each; a third column, if there is one, is what was expected
   *     on that day, and is drawn for the last
   * @throws IllegalArgumentException if there is no row, or its first columns are no day and number
   */
  public static Markup band(List<Row> rows) {
    TreeMap<LocalDate, Long> days = new TreeMap<>();
    Double expected = null;
    for (Row row : rows) {
      if (row.size() < 2 || !(row.get(0) instanceof LocalDate) || !(row.get(1) instanceof Number)) {
        throw new IllegalArgumentException(
            "Cannot draw a band: the query needs a day first, then a number, then perhaps what was expected");
      }
      boolean isLast = days.isEmpty() || row.<LocalDate>getAs(0).isAfter(days.lastKey());
      days.put(row.getAs(0), Math.round(number(row.get(1))));
      if (isLast && row.size() > 2) {
        expected = row.get(2) == null ? null : number(row.get(2));
      }
    }
    if (days.isEmpty()) {
      throw new IllegalArgumentException("Cannot draw a band: the query found no day");
    }
    return BandChart.of(days, expected);
  }

  /** Draws the tree of the day's busiest prefixes, with the meaning of its colours. */
  public static Markup icicle(Lake lake, LocalDate day) {
    return Markup.of("div")
        .add(
            TreeSection.scores(),
            Icicle.of(new PrefixQuery(lake).of(day, MOST_PREFIXES), MOST_BLOCKS)
                .set("role", "img")
                .set("aria-label", "Prefix tree of " + day));
  }

  private static boolean isNumber(StructField column) {
    return column.dataType() instanceof NumericType;
  }

  private static double number(Object value) {
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }
}
