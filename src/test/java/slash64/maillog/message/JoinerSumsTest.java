package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is counted twice and nothing is lost: rows add up to what a slow reader counts. */
final class JoinerSumsTest {
  private static final Pattern DELIVERY =
      Pattern.compile(": ([0-9A-F]{7}): to=<([^>]*)>.* status=(\\w+) ");

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rowsAddUpToTheLinesThatSaySo(long seed) {
    List<String> lines = RandomLog.lines(seed, 12, true);
    assertAddsUp(lines);
    Random random = new Random(seed);
    for (int i = 0; i < 5; i++) {
      int from = random.nextInt(lines.size());
      assertAddsUp(lines.subList(from, from + random.nextInt(lines.size() - from) + 1));
    }
  }

  private static void assertAddsUp(List<String> lines) {
    MessageLog log = MessageLog.read(String.join("\n", lines));
    Map<String, Long> expected = count(lines);
    for (String column : expected.keySet()) {
      assertThat(log.sum(column)).as(column).isEqualTo(expected.get(column));
    }
    SplitReport report = log.report();
    assertThat(report.lines()).isEqualTo(lines.size());
    assertThat(report.usedLines() + report.emptyLines() + report.refusedLines())
        .isEqualTo(report.lines());
    assertThat(report.refusedLines()).isZero();
  }

  /** Counts lines by what they say, with regular expressions and no notion of a message. */
  private static Map<String, Long> count(List<String> lines) {
    Map<String, Long> counts = new HashMap<>();
    for (String column :
        List.of(
            "connections", "sent", "bounced", "deferrals", "rejects", "tempfails", "deferred")) {
      counts.put(column, 0L);
    }
    counts.put("auth_failures", 0L);
    Map<String, Set<String>> waiting = new HashMap<>();
    Set<String> screened = new HashSet<>();
    for (String line : lines) {
      Matcher delivery = DELIVERY.matcher(line);
      if (delivery.find()) {
        String status = delivery.group(3);
        counts.merge(status.equals("deferred") ? "deferrals" : status, 1L, Long::sum);
        Set<String> put = waiting.computeIfAbsent(delivery.group(1), id -> new HashSet<>());
        if (status.equals("deferred")) {
          put.add(delivery.group(2));
        } else {
          put.remove(delivery.group(2));
        }
      } else if (line.contains(": client=") || line.contains(": uid=")) {
        counts.merge("deferred", (long) end(waiting, line), Long::sum);
      } else if (line.contains("status=expired")) {
        counts.merge("bounced", (long) end(waiting, line), Long::sum);
      } else if (line.contains("SASL LOGIN authentication failed")) {
        counts.merge("auth_failures", 1L, Long::sum);
      } else if (line.contains("reject: ")) {
        boolean temporary = line.contains(": 450 ");
        counts.merge(temporary ? "tempfails" : "rejects", 1L, Long::sum);
      } else if (line.contains(": connect from ")) {
        counts.merge("connections", 1L, Long::sum);
      } else if (line.contains("CONNECT from ")) {
        counts.merge("connections", line.contains("DISCONNECT") ? 0L : 1L, Long::sum);
        screened.add(port(line));
      } else if (line.contains("PASS OLD ") && screened.contains(port(line))) {
        counts.merge("connections", -1L, Long::sum); // the server's own connect counts
      }
    }
    waiting.values().forEach(put -> counts.merge("deferred", (long) put.size(), Long::sum));
    return counts;
  }

  private static int end(Map<String, Set<String>> waiting, String line) {
    Matcher id = Pattern.compile(": ([0-9A-F]{7}): ").matcher(line);
    assertThat(id.find()).isTrue();
    Set<String> put = waiting.remove(id.group(1));
    return put == null ? 0 : put.size();
  }

  private static String port(String line) {
    Matcher port = Pattern.compile("\\]:(4\\d{4})").matcher(line);
    assertThat(port.find()).isTrue();
    return port.group(1);
  }
}
