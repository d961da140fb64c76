package slash64.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import slash64.conf.Settings;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.notebook.Jupyter;
import slash64.notebook.Opening;

/** Notebooks over the tables, in Jupyter. */
@Command(
    name = "notebook",
    description =
        "Starts Jupyter on a folder of notebooks, whose cells are Java or SQL and have Spark, the"
            + " tables and charts at hand: tour, why-this-prefix, which-prefix-length,"
            + " customers-to-help and tuning-the-policy. They are copied into the folder when they are"
            + " not there yet, and are yours from then on. Needs Debian's jupyter-notebook,"
            + " jupyter-nbconvert and python3-ipykernel. Reads the tables only.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./slash64 notebook --warehouse demo/warehouse",
      "  ./slash64 notebook --warehouse demo/warehouse -- --no-browser --port=8890",
      "  ./slash64 notebook --run tour --warehouse demo/warehouse --dir /tmp/slash64-notebooks"
    })
final class NotebookCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConfigOptions configuration;

  @Mixin private WarehouseOption warehouse;

  @Option(
      names = "--dir",
      paramLabel = "D",
      defaultValue = "my-notebooks",
      description = "Folder of the notebooks; ${DEFAULT-VALUE} when not given.")
  private Path dir;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description =
          "Runs this notebook without a browser and keeps what its cells show in it; may be"
              + " repeated.")
  private List<String> run = List.of();

  @Parameters(paramLabel = "OPTION", description = "For Jupyter itself, behind a --.")
  private List<String> options = List.of();

  @Override
  public Integer call() throws Exception {
    Settings unused = configuration.settings(); // a mistake is told now, not in a cell
    Jupyter jupyter =
        new Jupyter(
            dir,
            new Opening(
                absolute(warehouse.warehouse()), configuration.file(), configuration.sets()),
            List.of());
    jupyter.prepare(Path.of(System.getProperty("slash64.home", ""), "notebooks"));
    if (run.isEmpty()) {
      int status = finish(jupyter.serve(options));
      if (status != 0) {
        throw UserError.wrongUse(
            "Jupyter ended with status %d; see what it says above.".formatted(status));
      }
    }
    for (String name : run) {
      runThrough(jupyter, name);
    }
    return ExitStatus.DONE.code();
  }

  private void runThrough(Jupyter jupyter, String name) throws Exception {
    if (finish(jupyter.run(name)) != 0) {
      throw UserError.failed(
          "The notebook %s did not run to its end; see which cell failed above.".formatted(name),
          null);
    }
    spec.commandLine().getOut().println(jupyter.file(name));
  }

  /** A signal reaches Jupyter through us, so that its kernels end with it. */
  private static int finish(Process jupyter) throws InterruptedException {
    Signals.onStop(() -> stop(jupyter));
    try {
      return jupyter.waitFor();
    } finally {
      Signals.onStop(() -> {});
      stop(jupyter);
    }
  }

  private static void stop(Process jupyter) {
    jupyter.destroy();
    try {
      if (!jupyter.waitFor(20, TimeUnit.SECONDS)) {
        Process unused = jupyter.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String absolute(String folder) {
    return folder.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")
        ? folder
        : Path.of(folder).toAbsolutePath().normalize().toString();
  }
}
