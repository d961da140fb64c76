package slash64.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;

class WarehouseLockTest {
  private static final Instant NOW = Instant.parse("2026-11-03T02:30:00Z");
  private static final Configuration HADOOP = new Configuration();

  @TempDir java.nio.file.Path folder;

  @Test
  void theSecondRunIsToldWhoHoldsTheWarehouse() throws IOException {
    Holder first = Holder.ofThisProcess("night-1");
    try (WarehouseLock lock = acquire(first, NOW)) {
      assertThatThrownBy(() -> acquire(Holder.ofThisProcess("night-2"), NOW))
          .isInstanceOfSatisfying(
              UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.BUSY))
          .hasMessage(
              "Cannot use warehouse %s: run night-1 (process %d on %s, alive at 2026-11-03T02:30:00Z) holds it. Wait until it ends; if you know it is dead, delete %s/_slash64.lock.",
              warehouse(), first.pid(), first.host(), warehouse());
      lock.requireHeld(); // the first one's still
    }
  }

  @Test
  void aWarehouseInAFileIsWrongUse() throws IOException {
    Files.createFile(folder.resolve("warehouse"));
    Path below = new Path(new Path(folder.toUri()), "warehouse/below");
    assertThatThrownBy(() -> WarehouseLock.acquire(below, HADOOP, "night-1"))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.WRONG_USE))
        .hasMessage("Cannot use warehouse %s: it would lie in a file. Name another folder.", below);
  }

  @Test
  void aReleasedLockIsFree() {
    acquire(Holder.ofThisProcess("night-1"), NOW).close();

    acquire(Holder.ofThisProcess("night-2"), NOW).close();

    assertThat(folder.resolve("warehouse").resolve(WarehouseLock.NAME)).doesNotExist();
  }

  @Test
  void theLockOfAProcessThatIsGoneFromThisHostIsCleared() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    Holder me = Holder.ofThisProcess("night-2");
    leave(lockOf(me.host(), me.processes(), process.pid(), NOW));

    try (WarehouseLock lock = acquire(me, NOW)) {
      lock.requireHeld();
    }
  }

  @Test
  void aProcessNumberThatIsUsedAgainIsNotTheHolder() throws Exception {
    Holder me = Holder.ofThisProcess("night-2");
    Instant longAgo = me.started().minus(Duration.ofDays(3));
    leave(lockOf(me.host(), me.processes(), me.pid(), longAgo));

    try (WarehouseLock lock = acquire(me, NOW)) {
      lock.requireHeld();
    }
  }

  @Test
  void aRunThatGoesOnWhileTheClockIsSetIsTheHolder() throws Exception {
    Holder me = Holder.ofThisProcess("night-2");
    for (long seconds : new long[] {-3600, 3600}) {
      Instant byOtherClock = me.started().plusSeconds(seconds);
      leave(lockOf(me.host(), me.processes(), me.pid(), byOtherClock, me.ticks()));

      assertThatThrownBy(() -> acquire(me, NOW))
          .hasMessageContaining("run night-1 (process %d on %s", me.pid(), me.host());
    }
  }

  @Test
  void aProcessNumberThatIsUsedAgainIsToldByTheTicksToo() throws Exception {
    Holder me = Holder.ofThisProcess("night-2");
    leave(lockOf(me.host(), me.processes(), me.pid(), me.started(), me.ticks() + 1));

    try (WarehouseLock lock = acquire(me, NOW)) {
      lock.requireHeld();
    }
  }

  @Test
  void aContainerThatSharesTheNameOfTheHostButNotItsProcessesIsBelievedForTenMinutes()
      throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Holder me = Holder.ofThisProcess("night-2");
    String elsewhere = "7d4cb1a2-5a1c-4d0e-9b53-0f5b3c1d2e4f pid:[4026532201]";
    for (long pid : new long[] {gone.pid(), me.pid()}) {
      Instant longAgo = NOW.minus(Duration.ofDays(3));
      leave(lockOf(me.host(), elsewhere, pid, longAgo));

      assertThatThrownBy(() -> acquire(me, NOW.plusSeconds(600))).isInstanceOf(UserError.class);
      acquire(me, NOW.plusSeconds(601)).close();
    }
  }

  @Test
  void theLockOfAnEarlierVersionIsBelievedForTenMinutes() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Holder me = Holder.ofThisProcess("night-2");
    leave(
        """
        token=old
        run=night-1
        host=%s
        pid=%d
        started=%s
        renewed=%s
        """
            .formatted(me.host(), gone.pid(), NOW, NOW));

    assertThatThrownBy(() -> acquire(me, NOW.plusSeconds(600)))
        .hasMessageContaining("run night-1 (process %d on %s", gone.pid(), me.host());
    acquire(me, NOW.plusSeconds(601)).close();
  }

  @Test
  void processesOfOneNamespaceSeeEachOther() {
    Holder me = Holder.ofThisProcess("night-1");

    assertThat(me.processes()).isNotEmpty().isEqualTo(Holder.ofThisProcess("night-2").processes());
    assertThat(Holder.parse(me.text())).contains(me);
  }

  @Test
  void aHolderOnAnotherHostIsBelievedForTenMinutes() throws Exception {
    leave(lockOf("elsewhere.example.com", "", 1, NOW));

    assertThatThrownBy(() -> acquire(Holder.ofThisProcess("night-2"), NOW.plusSeconds(600)))
        .isInstanceOf(UserError.class);
    try (WarehouseLock lock = acquire(Holder.ofThisProcess("night-2"), NOW.plusSeconds(601))) {
      lock.requireHeld();
    }
  }

  @Test
  void aLockThatIsJustBeingWrittenIsHeld() throws Exception {
    leave("token=cut o");

    assertThatThrownBy(() -> acquire(Holder.ofThisProcess("night-2"), Instant.now()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a run that is just starting holds it");
  }

  @Test
  void aLockThatACrashCutOffIsClearedAfterTenMinutes() throws Exception {
    leave("token=cut o");

    acquire(Holder.ofThisProcess("night-2"), Instant.now().plusSeconds(700)).close();
  }

  @Test
  void aRunWhoseLockWasTakenOverNoticesAndDoesNotRelease() throws Exception {
    WarehouseLock lock = acquire(Holder.ofThisProcess("night-1"), NOW);
    leave(lockOf("elsewhere.example.com", "", 1, NOW));

    assertThatThrownBy(lock::requireHeld)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("run night-1");
    assertThatThrownBy(lock::renew).isInstanceOf(UserError.class);
    lock.close();

    assertThat(folder.resolve("warehouse").resolve(WarehouseLock.NAME)).exists();
  }

  /** As the message of a held lock advises. */
  @Test
  void aRenewedLockThatTheOperatorDeletesIsForgotten() throws Exception {
    WarehouseLock dead = acquire(Holder.ofThisProcess("night-1"), NOW);
    dead.renew();
    Files.delete(folder.resolve("warehouse").resolve(WarehouseLock.NAME));

    try (WarehouseLock lock = acquire(Holder.ofThisProcess("night-2"), NOW)) {
      lock.requireHeld();
    }
    acquire(Holder.ofThisProcess("night-3"), NOW).close();
  }

  /** On a cluster a path without scheme lies in the file system of {@code fs.defaultFS}. */
  @Test
  void aPathWithoutSchemeIsLockedWhereItLies() throws Exception {
    Configuration cluster = new Configuration(false);
    cluster.set("fs.defaultFS", "elsewhere:///");
    cluster.set("fs.elsewhere.impl", Elsewhere.class.getName());
    Elsewhere.root = folder.resolve("elsewhere");
    Holder me = Holder.ofThisProcess("night-1");

    try (WarehouseLock lock =
        WarehouseLock.acquire(
            new Path("/slash64"), cluster, me, Clock.fixed(NOW, ZoneOffset.UTC))) {
      lock.renew();
      assertThat(Elsewhere.root.resolve("slash64").resolve(WarehouseLock.NAME)).exists();
    }
  }

  /** A store of its own, whose root is not this machine's. */
  public static final class Elsewhere extends RawLocalFileSystem {
    private static java.nio.file.Path root;

    @Override
    public URI getUri() {
      return URI.create("elsewhere:///");
    }

    @Override
    public File pathToFile(Path path) {
      return root.resolve(path.toUri().getPath().substring(1)).toFile();
    }
  }

  @Test
  void ofManyWhoTryAtOnceOneWins() throws Exception {
    for (boolean stale : new boolean[] {false, true}) {
      for (int round = 0; round < 20; round++) {
        if (stale) {
          leave(lockOf("elsewhere.example.com", "", 1, NOW));
        }
        List<WarehouseLock> winners = race(8, stale ? NOW.plusSeconds(3600) : NOW);
        assertThat(winners.size()).isLessThanOrEqualTo(1);
        if (!stale) {
          assertThat(winners).hasSize(1);
        }
        winners.forEach(WarehouseLock::close);
        Files.deleteIfExists(folder.resolve("warehouse").resolve(WarehouseLock.NAME));
      }
    }
  }

  private List<WarehouseLock> race(int runs, Instant now) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(runs);
    CountDownLatch start = new CountDownLatch(1);
    try {
      List<Future<WarehouseLock>> tries = new ArrayList<>();
      for (int i = 0; i < runs; i++) {
        Callable<WarehouseLock> attempt =
            () -> {
              start.await();
              return acquire(Holder.ofThisProcess("racer"), now);
            };
        tries.add(threads.submit(attempt));
      }
      start.countDown();
      List<WarehouseLock> winners = new ArrayList<>();
      for (Future<WarehouseLock> attempt : tries) {
        try {
          winners.add(attempt.get());
        } catch (java.util.concurrent.ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(UserError.class);
        }
      }
      return winners;
    } finally {
      threads.shutdownNow();
    }
  }

  private String warehouse() {
    return folder.resolve("warehouse").toString();
  }

  private WarehouseLock acquire(Holder holder, Instant now) {
    return WarehouseLock.acquire(
        new Path(warehouse()), HADOOP, holder, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static String lockOf(String host, String processes, long pid, Instant started) {
    return lockOf(host, processes, pid, started, -1);
  }

  private static String lockOf(
      String host, String processes, long pid, Instant started, long ticks) {
    return new Holder("another", "night-1", host, processes, pid, started, ticks, NOW).text();
  }

  private void leave(String text) throws IOException {
    Files.createDirectories(folder.resolve("warehouse"));
    Files.writeString(folder.resolve("warehouse").resolve(WarehouseLock.NAME), text);
  }
}
