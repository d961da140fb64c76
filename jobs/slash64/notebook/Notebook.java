package slash64.notebook;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import slash64.conf.PolicyConf;
import slash64.conf.Settings;
import slash64.explain.ExplainText;
import slash64.explain.Explainer;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.TableViews;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.report.Charts;
import slash64.report.Markup;
import slash64.terminal.Screen;

/**
 * What the cells of a notebook have at hand: every method here can be called by its name alone.
 *
 * <p>Queries are Spark SQL over the tables and views, each by its name (docs/TABLES.md). What a
 * method returns is shown when it is the last of its cell.
 */
public final class Notebook {
  private static final int MOST_ROWS = 100;
  private static final int MOST_BARS = 60;
  private static final int COLUMNS = 110;

  private static volatile Notebook open;

  private final SparkSession spark;
  private final Lake lake;
  private final Settings settings;

  private Notebook(SparkSession spark, Lake lake, Settings settings) {
    this.spark = spark;
    this.lake = lake;
    this.settings = settings;
  }

  /**
   * Opens a warehouse for the cells that follow, its tables as views of the session.
   *
   * @throws UserError with status 2 if no night has written there
   */
  static void open(SparkSession spark, String warehouse, Settings settings) {
    Lake lake = Lake.at(spark, warehouse);
    if (TableViews.create(lake).isEmpty()) {
      throw UserError.wrongUse(
          "There are no tables in %s: name the folder that a night has written, ./slash64 notebook --warehouse W; ./slash64 demo makes one to try."
              .formatted(warehouse));
    }
    open = new Notebook(spark, lake, settings);
  }

  private static Notebook desk() {
    Notebook now = open;
    if (now == null) {
      throw new IllegalStateException("No warehouse is open");
    }
    return now;
  }

  /** The Spark session. */
  public static SparkSession spark() {
    return desk().spark;
  }

  /** The warehouse. */
  public static Lake lake() {
    return desk().lake;
  }

  /** Runs a query, or another statement. */
  public static Dataset<Row> sql(String query) {
    return spark().sql(query);
  }

  /**
   * The one value that a query finds: the first column of its first row; null if there is no row.
   */
  @SuppressWarnings("TypeParameterUnusedInFormals") // the notebook says what it expects
  public static <T> T value(String query) {
    List<Row> rows = sql(query).takeAsList(1);
    return rows.isEmpty() ? null : rows.get(0).getAs(0);
  }

  /** The last day that was scored, UTC. */
  public static LocalDate lastDay() {
    return lake().days(Tables.PREFIX_STATE).stream()
        .max(LocalDate::compareTo)
        .orElseThrow(
            () ->
                UserError.inputMissing(
                    "No night is scored in %s yet".formatted(lake().warehouse())));
  }

  /** A table of the first hundred rows. */
  public static Html table(String query) {
    return table(sql(query));
  }

  /** A table of the first hundred rows. */
  public static Html table(Dataset<Row> rows) {
    List<Row> found = rows.takeAsList(MOST_ROWS + 1);
    boolean isAll = found.size() <= MOST_ROWS;
    String caption =
        isAll
            ? found.size() == 1 ? "1 row" : found.size() + " rows"
            : "The first %d rows; there are more".formatted(MOST_ROWS);
    List<Row> shown = isAll ? found : found.subList(0, MOST_ROWS);
    StringBuilder text = new StringBuilder(String.join("\t", rows.columns()));
    for (Row row : shown) {
      for (int i = 0; i < row.size(); i++) {
        text.append(i == 0 ? '\n' : '\t').append(Screen.printable(String.valueOf(row.get(i))));
      }
    }
    return new Html(Charts.table(caption, rows.schema().fields(), shown), text.toString());
  }

  /** Bars: the first columns name a bar, numbers behind them are its length. */
  public static Html bars(String query) {
    return bars(sql(query));
  }

  /** Bars: the first columns name a bar, numbers behind them are its length. */
  public static Html bars(Dataset<Row> rows) {
    return picture(
        Charts.bars(rows.schema().fields(), rows.takeAsList(MOST_BARS)), "bars of the query");
  }

  /**
   * A line over the days before the band of the usual: a day, a number, and perhaps a third column
   * with what was expected.
   */
  public static Html band(String query) {
    return picture(Charts.band(sql(query).collectAsList()), "a line over the days");
  }

  /** The tree of a day's busiest prefixes: depth is the prefix length, colour the score. */
  public static Html icicle(LocalDate day) {
    return picture(Charts.icicle(lake(), day), "the prefix tree of " + day);
  }

  private static Html picture(Markup picture, String text) {
    return new Html(picture, text);
  }

  /** What {@code ./slash64 explain} says of a prefix or an address. */
  public static Html explain(String prefix) {
    StringWriter text = new StringWriter();
    new ExplainText(
            new Explainer(lake(), PolicyConf.of(desk().settings))
                .explain(Prefix.parse(prefix), Optional.empty()),
            Screen.plain(COLUMNS),
            new PrintWriter(text))
        .print();
    return Html.ofText(text.toString());
  }

  /**
   * What {@code ./slash64 whatif} finds with several values of a setting, a row each, beside what
   * is in force; see {@link Trials}.
   */
  public static Dataset<Row> tune(LocalDate day, String setting, Object... values) {
    return new Trials(lake(), desk().settings, day).of(setting, List.of(values));
  }

  /**
   * Holds a claim against the data.
   *
   * @throws AssertionError with the claim if it does not hold
   */
  public static String check(String claim, boolean holds) {
    if (!holds) {
      throw new AssertionError("Does not hold here: " + claim);
    }
    return "✓ " + claim;
  }

  /** Holds several claims against the data, in turn; see {@link #check}. */
  public static Html checked(String... held) {
    return Html.ofText(String.join("\n", held));
  }
}
