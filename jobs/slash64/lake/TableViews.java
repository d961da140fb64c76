package slash64.lake;

import java.util.Set;
import java.util.TreeSet;
import slash64.sql.AnalystViews;

/** Names the tables of a warehouse in its session, for SQL. */
public final class TableViews {
  private TableViews() {}

  /**
   * Makes each table that was ever written a temporary view of its name, and the views over them.
   *
   * @return the names of the tables
   */
  public static Set<String> create(Lake lake) {
    Set<String> named = new TreeSet<>();
    for (TableDefinition table : Tables.ALL) {
      if (lake.has(table)) {
        lake.read(table).createOrReplaceTempView(table.name());
        named.add(table.name());
      }
    }
    AnalystViews.create(lake.spark(), named);
    return named;
  }
}
