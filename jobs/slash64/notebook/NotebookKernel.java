package slash64.notebook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import slash64.conf.Settings;
import slash64.conf.SparkSettings;
import slash64.failure.UserError;
import slash64.session.EmbeddedSpark;
import slash64.terminal.Screen;

/**
 * What Jupyter starts for a notebook: takes cells over Jupyter's protocol, runs them in this
 * process beside Spark, and answers with what they show. Spark starts with the first cell, so that
 * the kernel is ready at once and a warehouse that is missing is told where somebody reads it.
 */
public final class NotebookKernel extends BaseKernel {
  private static final int MOST_TRACE = 12;

  private final Cells cells = new Cells();
  private final Opening opening;
  private final Object turn = new Object();
  private EmbeddedSpark spark;
  private Thread running;

  NotebookKernel(KernelParts parts, Opening opening) {
    super(
        "Slash64",
        System.getProperty("java.version"),
        KernelParts.java(),
        List.of(),
        parts.history(),
        parts.io(),
        parts.comms(),
        parts.renderer(),
        parts.magic(),
        parts.magics(),
        false,
        parts.errors());
    this.opening = opening;
  }

  /**
   * Serves one notebook until Jupyter says that it is over.
   *
   * @param arguments Jupyter's connection file
   */
  public static void main(String[] arguments) throws Exception {
    // The protocol's library logs by java.util.logging, whose finer levels break Spark's compiler.
    Logger.getLogger("").setLevel(Level.WARNING);
    JupyterConnection connection =
        new JupyterConnection(
            KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]))));
    NotebookKernel kernel = new KernelParts(Opening.ofEnvironment()).build();
    kernel.onStartup();
    kernel.becomeHandlerForConnection(connection);
    connection.connect();
    connection.waitUntilClose();
    kernel.close();
    System.exit(0); // threads of the protocol's library would keep the process
  }

  @Override
  public Object evalRaw(String cell) {
    synchronized (turn) {
      running = Thread.currentThread();
    }
    try {
      if (spark == null) {
        open();
      }
      return shown(cells.run(cell));
    } catch (Exception e) {
      throw e instanceof RuntimeException unchecked ? unchecked : new Failed(e);
    } finally {
      synchronized (turn) {
        running = null;
        boolean unused = Thread.interrupted(); // one that came too late must not end the next cell
      }
    }
  }

  /** Spark's tasks find the classes of cells by the loader that is there when it starts. */
  private void open() throws Exception {
    Settings settings = opening.settings();
    Object unused =
        cells.inLoader(
            () -> {
              EmbeddedSpark started =
                  EmbeddedSpark.open("slash64 notebook", SparkSettings.of(settings));
              try {
                Notebook.open(started.session(), opening.warehouse(), settings);
              } catch (Exception e) {
                started.close();
                throw e;
              }
              spark = started;
              return null;
            });
    cells.run("SparkSession spark = spark();");
  }

  private void close() {
    cells.close();
    if (spark != null) {
      spark.close();
    }
  }

  private static DisplayData shown(Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof Dataset<?> rows) {
      Dataset<Row> frame = rows.toDF();
      return shown(frame.columns().length == 0 ? null : Notebook.table(frame));
    }
    DisplayData data = new DisplayData(Screen.printable(value.toString()));
    if (value instanceof Html html) {
      data = new DisplayData(html.toString());
      data.putHTML(html.html());
    }
    return data;
  }

  /** Jupyter's stop button: ends Spark's jobs, or else whatever the cell waits for. */
  @Override
  public void interrupt() {
    synchronized (turn) {
      boolean hasJobs =
          spark != null
              && spark.session().sparkContext().statusTracker().getActiveJobIds().length > 0;
      if (hasJobs) {
        spark.session().sparkContext().cancelAllJobs();
      } else if (running != null) {
        running.interrupt();
      }
    }
  }

  /** A mistake of the user's is one sentence; of everything else the place is told as well. */
  @Override
  public List<String> formatError(Throwable thrown) {
    Throwable e = thrown instanceof Failed ? thrown.getCause() : thrown;
    List<String> lines = new ArrayList<>();
    boolean isTold =
        e instanceof UserError
            || e instanceof CellError
            || e instanceof AnalysisException
            || e instanceof AssertionError;
    String message = String.valueOf(isTold ? e.getMessage() : e.toString());
    message.lines().map(Screen::printable).forEach(lines::add);
    if (!isTold) {
      Stream.of(e.getStackTrace()).limit(MOST_TRACE).forEach(at -> lines.add("    at " + at));
    }
    return lines;
  }

  @Override
  public ReplacementOptions complete(String cell, int at) {
    int[] from = {at};
    List<Suggestion> suggestions =
        Cells.isSql(cell)
            ? List.of()
            : cells.shell().sourceCodeAnalysis().completionSuggestions(cell, at, from);
    LinkedHashSet<String> words = new LinkedHashSet<>();
    suggestions.forEach(suggestion -> words.add(suggestion.continuation()));
    return new ReplacementOptions(List.copyOf(words), from[0], at);
  }

  @Override
  public DisplayData inspect(String cell, int at, boolean isDetailed) {
    List<String> found =
        Cells.isSql(cell)
            ? List.of()
            : cells.shell().sourceCodeAnalysis().documentation(cell, at, false).stream()
                .map(Documentation::signature)
                .toList();
    return found.isEmpty() ? null : new DisplayData(String.join("\n", found));
  }

  @Override
  public String isComplete(String cell) {
    return Cells.isSql(cell)
            || cells
                .shell()
                .sourceCodeAnalysis()
                .analyzeCompletion(cell)
                .completeness()
                .isComplete()
        ? IS_COMPLETE_YES
        : IS_COMPLETE_MAYBE;
  }

  /** A checked exception of a cell on its way through the protocol's library. */
  private static final class Failed extends RuntimeException {
    Failed(Exception cause) {
      super(cause);
    }
  }
}
