package slash64.nightly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.lake.Lake;
import slash64.lake.TableDefinition;
import slash64.lake.Tables;
import slash64.testing.SharedSpark;

/** The rows of all tables of a warehouse as text, sorted: what two warehouses are compared by. */
public final class NightTables {
  /** What differs from run to run by nature: who did it, and when. */
  private static final List<String> OF_THE_RUN = List.of("run_id", "recorded");

  private NightTables() {}

  /** Returns the rows of each table by its name. */
  public static Map<String, List<String>> of(String warehouse) {
    Lake lake = Lake.at(SharedSpark.session(), warehouse);
    Map<String, List<String>> tables = new LinkedHashMap<>();
    for (TableDefinition table : Tables.ALL) {
      if (table.equals(Tables.RUNS)) { // tells of runs, not of days
        continue;
      }
      Dataset<Row> rows = lake.read(table).drop(OF_THE_RUN.toArray(String[]::new));
      List<String> lines = new ArrayList<>();
      if (!table.equals(Tables.LEDGER) && !table.equals(Tables.QUARANTINE)) {
        lines.addAll(rows.toJSON().collectAsList());
      } else { // planned on the day of the run
        lines.addAll(rows.drop("day", "intake").toJSON().collectAsList());
      }
      lines.sort(null);
      tables.put(table.name(), lines);
    }
    return tables;
  }
}
