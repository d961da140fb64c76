package slash64.cli;

import java.util.Map;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.session.EmbeddedSpark;

/**
 * Loads the classes that most commands need, of Spark and Delta above all, for the launcher, which
 * has Java archive them (application class data sharing, JEP 350): loading and checking some 20,000
 * classes anew is a third of a short command's time.
 */
public final class SharedClasses {
  private SharedClasses() {}

  /**
   * Makes tables and asks one of them.
   *
   * @param arguments a folder that does not exist yet, for the tables
   */
  public static void main(String[] arguments) {
    Signals.exitWith(() -> load(arguments[0]));
  }

  private static int load(String warehouse) {
    try (EmbeddedSpark open = EmbeddedSpark.open("slash64 classes", Map.of())) {
      Lake.at(open.session(), warehouse).prepare(Tables.ALL);
    }
    return Main.run(
        "sql", "SELECT tier, count(*) FROM policy GROUP BY tier", "--warehouse", warehouse);
  }
}
