package slash64.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Runs the real programs that read the feed. Those that listen do so on loopback only. */
final class Programs {
  private static final Path NOWHERE = Path.of("/nonexistent");

  private Programs() {}

  /**
   * Returns the command that puts another one into a network of its own, so that no rule of the
   * machine is touched. Without root it is one user's namespace, where large rule sets do not fit.
   */
  static List<String> inNetworkOfItsOwn(String script) {
    require("unshare");
    boolean isRoot = "root".equals(System.getProperty("user.name"));
    return List.of("unshare", isRoot ? "-n" : "-rn", "sh", "-ec", script);
  }

  /** What a program that has ended left. */
  record Result(int status, String out, String err) {}

  /** Skips the test if a program is not installed; on the build server that is a failure. */
  static void require(String... names) {
    for (String name : names) {
      if (find(name).equals(NOWHERE)) {
        String missing = name + " is not installed; .ci/run says how to install it";
        if ("true".equals(System.getenv("CI"))) {
          fail(missing);
        }
        Assumptions.abort("skipped: " + missing);
      }
    }
  }

  private static Path find(String name) {
    return Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin")
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(NOWHERE);
  }

  private static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.command().set(0, find(command.get(0)).toString());
    return builder;
  }

  /** Runs a program to its end with this text on its standard input. */
  static Result run(Path scratch, String input, List<String> command) {
    try {
      Path in = Files.writeString(Files.createTempFile(scratch, "run", ".in"), input);
      Path out = Files.createTempFile(scratch, "run", ".out");
      Path err = Files.createTempFile(scratch, "run", ".err");
      Process process =
          builder(new ArrayList<>(command))
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(300, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        fail("%s did not end within five minutes", command);
      }
      return new Result(
          process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Result run(Path scratch, List<String> command) {
    return run(scratch, "", command);
  }

  /** A program at work; closing it ends it and its children. */
  record Daemon(Process process, Path log) implements AutoCloseable {
    String messages() {
      try {
        return Files.readString(log, UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroy();
      process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
      process.destroyForcibly().onExit().join();
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Starts a program in the foreground; standard output and error go to its log. */
  static Daemon start(Path scratch, List<String> command) throws IOException {
    Path log = Files.createTempFile(scratch, command.get(0), ".log");
    Process process =
        builder(new ArrayList<>(command))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new Daemon(process, log);
  }

  /** Starts a program and waits until it listens on a port of the loopback address. */
  static Daemon listening(Path scratch, int port, List<String> command)
      throws IOException, InterruptedException {
    Daemon daemon = start(scratch, command);
    for (int tries = 0; tries < 300; tries++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return daemon;
      } catch (IOException notYet) {
        if (!daemon.process().isAlive()) {
          break;
        }
        Thread.sleep(100);
      }
    }
    daemon.close();
    return fail("%s does not listen on port %d:%n%s", command, port, daemon.messages());
  }

  /** Returns a port of the loopback address that nobody uses right now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
