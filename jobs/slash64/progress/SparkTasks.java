package slash64.progress;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Counts Spark's tasks: known and done. Spark tells of a stage when it is about to run, so the
 * total grows while a step runs; repeated tasks are counted once done.
 */
final class SparkTasks extends SparkListener {
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger total = new AtomicInteger();
  private volatile long sinceMs;

  /**
   * Begins a new step. Spark tells its listeners a little late: what began before is no longer
   * counted.
   */
  void reset() {
    sinceMs = System.currentTimeMillis();
    done.set(0);
    total.set(0);
  }

  int done() {
    return done.get();
  }

  /** Returns the tasks known so far, never fewer than are done. */
  int total() {
    return Math.max(total.get(), done.get());
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted stage) {
    if (stage.stageInfo().submissionTime().exists(time -> (Long) time >= sinceMs)) {
      total.addAndGet(stage.stageInfo().numTasks());
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (task.taskInfo().successful() && task.taskInfo().launchTime() >= sinceMs) {
      done.incrementAndGet();
    }
  }
}
