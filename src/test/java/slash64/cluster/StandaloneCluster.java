package slash64.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Spark Standalone cluster on the loopback: a master and workers of one core each, every one a
 * Java process of its own, and the executors processes of theirs. Spark's folder is put together
 * from the jars that the build names; it holds neither Delta nor anything of ours.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Pattern URL =
      Pattern.compile("Starting Spark master at (spark://\\S+:\\d+)");
  private static final Pattern WORKER = Pattern.compile("Registering worker (\\S+)");
  private static final String LOOPBACK = "127.0.0.1";

  private final Path folder;
  private final Path home;
  private final List<Process> processes = new ArrayList<>();
  private String url;

  /** A program that has ended. */
  record Ended(int status, String out, String err) {}

  private StandaloneCluster(Path folder) {
    this.folder = folder;
    this.home = folder.resolve("spark");
  }

  /**
   * Starts a cluster and waits until all workers are there.
   *
   * @param folder an empty folder for all that it writes
   * @param sparkClassPath the jars of Spark, as a class path
   */
  static StandaloneCluster start(Path folder, String sparkClassPath, int workers)
      throws IOException, InterruptedException {
    return start(folder, sparkClassPath, workers, false);
  }

  /**
   * Starts a cluster.
   *
   * @param isPinned whether each worker has a processor to itself, for all that its executors do,
   *     compiling and collecting garbage too; as many as there are, needs {@code taskset}
   */
  static StandaloneCluster start(Path folder, String sparkClassPath, int workers, boolean isPinned)
      throws IOException, InterruptedException {
    StandaloneCluster cluster = new StandaloneCluster(folder);
    try {
      cluster.installSpark(sparkClassPath);
      // The master chooses its ports itself: one that was free a while ago may be taken by now.
      cluster.daemon(List.of(), "master", "512m", "Master", "--port", "0", "--webui-port", "0");
      cluster.url = cluster.await("master", URL, 1).get(0);
      for (int number = 0; number < workers; number++) {
        Path work = Files.createDirectories(folder.resolve("work-" + number));
        cluster.daemon(
            isPinned ? List.of("taskset", "-c", Integer.toString(number)) : List.of(),
            "worker-" + number,
            "256m",
            "Worker",
            "--cores",
            "1",
            "--memory",
            "2g",
            "--port",
            "0",
            "--webui-port",
            "0",
            "--work-dir",
            work.toString(),
            cluster.url);
      }
      cluster.await("master", WORKER, workers);
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * Submits a command of ours to this cluster.
   *
   * @param built where the build put its jars
   * @param options of spark-submit
   * @param words the command and its own options
   */
  Started submit(Path built, List<String> options, List<String> words) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                home.resolve("bin/spark-submit").toString(),
                "--master",
                url,
                "--class",
                "slash64.cli.Main",
                "--jars",
                deltaJars(built),
                "--conf",
                "spark.ui.enabled=false"));
    all.addAll(options);
    all.add(built.resolve("slash64-cluster.jar").toString());
    all.addAll(words);
    return start(all);
  }

  /** Returns Delta's jars as the launcher hands them over. */
  private static String deltaJars(Path built) throws IOException {
    return Stream.of(Files.readString(built.resolve("launcher.classpath")).strip().split(":"))
        .filter(
            jar -> jar.matches(".*/(delta-|unitycatalog-client|jackson-datatype-jdk8)[^/]*\\.jar"))
        .collect(Collectors.joining(","));
  }

  /** Starts a program with this cluster's Spark in its environment. */
  private Started start(List<String> command) throws IOException {
    Path out = Files.createTempFile(folder, "program", ".out");
    Path err = Files.createTempFile(folder, "program", ".err");
    ProcessBuilder builder = new ProcessBuilder(command);
    environment(builder);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    processes.add(process);
    return new Started(process, out, err);
  }

  /** A program that runs. */
  record Started(Process process, Path out, Path err) {
    Ended await() throws IOException, InterruptedException {
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
      return new Ended(process.waitFor(), Files.readString(out), Files.readString(err));
    }
  }

  /** Returns the processes that run tasks now. */
  List<ProcessHandle> executors() {
    return processes.stream()
        .flatMap(Process::descendants)
        .filter(
            process ->
                process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
        .toList();
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    for (Process process : processes) {
      process.onExit().join();
    }
  }

  /** The two scripts do what Spark's own of these names do, for clients on this machine. */
  private void installSpark(String classPath) throws IOException {
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (String jar : List.of(classPath.strip().split(File.pathSeparator, -1))) {
      Path path = Path.of(jar);
      Files.createSymbolicLink(jars.resolve(path.getFileName()), path);
    }
    Path bin = Files.createDirectories(home.resolve("bin"));
    Path submit = bin.resolve("spark-submit");
    Files.writeString(
        submit,
        """
        #!/bin/bash
        # Spark's launcher prints a NUL and a newline, and then the words of the command, each with a NUL behind it.
        mapfile -d '' -t words < <("%1$s" -Xmx64m -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main \
          org.apache.spark.deploy.SparkSubmit "$@")
        words=("${words[@]:1}")
        words[0]=${words[0]#$'\\n'}
        exec "${words[@]}"
        """
            .formatted(java()));
    if (!submit.toFile().setExecutable(true)) {
      throw new IOException("Cannot make %s executable".formatted(submit));
    }
  }

  private void daemon(
      List<String> prefix, String name, String heap, String role, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            java(),
            "-Xmx" + heap,
            "-XX:+UseSerialGC",
            "-cp",
            home.resolve("jars") + "/*",
            "org.apache.spark.deploy.%s.%s"
                .formatted(role.toLowerCase(java.util.Locale.ROOT), role),
            "--host",
            LOOPBACK));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    environment(builder);
    processes.add(builder.redirectErrorStream(true).redirectOutput(log(name).toFile()).start());
  }

  /** Of this cluster alone, and where what Spark leaves behind does not matter. */
  private void environment(ProcessBuilder builder) throws IOException {
    builder.directory(folder.toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", LOOPBACK);
    builder.environment().put("SPARK_PUBLIC_DNS", LOOPBACK);
    builder
        .environment()
        .put("SPARK_LOCAL_DIRS", Files.createDirectories(folder.resolve("local")).toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
  }

  /** Waits until a daemon's log has said something a number of times. */
  private List<String> await(String name, Pattern said, int times)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<String> found =
          said.matcher(Files.readString(log(name))).results().map(match -> match.group(1)).toList();
      if (found.size() >= times) {
        return found;
      }
      if (processes.stream().anyMatch(process -> !process.isAlive())) {
        throw new IOException("A process of the cluster ended:\n" + logs());
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            "The cluster did not start, %d of %d times \"%s\":\n%s"
                .formatted(found.size(), times, said, logs()));
      }
      Thread.sleep(100);
    }
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "*.log")) {
      for (Path log : logs) {
        all.append("%s:%n%s%n".formatted(log.getFileName(), Files.readString(log)));
      }
    }
    return all.toString();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
