package slash64.notebook;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slash64.failure.UserError;

/**
 * Jupyter in a folder of its own, which holds the notebooks and, in {@code .jupyter}, what Jupyter
 * keeps: our kernel, keys of connections, signatures of notebooks. Nothing is written to the user's
 * home.
 */
public final class Jupyter {
  private static final String KERNEL = "slash64";
  private static final String SUFFIX = ".ipynb";
  private static final int STARTUP_SECONDS = 120;
  private static final int CELL_SECONDS = 600;

  private final Path folder;
  private final Opening opening;
  private final List<String> options;

  /**
   * @param folder made if it is not there
   * @param opening what the notebooks are about
   * @param options of Java for the kernels, behind those of this process
   */
  public Jupyter(Path folder, Opening opening, List<String> options) {
    this.folder = folder.toAbsolutePath();
    this.opening = opening;
    this.options = List.copyOf(options);
  }

  /**
   * Puts the kernel into the folder, and a copy of each notebook that is not there yet.
   *
   * @param originals folder of the notebooks
   */
  public void prepare(Path originals) throws IOException {
    Path kernel = Files.createDirectories(data().resolve("kernels").resolve(KERNEL));
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(
            kernel.resolve("kernel.json").toFile(),
            Map.of(
                "argv", kernelCommand(),
                "display_name", "Slash64 (Java, Spark)",
                "language", "java",
                "interrupt_mode", "message"));
    if (Files.isDirectory(originals)) {
      try (Stream<Path> notebooks = Files.list(originals)) {
        for (Path notebook : notebooks.filter(n -> n.toString().endsWith(SUFFIX)).toList()) {
          Path copy = folder.resolve(notebook.getFileName().toString());
          if (!Files.exists(copy)) {
            Files.copy(notebook, copy);
          }
        }
      }
    }
  }

  /** A kernel is started as this process was: the launcher knows what Spark needs of Java. */
  private List<String> kernelCommand() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-Dslash64.columns") && !isAgent(option))
        .forEach(command::add);
    command.addAll(options);
    command.add("-cp");
    command.add(classPath());
    command.add(NotebookKernel.class.getName());
    command.add("{connection_file}");
    return command;
  }

  /** The kernel starts in the folder of its notebook: no path may be relative. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isAgent(String option) {
    return option.startsWith("-agentlib") || option.startsWith("-javaagent");
  }

  /**
   * Starts Jupyter's server; it serves until it is stopped.
   *
   * @param arguments for Jupyter
   * @throws UserError with status 2 if it is not installed
   */
  public Process serve(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program("jupyter-notebook")));
    command.add("--notebook-dir=" + folder);
    command.addAll(arguments);
    return start(command);
  }

  /**
   * Starts to run a notebook from its first cell to its last, which keeps what they show in it.
   *
   * @param name of the notebook
   * @throws UserError with status 2 if Jupyter is not installed, or there is no such notebook
   */
  public Process run(String name) throws IOException {
    Path notebook = file(name);
    if (!Files.exists(notebook)) {
      throw UserError.wrongUse(
          "There is no notebook %s; there are %s.".formatted(notebook, String.join(", ", names())));
    }
    return start(
        List.of(
            program("jupyter-nbconvert"),
            "--to=notebook",
            "--execute",
            "--inplace",
            "--log-level=WARN",
            "--ExecutePreprocessor.startup_timeout=" + STARTUP_SECONDS,
            "--ExecutePreprocessor.timeout=" + CELL_SECONDS,
            notebook.toString()));
  }

  /** Returns where a notebook lies, or would, its name with the ending or without. */
  public Path file(String name) {
    return folder.resolve(name.endsWith(SUFFIX) ? name : name + SUFFIX);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
    builder.environment().put("JUPYTER_DATA_DIR", data().toString());
    opening.leaveIn(builder.environment());
    return builder.start();
  }

  private Path data() {
    return folder.resolve(".jupyter");
  }

  private static String program(String name) {
    return find(name)
        .orElseThrow(
            () ->
                UserError.wrongUse(
                    "There is no %s: install Jupyter, with apt-get install --no-install-recommends jupyter-notebook jupyter-nbconvert python3-ipykernel on Debian."
                        .formatted(name)));
  }

  /** Returns where a program of Jupyter's lies. */
  static Optional<String> find(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
