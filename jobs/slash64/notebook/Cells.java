package slash64.notebook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs the cells of one notebook, one after the other: Java by the JDK's JShell inside this
 * process, so that a cell's value is an object and not its text, and SQL where the first line is
 * {@code %%sql}. Not for several threads at once.
 */
final class Cells implements AutoCloseable {
  static final String SQL = "%%sql";

  private static final Set<SubKind> SHOWN =
      Set.of(
          SubKind.TEMP_VAR_EXPRESSION_SUBKIND,
          SubKind.VAR_VALUE_SUBKIND,
          SubKind.OTHER_EXPRESSION_SUBKIND);

  private static final String IMPORTS =
      """
      import java.time.*;
      import java.util.*;
      import java.util.stream.*;
      import org.apache.spark.sql.*;
      import static org.apache.spark.sql.functions.*;
      import static slash64.notebook.Notebook.*;
      """;

  private final ObjectControl control;
  private final JShell shell;
  private final ClassLoader loader;

  Cells() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try {
      control = new ObjectControl();
      shell =
          JShell.builder()
              .executionEngine(new InThisProcess(control), Map.of())
              .compilerOptions("-classpath", System.getProperty("java.class.path"), "-proc:none")
              .build();
      // Its control leaves its own loader there: what a cell declares is found by it alone.
      loader = Thread.currentThread().getContextClassLoader();
      IMPORTS.lines().forEach(this::runSnippet);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /**
   * Runs a cell.
   *
   * @return the value of its last expression; null if it ends with another kind of snippet, or with
   *     a semicolon
   * @throws Exception what the cell threw, or {@link CellError} if it is no Java
   */
  Object run(String cell) throws Exception {
    if (isSql(cell)) {
      return Notebook.sql(cell.strip().substring(SQL.length()));
    }
    return inLoader(
        () -> {
          Object value = null;
          for (String snippet : snippets(cell)) {
            value = runSnippet(snippet);
            if (control.thrown instanceof Exception e) {
              throw e;
            } else if (control.thrown instanceof Error e) {
              throw e;
            }
          }
          return cell.stripTrailing().endsWith(";") ? null : value;
        });
  }

  /** Does something where the classes of cells are found. */
  <T> T inLoader(Callable<T> work) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      return work.call();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  static boolean isSql(String cell) {
    return cell.stripLeading().startsWith(SQL);
  }

  JShell shell() {
    return shell;
  }

  private List<String> snippets(String cell) {
    List<String> snippets = new ArrayList<>();
    String rest = cell;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (!next.completeness().isComplete()) {
        snippets.add(rest); // its compilation tells what is missing
        break;
      }
      if (!next.source().isBlank()) {
        snippets.add(next.source());
      }
      rest = next.remaining();
    }
    return snippets;
  }

  private Object runSnippet(String source) {
    control.forget();
    Object value = null;
    for (SnippetEvent event : shell.eval(source)) {
      if (event.causeSnippet() != null) {
        continue; // an earlier one that is looked at again
      }
      Snippet snippet = event.snippet();
      switch (event.status()) {
        case VALID, OVERWRITTEN -> {
          if (SHOWN.contains(snippet.subKind())) {
            value = control.value;
          }
        }
        case RECOVERABLE_DEFINED, RECOVERABLE_NOT_DEFINED ->
            throw new CellError(
                shell.unresolvedDependencies((DeclarationSnippet) snippet).toList().stream()
                    .map("Nothing is called %s"::formatted)
                    .toList(),
                source);
        default ->
            throw new CellError(
                shell
                    .diagnostics(snippet)
                    .filter(each -> each.isError())
                    .map(each -> each.getMessage(Locale.ROOT))
                    .toList(),
                source);
      }
    }
    return value;
  }

  @Override
  public void close() {
    shell.close();
  }

  /** Keeps what a snippet returned or threw: JShell itself hands back texts only. */
  private static final class ObjectControl extends LocalExecutionControl {
    private Object value;
    private Throwable thrown;

    void forget() {
      value = null;
      thrown = null;
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
      try {
        value = snippet.invoke(null);
        return "";
      } catch (InvocationTargetException e) {
        thrown = e.getCause();
        throw e;
      }
    }
  }

  private record InThisProcess(ExecutionControl control) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "slash64";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
      return control;
    }
  }
}
