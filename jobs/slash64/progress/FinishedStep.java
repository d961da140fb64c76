package slash64.progress;

import java.time.Duration;
import java.util.Map;

/**
 * A step that is done.
 *
 * @param counts what the step counted, in the order first counted
 */
public record FinishedStep(String name, Duration took, Map<String, Long> counts) {}
