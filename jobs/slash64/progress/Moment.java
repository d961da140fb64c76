package slash64.progress;

import java.time.Duration;
import java.util.Map;

/**
 * A step while it runs.
 *
 * @param tasksDone Spark tasks finished since the step began
 * @param tasksTotal Spark tasks known so far; grows as Spark plans on; 0 when there are none
 * @param counts what the step counted so far
 */
record Moment(
    String step, Duration elapsed, int tasksDone, int tasksTotal, Map<String, Long> counts) {}
