package slash64.progress;

import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Steps and warnings as lines of the log, for who collects logs as JSON. */
final class LogView implements View {
  private static final Logger LOG = LoggerFactory.getLogger("slash64.progress");

  @Override
  public void follow(Supplier<Optional<Moment>> now) {} // shows only what is done

  /** The numbers of the step are fields of their own beside those of the run. */
  @Override
  public void finished(FinishedStep step) {
    String seconds = Double.toString(step.took().toMillis() / 1000.0);
    MDC.put("step", step.name());
    MDC.put("seconds", seconds);
    try {
      LOG.info("{}", Lines.finished(step));
    } finally {
      MDC.remove("step");
      MDC.remove("seconds");
    }
  }

  @Override
  public void warn(String warning) {
    LOG.warn("{}", Lines.printable(warning));
  }

  @Override
  public void close() {}
}
