package slash64.progress;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * What a command is doing, for the person who waits for it and for the summary at its end.
 *
 * <p>A command names its steps and counts what passes; on a terminal one line shows the step that
 * runs, elsewhere each finished step is one line of standard error. Safe for use by several
 * threads, except that steps follow each other.
 */
public final class Progress implements AutoCloseable {
  /** A piece of work that gives a value. */
  @FunctionalInterface
  public interface Work<T, X extends Exception> {
    /** Does it. */
    T run() throws X;
  }

  /** A piece of work that gives nothing. */
  @FunctionalInterface
  public interface Action<X extends Exception> {
    /** Does it. */
    void run() throws X;
  }

  private final View view;
  private final SparkTasks tasks = new SparkTasks();
  private final Map<String, Long> counts = new LinkedHashMap<>();

  /** Names of counts that are of the last day. */
  private final Set<String> ofLastDay = new HashSet<>();

  private final Map<String, Object> notes = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<FinishedStep> finished = new ArrayList<>();
  private Optional<RunningStep> running = Optional.empty();
  private Optional<SparkContext> spark = Optional.empty();

  private Progress(View view) {
    this.view = view;
  }

  /** Tells of progress on standard error: standard output is for results. */
  public static Progress onStandardError() {
    return on(View.on(System.err));
  }

  static Progress on(View view) {
    Progress progress = new Progress(view);
    view.follow(progress::now);
    return progress;
  }

  /**
   * Counts the tasks of a session's jobs as part of the steps that run meanwhile. Spark's page and
   * history show the jobs of a step as one group of its name.
   */
  public synchronized void watch(SparkSession session) {
    session.sparkContext().addSparkListener(tasks);
    spark = Optional.of(session.sparkContext());
  }

  /** Runs one step of the command and returns what it gives; a step that fails is not counted. */
  public <T, X extends Exception> T step(String name, Work<T, X> work) throws X {
    begin(name);
    try {
      T value = work.run();
      end();
      return value;
    } finally {
      drop();
    }
  }

  /** Runs one step of the command that gives nothing. */
  public <X extends Exception> void step(String name, Action<X> action) throws X {
    this.<Object, X>step(
        name,
        () -> {
          action.run();
          return name;
        });
  }

  /** Adds to a count: {@code lines}, {@code refused lines}, {@code messages}. */
  public synchronized void count(String what, long more) {
    counts.merge(what, more, Long::sum);
  }

  /** Sets a count that is of the last day rather than of the whole call: {@code entries}. */
  public synchronized void set(String what, long count) {
    counts.put(what, count);
    ofLastDay.add(what);
    running.ifPresent(step -> step.before().remove(what)); // the day before has no part in it
  }

  /** Notes a fact for the summary, such as where the feed is; a later one of the same name wins. */
  public synchronized void note(String what, String fact) {
    notes.put(what, fact);
  }

  /** Notes a number that counts nothing, such as a generation: JSON has it as a number. */
  public synchronized void note(String what, long number) {
    notes.put(what, number);
  }

  /**
   * Notes a measured number, such as a share, to so many decimals, at most 6; one that is none, as
   * a share of nothing, is left out.
   */
  public synchronized void note(String what, double number, int decimals) {
    if (Double.isFinite(number)) {
      notes.put(what, BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_EVEN));
    }
  }

  /** Notes numbers that belong together. */
  public synchronized void note(String what, Figures figures) {
    notes.put(what, figures);
  }

  /** Warns at once and again in the summary. */
  public void warn(String warning) {
    synchronized (this) {
      warnings.add(warning);
    }
    view.warn(warning);
  }

  /** Returns what was done so far. */
  public synchronized Summary summary() {
    return new Summary(counts, notes, warnings, finished);
  }

  /** Returns what was counted since {@code before}; counts of the last day are whole. */
  public synchronized Map<String, Long> countedSince(Summary before) {
    Map<String, Long> counted = new LinkedHashMap<>();
    counts.forEach(
        (what, count) ->
            counted.put(
                what,
                ofLastDay.contains(what) ? count : count - before.counts().getOrDefault(what, 0L)));
    return counted;
  }

  @Override
  public void close() {
    view.close();
  }

  private synchronized void begin(String name) {
    tasks.reset();
    spark.ifPresent(context -> context.setJobGroup(name, name, false));
    running = Optional.of(new RunningStep(name, System.nanoTime(), new HashMap<>(counts)));
  }

  private void end() {
    FinishedStep step;
    synchronized (this) {
      RunningStep last = running.orElseThrow();
      step = new FinishedStep(last.name(), last.took(), last.countedOf(counts));
      finished.add(step);
      running = Optional.empty();
    }
    view.finished(step);
  }

  private synchronized void drop() {
    spark.ifPresent(SparkContext::clearJobGroup);
    running = Optional.empty();
  }

  private synchronized Optional<Moment> now() {
    return running.map(
        step ->
            new Moment(
                step.name(), step.took(), tasks.done(), tasks.total(), step.countedOf(counts)));
  }

  private record RunningStep(String name, long startNanos, Map<String, Long> before) {
    Duration took() {
      return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** Returns what was counted since the step began. */
    Map<String, Long> countedOf(Map<String, Long> counts) {
      Map<String, Long> counted = new LinkedHashMap<>();
      counts.forEach(
          (what, count) -> {
            long more = count - before.getOrDefault(what, 0L);
            if (more != 0) {
              counted.put(what, more);
            }
          });
      return counted;
    }
  }
}
