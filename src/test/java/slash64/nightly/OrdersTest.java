package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.conf.Settings;
import slash64.progress.Progress;
import slash64.synth.World;
import slash64.synth.WorldConfig;
import slash64.testing.SharedSpark;

/**
 * Archives that arrive late, shuffled and twice, over two nights, leave the tables of archives that
 * arrived in time. A hundred seeded orders with {@code -Pslow}; {@code -Dslash64.orders=N} tries N,
 * {@code -Dslash64.orders.first=M} leaves the first M to another process.
 */
@Tag("long")
class OrdersTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);
  private static final int DAYS = 2;
  private static final int ORDERS =
      Integer.getInteger("slash64.orders", Boolean.getBoolean("slash64.slow") ? 100 : 1);

  private static final int FIRST_ORDER = Integer.getInteger("slash64.orders.first", 0);

  @TempDir private static Path shared;

  private static List<Path> logs;
  private static Path key;
  private static Path allocations;
  private static Map<String, List<String>> inTime;

  @BeforeAll
  static void everyArchiveArrivesInTime() throws IOException {
    Path world = shared.resolve("world");
    World.write(WorldConfig.demo(17, FIRST).withDays(DAYS).withMessagesPerDay(60), world);
    key = Files.writeString(shared.resolve("key"), "a secret that no log tells");
    allocations = world.resolve("allocations.csv");
    try (Stream<Path> files = Files.list(world.resolve("logs"))) {
      logs = new ArrayList<>(files.sorted().toList());
    }
    for (Path log : List.copyOf(logs)) {
      if (log.toString().endsWith(".log")) {
        logs.add(withFilterApart(log));
      }
    }
    Path warehouse = shared.resolve("in-time");
    for (int day = 0; day < DAYS; day++) {
      LocalDate date = FIRST.plusDays(day);
      run(
          warehouse,
          date,
          logs.stream().filter(log -> log.toString().contains(date.toString())).toList());
    }
    inTime = NightTables.of(warehouse.toString());
  }

  /** Moves what Rspamd said into a file of its own, which may come on another night. */
  private static Path withFilterApart(Path log) throws IOException {
    Map<Boolean, List<String>> lines =
        Files.readAllLines(log).stream()
            .collect(Collectors.partitioningBy(line -> line.contains(" rspamd[")));
    assertThat(lines.get(true)).isNotEmpty();
    Files.write(log, lines.get(false));
    return Files.write(log.resolveSibling("rspamd-" + log.getFileName()), lines.get(true));
  }

  static LongStream orders() {
    return LongStream.range(FIRST_ORDER, FIRST_ORDER + ORDERS);
  }

  @ParameterizedTest(name = "order {0}")
  @MethodSource("orders")
  void anyOrderOfArrivalLeavesTheSameTables(long seed) throws IOException {
    Random random = new Random(seed);
    Path folder = Files.createDirectory(shared.resolve("order-" + seed));
    List<Path> arriving = new ArrayList<>(logs);
    for (Path log : logs) {
      if (random.nextInt(3) == 0) {
        arriving.add(copy(log, folder, random.nextBoolean()));
      }
    }
    Collections.shuffle(arriving, random);
    int early = 1 + random.nextInt(arriving.size() - 1);
    LocalDate last = FIRST.plusDays(DAYS - 1);

    List<Path> first = arriving.subList(0, early);
    boolean hasMail = first.stream().anyMatch(log -> log.toString().contains(last.toString()));
    run(folder.resolve("warehouse"), hasMail ? last : FIRST, first);
    run(folder.resolve("warehouse"), last, arriving.subList(early, arriving.size()));

    Map<String, List<String>> found = NightTables.of(folder.resolve("warehouse").toString());
    for (String table : inTime.keySet()) {
      if (!table.equals("ledger")) { // it tells which copy it was
        assertThat(found.get(table)).as(table).isEqualTo(inTime.get(table));
      }
    }
    FileUtils.deleteDirectory(folder.toFile());
  }

  /** Copies an archive under another name; a plain one is packed, a gzip one unpacked, if so. */
  private static Path copy(Path log, Path folder, boolean isRepacked) throws IOException {
    String name = "copy-of-" + log.getFileName();
    if (isRepacked && name.endsWith(".gz")) {
      Path plain = folder.resolve(name.substring(0, name.length() - ".gz".length()));
      try (InputStream in = new GZIPInputStream(Files.newInputStream(log))) {
        Files.copy(in, plain);
      }
      return plain;
    }
    if (isRepacked && name.endsWith(".log")) {
      Path packed = folder.resolve(name + ".gz");
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
        Files.copy(log, out);
      }
      return packed;
    }
    return Files.copy(log, folder.resolve(name));
  }

  private static void run(Path warehouse, LocalDate day, List<Path> inputs) {
    NightConf conf =
        new NightConf(
            day,
            inputs.stream().map(Path::toString).toList(),
            warehouse.toString(),
            Optional.empty(),
            Optional.of(allocations),
            false,
            Settings.load(
                Optional.empty(), List.of("privacy.key_file=" + key, "report.nightly=false")));
    try (Progress progress = Progress.onStandardError()) {
      Nightly.run(SharedSpark.session(), conf, progress);
    }
  }
}
