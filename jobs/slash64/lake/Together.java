package slash64.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/**
 * Runs work on several tables side by side: most of a small write is waiting for one commit, most
 * of a small query is planning, and Spark shares its processors among them.
 */
public final class Together {
  private Together() {}

  /** Runs all and returns when all have ended; the first failure is thrown. */
  public static void run(Runnable... works) {
    run(List.of(works), works.length);
  }

  /**
   * Runs all, at most so many at once, and returns when all have ended; the first failure is
   * thrown.
   */
  static void run(List<Runnable> works, int atOnce) {
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    Map<String, String> context = MDC.getCopyOfContextMap(); // what is logged tells of which night
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Runnable work : works) {
        running.add(threads.submit(() -> inContext(context, work)));
      }
      RuntimeException failure = null;
      for (Future<?> future : running) {
        try {
          future.get();
        } catch (ExecutionException e) {
          if (failure == null) {
            failure =
                e.getCause() instanceof RuntimeException runtime
                    ? runtime
                    : new IllegalStateException(e.getCause());
          }
        }
      }
      if (failure != null) {
        throw failure;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while tables were read or written", e);
    } finally {
      end(threads);
    }
  }

  private static void inContext(Map<String, String> context, Runnable work) {
    if (context != null) {
      MDC.setContextMap(context);
    }
    work.run();
  }

  /** What runs is interrupted, and waited for: nobody may write once the caller goes on. */
  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    boolean isInterrupted = false;
    boolean isEnded = false;
    while (!isEnded) {
      try {
        isEnded = threads.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
