package slash64.progress;

import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Supplier;

/** One line per finished step or warning: for schedulers' logs and files. */
final class LineView implements View {
  private final PrintStream out;

  LineView(PrintStream out) {
    this.out = out;
  }

  @Override
  public void follow(Supplier<Optional<Moment>> now) {} // shows only what is done

  @Override
  public void finished(FinishedStep step) {
    out.println(Lines.finished(step));
  }

  @Override
  public void warn(String warning) {
    out.println(Lines.warning(warning));
  }

  @Override
  public void close() {
    out.flush();
  }
}
