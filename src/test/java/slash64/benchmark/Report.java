package slash64.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Results as a table and a chart, on the screen and in their place in BENCHMARKS.md. */
final class Report {
  private static final int WIDEST_BAR = 50;

  private Report() {}

  /** Returns results as Markdown: where and when, a table, and a chart of the speeds. */
  static String markdown(String what, List<Contest.Result> results) {
    int rounds = results.get(0).seconds().size();
    StringBuilder text = new StringBuilder();
    text.append(
        "%s. %d rounds in turn after one to warm up, medians. %s, %s.%n%n"
            .formatted(what, rounds, LocalDate.now(ZoneOffset.UTC), Machine.describe()));
    text.append("| | MB of text | seconds | from - to | MB/s |\n");
    text.append("| --- | ---: | ---: | ---: | ---: |\n");
    for (Contest.Result result : results) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %.2f | %.2f - %.2f | %,.0f |%n",
              result.name().replace("|", "\\|"),
              result.bytes() / 1e6,
              result.median(),
              result.least(),
              result.most(),
              result.speed()));
    }
    return text.append("\n```\n").append(chart(results)).append("```\n").toString();
  }

  private static String chart(List<Contest.Result> results) {
    int name = results.stream().mapToInt(result -> result.name().length()).max().orElse(1);
    double fastest = results.stream().mapToDouble(Contest.Result::speed).max().orElse(1);
    StringBuilder chart = new StringBuilder();
    for (Contest.Result result : results) {
      int bar = Math.max(1, (int) Math.round(WIDEST_BAR * result.speed() / fastest));
      chart.append(
          String.format(
              Locale.ROOT,
              "%-" + name + "s %s %,.0f MB/s%n",
              result.name(),
              "#".repeat(bar),
              result.speed()));
    }
    return chart.toString();
  }

  /**
   * Puts text in place of what stands between the marks of a section, {@code <!-- begin NAME -->}
   * and {@code <!-- end NAME -->}, each on a line of its own; a new section goes to the end.
   */
  static void replace(Path file, String section, String text) throws IOException {
    String begin = "<!-- begin %s -->\n".formatted(section);
    String end = "<!-- end %s -->\n".formatted(section);
    String all = Files.readString(file);
    int from = all.indexOf(begin);
    int to = all.indexOf(end);
    String replaced =
        from < 0 || to < from
            ? all + "\n" + begin + text + end
            : all.substring(0, from + begin.length()) + text + all.substring(to);
    Files.writeString(file, replaced);
  }
}
