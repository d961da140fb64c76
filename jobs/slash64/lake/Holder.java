package slash64.lake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Who holds a warehouse.
 *
 * @param token one of a kind, to know one's own lock by
 * @param runId the run
 * @param host where it runs
 * @param processes among which processes of that host its number counts, see {@link
 *     #processesSeenFromHere}; empty in the locks of earlier versions
 * @param pid its process there
 * @param started when that process started; process numbers are used again
 * @param ticks the same since the boot, see {@link #ticksSinceBoot}; -1 where that is not known
 * @param renewed when it last said that it is alive
 */
record Holder(
    String token,
    String runId,
    String host,
    String processes,
    long pid,
    Instant started,
    long ticks,
    Instant renewed) {

  static Holder ofThisProcess(String runId) {
    return new Holder(
        UUID.randomUUID().toString(),
        runId.replaceAll("[^A-Za-z0-9._:-]", "_"),
        hostName(),
        processesSeenFromHere(),
        ProcessHandle.current().pid(),
        start(ProcessHandle.current())
            .orElse(Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime())),
        ticksSinceBoot(ProcessHandle.current().pid()),
        Instant.EPOCH);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown-" + UUID.randomUUID(); // never the same host as another
    }
  }

  /**
   * Names the processes that can be seen from here: of Linux the id of the boot (random(4)) and the
   * namespace of process numbers (pid_namespaces(7)). Containers may share the name of a host and
   * see nothing of each other. Elsewhere a host has one set of processes.
   */
  private static String processesSeenFromHere() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return "all";
    }
    try {
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return boot + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException e) {
      return "unknown-" + UUID.randomUUID(); // never the same as another's
    }
  }

  private static Optional<Instant> start(ProcessHandle process) {
    return process.info().startInstant();
  }

  /**
   * Returns when a process started, in clock ticks since the boot, of Linux (starttime of proc(5));
   * -1 if there is none, or elsewhere. Its start by the clock, which is reckoned from when the boot
   * was, is another one after the clock was set, and a run that goes on would be taken for dead.
   */
  static long ticksSinceBoot(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), ISO_8859_1);
      // The name of the program, in parentheses, may hold anything; field 3 comes after it.
      return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[22 - 3]);
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      return -1;
    }
  }

  Holder renewed(Instant now) {
    return new Holder(token, runId, host, processes, pid, started, ticks, now);
  }

  /** Returns whether the holder is known to be dead, or has long said nothing. */
  boolean isStale(Holder me, Instant now, Duration patience) {
    return renewed.plus(patience).isBefore(now) || (isVisibleTo(me) && !isAlive());
  }

  /** Returns whether a process that is not seen from here can be taken for gone. */
  private boolean isVisibleTo(Holder me) {
    return host.equals(me.host) && processes.equals(me.processes);
  }

  private boolean isAlive() {
    if (ticks >= 0) {
      return ticksSinceBoot(pid) == ticks;
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(Holder::start)
        .map(start -> Duration.between(start, started).abs().toSeconds() < 2)
        .orElse(ProcessHandle.of(pid).isPresent());
  }

  String text() {
    return """
        token=%s
        run=%s
        host=%s
        processes=%s
        pid=%d
        started=%s
        ticks=%d
        renewed=%s
        """
        .formatted(token, runId, host, processes, pid, started, ticks, renewed);
  }

  /** Reads {@link #text}; empty if it is cut off or not ours. */
  static Optional<Holder> parse(String text) {
    Map<String, String> values =
        Arrays.stream(text.split("\n", -1))
            .map(line -> line.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, other) -> one));
    try {
      return !text.endsWith("\n")
          ? Optional.empty()
          : Optional.of(
              new Holder(
                  required(values, "token"),
                  required(values, "run"),
                  required(values, "host"),
                  values.getOrDefault("processes", ""),
                  Long.parseLong(required(values, "pid")),
                  Instant.parse(required(values, "started")),
                  Long.parseLong(values.getOrDefault("ticks", "-1")),
                  Instant.parse(required(values, "renewed"))));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String required(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("Cannot read lock: no " + name);
    }
    return value;
  }

  @Override
  public String toString() {
    return "run %s (process %d on %s, alive at %s)".formatted(runId, pid, host, renewed);
  }
}
