package slash64.testing;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark says each step of a command cost: its jobs are told apart by their group. */
public final class StepCosts extends SparkListener {
  private static final String GROUP = "spark.jobGroup.id";

  private final Map<String, Cost> bySteps = new LinkedHashMap<>();
  private final Map<Integer, String> stepOfStage = new HashMap<>();

  /** Sums over the tasks of one step. */
  public static final class Cost {
    private long jobs;
    private long tasks;
    private long read;
    private long shuffled;
    private long written;
    private long toDriver;
    private long processorNanos;

    public long jobs() {
      return jobs;
    }

    public long tasks() {
      return tasks;
    }

    /** Returns bytes read from files, as stored. */
    public long read() {
      return read;
    }

    /** Returns bytes written to shuffle files. */
    public long shuffled() {
      return shuffled;
    }

    /** Returns bytes written to tables, as stored. */
    public long written() {
      return written;
    }

    /** Returns bytes of results that tasks sent to the driver. */
    public long toDriver() {
      return toDriver;
    }

    public long processorNanos() {
      return processorNanos;
    }
  }

  /** Returns the costs in the order the steps began; jobs outside of steps count under "". */
  public synchronized Map<String, Cost> bySteps() {
    return new LinkedHashMap<>(bySteps);
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart job) {
    String group = job.properties() == null ? null : job.properties().getProperty(GROUP);
    String step = group == null ? "" : group;
    cost(step).jobs++;
    for (Object stage : CollectionConverters.asJava(job.stageIds())) {
      stepOfStage.putIfAbsent((Integer) stage, step);
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    TaskMetrics metrics = task.taskMetrics();
    if (metrics == null) {
      return;
    }
    Cost cost = cost(stepOfStage.getOrDefault(task.stageId(), ""));
    cost.tasks++;
    cost.read += metrics.inputMetrics().bytesRead();
    cost.shuffled += metrics.shuffleWriteMetrics().bytesWritten();
    cost.written += metrics.outputMetrics().bytesWritten();
    cost.toDriver += metrics.resultSize();
    cost.processorNanos += metrics.executorCpuTime();
  }

  private Cost cost(String step) {
    return bySteps.computeIfAbsent(step, name -> new Cost());
  }
}
