package slash64.progress;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How progress reads: one line each. Text that may stem from the network loses control characters.
 */
final class Lines {
  private Lines() {}

  /** {@code Reading archives 12 s tasks 3 of 8 lines 1,204,332}. */
  static String running(Moment moment) {
    StringBuilder line =
        new StringBuilder(moment.step()).append("  ").append(time(moment.elapsed()));
    if (moment.tasksTotal() > 0) {
      line.append("  tasks %d of %d".formatted(moment.tasksDone(), moment.tasksTotal()));
    }
    return printable(line.append(counts(moment.counts())).toString());
  }

  /** {@code Reading archives 12.4 s lines 1,204,332 messages 88,012}. */
  static String finished(FinishedStep step) {
    return printable(step.name() + "  " + time(step.took()) + counts(step.counts()));
  }

  static String warning(String warning) {
    return printable("Warning: " + warning);
  }

  /** Seconds with one decimal below ten minutes, minutes from there: both are read at a glance. */
  static String time(Duration time) {
    return time.toMinutes() < 10
        ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0)
        : "%d min".formatted(time.plusSeconds(30).toMinutes());
  }

  /** A number with its thousands apart, {@code 1,204,332}. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Puts a space for each control character, so that nothing can move a terminal's cursor. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(count -> "  " + count.getKey() + " " + number(count.getValue()))
        .collect(Collectors.joining());
  }
}
