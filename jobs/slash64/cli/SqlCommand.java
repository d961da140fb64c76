package slash64.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import slash64.answer.RowLines;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.TableViews;
import slash64.progress.Progress;
import slash64.session.EmbeddedSpark;

/** Asks the tables. */
@Command(
    name = "sql",
    description =
        "Spark SQL over the tables, each by its name, and over the views prefix_history,"
            + " prefix_tree, customer_day, top_offenders and who_sent. DESCRIBE FUNCTION tells of"
            + " ip_parse, ip_text, ip_family, ip_kind, ip_embedded_v4, prefix_of, prefix_contains,"
            + " prefix_parent, prefix_key and policy_lookup; docs/TABLES.md of every column,"
            + " and docs/QUESTIONS.md has twenty queries to start from.",
    footerHeading = "%nExample:%n",
    footer =
        "  ./slash64 sql --warehouse demo/warehouse \"SELECT day, count(*) AS transactions"
            + " FROM messages GROUP BY day ORDER BY day\"")
final class SqlCommand implements Callable<Integer> {
  @Mixin private ConfigOptions configuration;
  @Mixin private SparkOption spark;
  @Mixin private WarehouseOption warehouse;
  @Mixin private FormOption output;
  @Spec private CommandSpec spec;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1000",
      description = "A table shows so many rows; ${DEFAULT-VALUE} when not given.")
  private int rows;

  @Parameters(paramLabel = "QUERY", description = "One statement.")
  private String query;

  @Override
  public Integer call() throws Exception {
    try (Progress progress = Progress.onStandardError();
        EmbeddedSpark open = spark.open("slash64 sql", configuration.settings(), progress)) {
      nameTables(Lake.at(open.session(), warehouse.warehouse()));
      print(open.session());
    }
    return ExitStatus.DONE.code();
  }

  private void nameTables(Lake lake) {
    if (TableViews.create(lake).isEmpty()) {
      throw UserError.wrongUse(
          "There are no tables in %s: name the folder that a night has written."
              .formatted(warehouse.warehouse()));
    }
  }

  private void print(SparkSession session) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Statement.requireReading(session, query);
      Dataset<Row> found = session.sql(query);
      switch (output.form()) {
        case TABLE -> out.print(table(found));
        case JSON -> RowLines.json(found, out);
        case CSV -> RowLines.csv(found, out);
      }
    } catch (Exception e) {
      throw Statement.told(e);
    }
    out.flush();
  }

  /** What clients wrote must not reach the terminal as control characters. */
  private String table(Dataset<Row> found) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) found)
        .showString(rows, 0, false)
        .replaceAll("[\\p{Cntrl}&&[^\n]]", "\uFFFD");
  }
}
