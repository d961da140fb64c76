package slash64.answer;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_csv;
import static org.apache.spark.sql.functions.to_json;

import java.io.PrintWriter;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Rows for programs, one after the other: memory does not grow with them. */
public final class RowLines {
  /** A field that is null keeps its name, so that all rows have the same. */
  private static final Map<String, String> JSON = Map.of("ignoreNullFields", "false");

  /** Spark escapes quotes with a backslash and strips spaces; RFC 4180 does neither. */
  private static final Map<String, String> CSV =
      Map.of(
          "escape", "\"",
          "ignoreLeadingWhiteSpace", "false",
          "ignoreTrailingWhiteSpace", "false");

  private RowLines() {}

  /** Prints one JSON object a line. */
  public static void json(Dataset<Row> rows, PrintWriter out) {
    print(rows, to_json(struct(col("*")), JSON), out);
  }

  /** Prints CSV with a header; see {@link Csv}. */
  public static void csv(Dataset<Row> rows, PrintWriter out) {
    out.println(Csv.line(rows.columns()));
    print(rows, to_csv(struct(col("*")), CSV), out);
  }

  private static void print(Dataset<Row> rows, Column line, PrintWriter out) {
    rows.select(line).as(Encoders.STRING()).toLocalIterator().forEachRemaining(out::println);
  }
}
