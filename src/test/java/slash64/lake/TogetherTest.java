package slash64.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TogetherTest {
  @Test
  void whatRunsBesideLogsOfTheSameNight() {
    Queue<String> nights = new ConcurrentLinkedQueue<>();
    Runnable work = () -> nights.add(String.valueOf(MDC.get("run_id")));
    MDC.put("run_id", "the night");
    try {
      Together.run(work, work);
    } finally {
      MDC.remove("run_id");
    }
    Together.run(work);
    assertThat(nights).containsExactly("the night", "the night", "null");
  }

  @Test
  void theFirstFailureIsThrownWhenAllHaveEnded() {
    Queue<String> done = new ConcurrentLinkedQueue<>();
    CountDownLatch failed = new CountDownLatch(1);
    Runnable failure =
        () -> {
          failed.countDown();
          throw new IllegalArgumentException("the first");
        };
    Runnable slow =
        () -> {
          try {
            assertThat(failed.await(1, TimeUnit.MINUTES)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          done.add("slow");
        };
    assertThatThrownBy(() -> Together.run(List.of(failure, slow), 2)).hasMessage("the first");
    assertThat(done).containsExactly("slow");
  }
}
