package slash64.progress;

import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Supplier;

/** Where progress is shown. */
interface View extends AutoCloseable {
  /**
   * Returns a view on a stream: drawn in place if the launcher found standard error to be a
   * terminal (system property {@code slash64.columns}, its width), else line by line; as lines of
   * the log where that is JSON ({@code slash64.log.format}).
   */
  static View on(PrintStream stream) {
    if ("json".equals(System.getProperty("slash64.log.format"))) {
      return new LogView();
    }
    int usual = 80; // what a terminal has that does not tell
    Integer columns = Integer.getInteger("slash64.columns");
    if (columns == null) {
      return new LineView(stream);
    }
    return new TerminalView(stream, columns > 20 ? columns : usual);
  }

  /** Is told once, before the first step, where to ask what runs at any moment. */
  void follow(Supplier<Optional<Moment>> now);

  /** A step is done. */
  void finished(FinishedStep step);

  /** Something is wrong but the command goes on. */
  void warn(String warning);

  @Override
  void close();
}
