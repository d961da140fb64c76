package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.conf.Settings;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.progress.Progress;
import slash64.testing.SharedSpark;

/** Two nights that are started together on one warehouse; twenty times with {@code -Pslow}. */
@Tag("long")
class TwoNightsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
  private static final int PAIRS = Boolean.getBoolean("slash64.slow") ? 20 : 1;

  @TempDir private static Path shared;

  private static Path log;
  private static Path key;
  private static Map<String, List<String>> alone;

  @BeforeAll
  static void oneNightAlone() throws Exception {
    key = Files.writeString(shared.resolve("key"), "a secret that no log tells");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      text.append(
          """
          2026-11-02T10:00:%1$02dZ mx1 postfix/smtpd[%1$d]: A%1$05X: client=unknown[2001:db8:%1$x::1]
          2026-11-02T10:00:%1$02dZ mx1 postfix/qmgr[8]: A%1$05X: removed
          """
              .formatted(i));
    }
    log = Files.writeString(shared.resolve("mail.log"), text);
    run(shared.resolve("alone"));
    alone = NightTables.of(shared.resolve("alone").toString());
  }

  static IntStream pairs() {
    return IntStream.rangeClosed(1, PAIRS);
  }

  @ParameterizedTest(name = "pair {0}")
  @MethodSource("pairs")
  void oneWinsAndTheOtherSaysWhoHoldsTheWarehouse(int pair) throws Exception {
    Path warehouse = shared.resolve("both-" + pair);
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Throwable> failures = new ArrayList<>();
    try {
      List<Future<?>> nights = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        nights.add(
            threads.submit(
                () -> {
                  start.await();
                  run(warehouse);
                  return null;
                }));
      }
      for (Future<?> night : nights) {
        try {
          night.get();
        } catch (java.util.concurrent.ExecutionException e) {
          failures.add(e.getCause());
        }
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(failures)
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure).isInstanceOf(UserError.class);
              assertThat(((UserError) failure).status()).isEqualTo(ExitStatus.BUSY);
              assertThat(failure)
                  .hasMessageMatching(
                      "Cannot use warehouse \\S+: .* holds it\\. Wait until it ends; if you know it"
                          + " is dead, delete \\S+/_slash64\\.lock\\.");
            });
    Map<String, List<String>> found = NightTables.of(warehouse.toString());
    for (String table : alone.keySet()) {
      assertThat(found.get(table)).as(table).isEqualTo(alone.get(table));
    }
    assertThat(warehouse.resolve("_slash64.lock")).doesNotExist();
  }

  private static void run(Path warehouse) {
    NightConf conf =
        new NightConf(
            DAY,
            List.of(log.toString()),
            warehouse.toString(),
            Optional.empty(),
            Optional.empty(),
            false,
            Settings.load(
                Optional.empty(), List.of("privacy.key_file=" + key, "report.nightly=false")));
    try (Progress progress = Progress.onStandardError()) {
      Nightly.run(SharedSpark.session(), conf, progress);
    }
  }
}
