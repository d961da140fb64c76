package slash64.progress;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One line that is drawn over a few times a second, above it the lines of finished steps. */
final class TerminalView implements View {
  private static final long REDRAW_MS =
      250; // often enough to look alive, too rare to cost anything
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final int columns;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "slash64-progress");
            thread.setDaemon(true);
            return thread;
          });
  private boolean isLineDrawn;

  /**
   * @param columns width of the terminal; a wider line would wrap and could not be drawn over
   */
  TerminalView(PrintStream out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public void follow(Supplier<Optional<Moment>> now) {
    var unused =
        clock.scheduleAtFixedRate(
            () -> now.get().ifPresent(this::draw), REDRAW_MS, REDRAW_MS, TimeUnit.MILLISECONDS);
  }

  /** Draws the line over the one that was there. */
  synchronized void draw(Moment moment) {
    String line = Lines.running(moment);
    out.print(ERASE_LINE + line.substring(0, Math.min(line.length(), columns - 1)));
    out.flush();
    isLineDrawn = true;
  }

  @Override
  public void finished(FinishedStep step) {
    print(Lines.finished(step));
  }

  @Override
  public void warn(String warning) {
    print(Lines.warning(warning));
  }

  @Override
  public void close() {
    clock.shutdownNow();
    synchronized (this) {
      erase();
      out.flush();
    }
  }

  private synchronized void print(String line) {
    erase();
    out.println(line);
  }

  private void erase() {
    if (isLineDrawn) {
      out.print(ERASE_LINE);
      isLineDrawn = false;
    }
  }
}
