package slash64.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import slash64.conf.Settings;
import slash64.lake.Lake;
import slash64.nightly.Backfill;
import slash64.nightly.NightConf;
import slash64.progress.Progress;
import slash64.synth.World;
import slash64.synth.WorldConfig;

/** Two nights of a small synthetic world, made once for all tests that only read. */
public final class SampleWarehouse {
  public static final LocalDate FIRST = LocalDate.of(2026, 11, 2);
  public static final LocalDate LAST = FIRST.plusDays(1);

  private SampleWarehouse() {}

  /** Returns the folder with {@code world}, {@code warehouse} and {@code feed}. */
  public static Path folder() {
    return Holder.FOLDER;
  }

  /** Returns the tables. */
  public static Lake lake() {
    return Lake.at(SharedSpark.session(), folder().resolve("warehouse").toString());
  }

  private static final class Holder {
    private static final Path FOLDER = folder();

    private static Path folder() {
      try {
        String shared = System.getProperty("slash64.sample");
        if (shared == null) {
          Path own = Files.createTempDirectory("slash64-sample");
          Runtime.getRuntime()
              .addShutdownHook(new Thread(() -> FileUtils.deleteQuietly(own.toFile())));
          fill(own);
          return own;
        }
        return ofBuild(Path.of(shared));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** All processes of a build share one: who comes first makes it, the others wait. */
    private static Path ofBuild(Path folder) throws IOException {
      Path lock = Files.createDirectories(folder.getParent()).resolve("lock");
      try (FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        FileLock unused = channel.lock(); // until the channel closes
        Path whole = folder.resolve("whole");
        if (!Files.exists(whole)) {
          for (File earlier : folder.getParent().toFile().listFiles(File::isDirectory)) {
            FileUtils.deleteDirectory(earlier);
          }
          fill(Files.createDirectory(folder));
          Files.createFile(whole);
        }
      }
      return folder;
    }

    private static void fill(Path folder) throws IOException {
      Path world = folder.resolve("world");
      World.write(WorldConfig.demo(5, FIRST).withDays(2).withMessagesPerDay(400), world);
      NightConf conf =
          new NightConf(
              FIRST,
              List.of(world.resolve("logs") + "/*-{date}.*"),
              folder.resolve("warehouse").toString(),
              Optional.of(folder.resolve("feed").toString()),
              Optional.of(world.resolve("allocations.csv")),
              false,
              Settings.standard());
      try (Progress progress = Progress.onStandardError()) {
        Backfill.run(SharedSpark.session(), conf, LAST, progress);
      }
    }
  }
}
