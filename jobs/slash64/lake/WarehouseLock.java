package slash64.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slash64.failure.UserError;

/**
 * Keeps a second run out of a warehouse while one writes there: a file {@code _slash64.lock} that
 * only one run can create. It tells who holds it and, renewed every minute, that he is alive.
 *
 * <p>A lock is stale when its process is gone from among those that can be seen from here, or when
 * it was not renewed for ten minutes: the only sign of life of another host or container. Clearing
 * a stale lock is itself guarded by a file that only one run can create, so that nobody clears the
 * fresh lock of another who was faster.
 *
 * <p>Creation is atomic on local disks ({@link NewFile}) and HDFS, and on S3 through conditional
 * writes; the owner reads the file back before he trusts it.
 */
public final class WarehouseLock implements AutoCloseable {
  static final String NAME = "_slash64.lock";
  static final Duration RENEWAL = Duration.ofMinutes(1);
  static final Duration STALE = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(WarehouseLock.class);

  private final FileSystem files;
  private final Path path;
  private final Clock clock;
  private final ScheduledExecutorService renewals;
  private Holder holder;

  private WarehouseLock(FileSystem files, Path path, Clock clock, Holder holder) {
    this.files = files;
    this.path = path;
    this.clock = clock;
    this.holder = holder;
    this.renewals =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "warehouse-lock");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes the lock of a warehouse, whose folder is made if need be.
   *
   * @param runId shown to whoever comes second
   * @throws UserError with exit status 5 if another run holds it
   */
  public static WarehouseLock acquire(Path warehouse, Configuration hadoop, String runId) {
    return acquire(warehouse, hadoop, Holder.ofThisProcess(runId), Clock.systemUTC());
  }

  /** Returns who holds a warehouse, for people; nobody if it is free or cannot be read. */
  public static Optional<String> holder(Path warehouse, Configuration hadoop) {
    try {
      return read(PlainFiles.of(warehouse, hadoop), new Path(warehouse, NAME))
          .map(Holder::toString);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static WarehouseLock acquire(
      Path warehouse, Configuration hadoop, Holder candidate, Clock clock) {
    try {
      FileSystem files = PlainFiles.of(warehouse, hadoop);
      files.mkdirs(warehouse);
      Path path = new Path(warehouse, NAME);
      Holder holder = candidate.renewed(clock.instant());
      if (!tryCreate(files, path, holder)) {
        refuseIfHeld(files, path, holder, clock.instant());
        clearStale(files, path, holder, clock.instant());
        if (!tryCreate(files, path, holder)) {
          refuseIfHeld(files, path, holder, clock.instant());
          throw busy(path, "another run");
        }
      }
      WarehouseLock lock = new WarehouseLock(files, path, clock, holder);
      lock.startRenewals();
      return lock;
    } catch (ParentNotDirectoryException e) {
      throw UserError.wrongUse(
          "Cannot use warehouse %s: it would lie in a file. Name another folder."
              .formatted(warehouse),
          e);
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot lock warehouse %s: %s. Check that it can be written to."
              .formatted(warehouse, e.getMessage()),
          e);
    }
  }

  private static boolean tryCreate(FileSystem files, Path path, Holder holder) throws IOException {
    try {
      NewFile.create(files, path, holder.text().getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    return read(files, path).filter(found -> found.token().equals(holder.token())).isPresent();
  }

  private static void refuseIfHeld(FileSystem files, Path path, Holder me, Instant now)
      throws IOException {
    Optional<Holder> found = read(files, path);
    if (found.isPresent() && !found.get().isStale(me, now, STALE)) {
      throw busy(path, found.get().toString());
    }
    // A lock that cannot be read is being written, or was cut off by a crash.
    if (found.isEmpty() && isYoung(files, path, now)) {
      throw busy(path, "a run that is just starting");
    }
  }

  private static boolean isYoung(FileSystem files, Path path, Instant now) throws IOException {
    try {
      long modified = files.getFileStatus(path).getModificationTime();
      return Instant.ofEpochMilli(modified).plus(STALE).isAfter(now);
    } catch (FileNotFoundException e) {
      return false; // released meanwhile
    }
  }

  private static void clearStale(FileSystem files, Path path, Holder me, Instant now)
      throws IOException {
    Path guard = path.suffix(".clearing");
    try {
      NewFile.create(files, guard, me.text().getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException e) {
      if (!isYoung(files, guard, now)) {
        files.delete(guard, false); // its maker died within these few lines; the next run clears
      }
      throw busy(path, "another run, which is clearing the lock of a dead one");
    }
    try {
      // What lies there now is the stale lock, a fresh one of a faster run, or nothing. Only the
      // holder of the guard removes a stale one, so what is found stale here is what is deleted.
      if (files.exists(path)) {
        refuseIfHeld(files, path, me, now);
        LOG.warn(
            "Clearing the lock of a dead run: {}",
            read(files, path).map(Holder::toString).orElse("unreadable"));
        files.delete(path, false);
      }
    } finally {
      files.delete(guard, false);
    }
  }

  private static Optional<Holder> read(FileSystem files, Path path) throws IOException {
    try (var in = files.open(path)) {
      return Holder.parse(new String(in.readNBytes(4096), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private static UserError busy(Path path, String holder) {
    return UserError.busy(
        "Cannot use warehouse %s: %s holds it. Wait until it ends; if you know it is dead, delete %s."
            .formatted(path.getParent(), holder, path));
  }

  private void startRenewals() {
    var unused =
        renewals.scheduleWithFixedDelay(
            this::renewOrWarn, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
  }

  private void renewOrWarn() {
    try {
      renew();
    } catch (IOException | RuntimeException e) {
      LOG.warn("Cannot renew the lock {}", path, e);
    }
  }

  synchronized void renew() throws IOException {
    requireHeld();
    holder = holder.renewed(clock.instant());
    try (OutputStream out = files.create(path, true)) {
      out.write(holder.text().getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Checks, before something is published, that nobody has taken the lock over.
   *
   * @throws UserError with exit status 5 if somebody has
   */
  public synchronized void requireHeld() throws IOException {
    Optional<Holder> found = read(files, path);
    if (found.isEmpty() || !found.get().token().equals(holder.token())) {
      throw busy(
          path,
          found
              .map(Holder::toString)
              .orElse("nobody any more, for its file is gone, or another run"));
    }
  }

  /** Releases the lock, if it is still ours. */
  @Override
  public synchronized void close() {
    renewals.shutdownNow();
    try {
      Optional<Holder> found = read(files, path);
      if (found.isPresent() && found.get().token().equals(holder.token())) {
        files.delete(path, false);
      }
    } catch (IOException e) {
      LOG.warn("Cannot remove the lock {}; the next run will", path, e);
    }
  }
}
