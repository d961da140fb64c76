package slash64.lake;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
 * @param pid its process there
 * @param started when that process started; process numbers are used again
 * @param renewed when it last said that it is alive
 */
record Holder(String token, String runId, String host, long pid, Instant started, Instant renewed) {

  static Holder ofThisProcess(String runId) {
    return new Holder(
        UUID.randomUUID().toString(),
        runId.replaceAll("[^A-Za-z0-9._:-]", "_"),
        hostName(),
        ProcessHandle.current().pid(),
        start(ProcessHandle.current())
            .orElse(Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime())),
        Instant.EPOCH);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown-" + UUID.randomUUID(); // never the same host as another
    }
  }

  private static Optional<Instant> start(ProcessHandle process) {
    return process.info().startInstant();
  }

  Holder renewed(Instant now) {
    return new Holder(token, runId, host, pid, started, now);
  }

  /** Returns whether the holder is known to be dead, or has long said nothing. */
  boolean isStale(String thisHost, Instant now, Duration patience) {
    return renewed.plus(patience).isBefore(now) || (host.equals(thisHost) && !isAlive());
  }

  private boolean isAlive() {
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
        pid=%d
        started=%s
        renewed=%s
        """
        .formatted(token, runId, host, pid, started, renewed);
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
                  Long.parseLong(required(values, "pid")),
                  Instant.parse(required(values, "started")),
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
