package slash64.synth;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes a synthetic world: the mail logs of some servers over some days, and beside them what is
 * true about them.
 *
 * <pre>
 * OUT/logs/mx1-2026-11-01.log.gz             one archive per host and UTC day of the line
 * OUT/allocations.csv                        prefix,customer,kind,since,until
 * OUT/truth/senders.csv                      sender,prefix,kind,is_bad,since,until,customer
 * OUT/truth/events.ndjson                    day, kind, prefix, sender, factor
 * OUT/truth/messages-2026-11-01.csv.zst      host,queue_id,time,client,sender,kind,is_spam
 * OUT/truth/counts.json                      {day: {host: {@link Count}s}}
 * </pre>
 *
 * <p>The text is the same for the same {@link WorldConfig} on every machine, in every zone and
 * locale. Packed files are the same bytes, too, where the JDK uses the same zlib.
 */
public final class World {
  private World() {}

  /**
   * What was written.
   *
   * @param archives number of log files
   * @param lines in them
   * @param bytes of their text, before packing
   * @param messages transactions with a queue file, from clients
   */
  public record Summary(int archives, long lines, long bytes, long messages) {}

  /**
   * Writes the world into a folder, which is made if it is missing.
   *
   * @throws FileAlreadyExistsException if there is a world already: two of them would mix
   */
  public static Summary write(WorldConfig config, Path out) throws IOException {
    Path logs = Files.createDirectories(out.resolve("logs"));
    Path truth = Files.createDirectories(out.resolve("truth"));
    requireEmpty(logs);
    Population population = Population.of(config);
    TruthFiles truths = new TruthFiles(population);
    truths.writeAllocations(out.resolve("allocations.csv"));
    truths.writeSenders(truth.resolve("senders.csv"));
    truths.writeEvents(truth.resolve("events.ndjson"));
    Map<String, Map<String, Tally>> counts = writeDays(population, logs, truth);
    truths.writeCounts(truth.resolve("counts.json"), counts);
    return summary(counts);
  }

  private static void requireEmpty(Path logs) throws IOException {
    try (Stream<Path> present = Files.list(logs)) {
      if (present.findAny().isPresent()) {
        throw new FileAlreadyExistsException(
            "Cannot write a world: "
                + logs
                + " is not empty. Choose another folder, or remove this one first.");
      }
    }
  }

  private static Map<String, Map<String, Tally>> writeDays(
      Population population, Path logs, Path truth) throws IOException {
    WorldConfig config = population.config();
    List<HostStyle> styles = HostStyle.of(config);
    List<MailHost> hosts = new ArrayList<>();
    for (int i = 0; i < styles.size(); i++) {
      hosts.add(new MailHost(styles.get(i), i, population));
    }
    Map<String, Map<String, Tally>> counts = new LinkedHashMap<>();
    for (int day = 0; day < config.days(); day++) {
      LocalDate date = config.date(day);
      DaySchedule schedule = DaySchedule.of(population, day, styles);
      Map<String, Tally> ofDay = new LinkedHashMap<>();
      Path messages = truth.resolve("messages-" + date + ".csv" + Compression.ZSTD.suffix());
      try (TruthMessages told =
          new TruthMessages(new LogBuffer(Compression.ZSTD.create(messages)), date)) {
        for (int i = 0; i < hosts.size(); i++) {
          String name = styles.get(i).name();
          List<Compression> turns = config.compressions();
          Compression compression = turns.get((day + i) % turns.size());
          Path archive = logs.resolve(name + "-" + date + ".log" + compression.suffix());
          try (LogBuffer log = new LogBuffer(compression.create(archive))) {
            ofDay.put(name, hosts.get(i).runDay(day, schedule.sessions(i), log, told));
          }
        }
      }
      counts.put(date.toString(), ofDay);
    }
    return counts;
  }

  private static Summary summary(Map<String, Map<String, Tally>> counts) {
    int archives = 0;
    long lines = 0;
    long bytes = 0;
    long messages = 0;
    for (Map<String, Tally> day : counts.values()) {
      for (Tally host : day.values()) {
        archives++;
        lines += host.get(Count.LINES);
        bytes += host.get(Count.BYTES);
        messages += host.get(Count.MESSAGES);
      }
    }
    return new Summary(archives, lines, bytes, messages);
  }
}
