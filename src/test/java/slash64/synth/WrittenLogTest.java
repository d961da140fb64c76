package slash64.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the lines of one world back with regular expressions and compares them with the truth. */
class WrittenLogTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
  private static final int DAYS = 8;
  private static final List<String> HOSTS = List.of("mx1", "mx2", "out1");
  private static final Pattern LINE =
      Pattern.compile("(.{15}|\\S{32}) (\\S+) ([^\\s\\[:]+)\\[(\\d+)]: (.*)");
  private static final Pattern OF_MESSAGE = Pattern.compile("([0-9A-Za-z]{10,}): (.*)");
  private static final DateTimeFormatter RFC_3164 =
      DateTimeFormatter.ofPattern("yyyy MMM ppd HH:mm:ss", Locale.ROOT);

  @TempDir private static Path world;

  private record Line(String file, LocalDateTime time, String host, String program, String text) {
    boolean isFrom(String daemon) {
      return program.endsWith("/" + daemon);
    }
  }

  private static final Map<String, List<Line>> LINES = new HashMap<>();

  @BeforeAll
  static void write() throws IOException {
    World.write(WorldConfig.demo(3, FIRST).withDays(DAYS).withMessagesPerDay(2000), world);
    HOSTS.forEach(host -> LINES.put(host, read(host)));
  }

  private static List<Line> lines(String host) {
    return LINES.get(host);
  }

  private static List<Line> read(String host) {
    List<Line> lines = new ArrayList<>();
    for (Path file : Archives.of(world, host)) {
      String name = file.getFileName().toString();
      for (String text : Archives.lines(file)) {
        Matcher matcher = LINE.matcher(text);
        if (!matcher.matches()) {
          throw new AssertionError("not a line: " + text);
        }
        lines.add(
            new Line(
                name,
                time(matcher.group(1)),
                matcher.group(2),
                matcher.group(3),
                matcher.group(5)));
      }
    }
    return lines;
  }

  private static LocalDateTime time(String stamp) {
    return stamp.length() == 15
        ? LocalDateTime.parse("2026 " + stamp, RFC_3164)
        : OffsetDateTime.parse(stamp).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
  }

  @Test
  void stampsNeverStepBackAndLieInTheDayOfTheFile() {
    for (String host : HOSTS) {
      List<Line> wrong = new ArrayList<>();
      LocalDateTime before = FIRST.atStartOfDay();
      for (Line line : lines(host)) {
        boolean isInFile = line.file().startsWith(host + "-" + line.time().toLocalDate() + ".log");
        if (line.time().isBefore(before) || !isInFile || !line.host().equals(host)) {
          wrong.add(line);
        }
        before = line.time();
      }
      assertThat(wrong).isEmpty();
    }
  }

  @Test
  void theHostsWriteInDifferentWays() {
    assertThat(Archives.lines(world, "mx1")).allMatch(line -> line.startsWith("Nov  "));
    assertThat(Archives.lines(world, "mx2")).allMatch(line -> line.startsWith("2026-11-0"));
    assertThat(ids("mx1")).allMatch(id -> id.matches("[0-9A-F]{5}[0-9A-F]{6}"));
    assertThat(ids("mx2")).allMatch(id -> id.matches("[0-9B-Zb-z]{10,}z[0-9B-Zb-y]+"));
    assertThat(ids("out1")).allMatch(id -> id.matches("[0-9B-Zb-z]{10,}z[0-9B-Zb-y]+"));
  }

  private static List<String> ids(String host) {
    return lines(host).stream()
        .filter(line -> line.text().contains(": client="))
        .map(line -> line.text().substring(0, line.text().indexOf(':')))
        .toList();
  }

  @Test
  void shortIdsComeBackAndLongOnesDoNot() {
    assertThat(new HashSet<>(ids("mx1"))).hasSizeLessThan(ids("mx1").size());
    assertThat(ids("mx2")).doesNotHaveDuplicates();
  }

  @Test
  void aMessageOpensIsNamedQueuedDeliveredAndRemovedInThisOrder() {
    for (String host : HOSTS) {
      Map<String, String> stages = new HashMap<>();
      for (Line line : lines(host)) {
        Matcher matcher = OF_MESSAGE.matcher(line.text());
        if (!matcher.matches() || Set.of("rspamd", "postfix/anvil").contains(line.program())) {
          continue;
        }
        String id = matcher.group(1);
        String stage = stages.getOrDefault(id, "none");
        String next = next(line, matcher.group(2), stage);
        if (next == null) {
          throw new AssertionError("after " + stage + ": " + line);
        }
        if (next.equals("none")) {
          stages.remove(id);
        } else {
          stages.put(id, next);
        }
      }
      assertThat(stages.values()).as("open at the end on " + host).doesNotContain("opened");
    }
  }

  /** Returns the stage after a line; null if the line cannot come in this stage. */
  private static String next(Line line, String text, String stage) {
    return switch (stage) {
      case "none" ->
          text.startsWith("client=") || text.startsWith("uid=")
              ? "opened"
              : text.startsWith("message-id=") ? "named" : null;
      case "opened" ->
          text.startsWith("message-id=") ? "named" : text.startsWith("reject: ") ? stage : null;
      case "named" ->
          text.startsWith("from=<")
              ? "active"
              : text.startsWith("milter-reject: END-OF-MESSAGE") ? "none" : null;
      case "active" -> text.startsWith("to=<") ? "tried" : null;
      case "tried" ->
          text.startsWith("to=<")
                  || text.startsWith("sender non-delivery notification: ")
                  || text.endsWith("status=expired, returned to sender")
              ? stage
              : text.equals("removed")
                  ? "none"
                  : line.isFrom("qmgr") && text.endsWith("(queue active)") ? "active" : null;
      default -> throw new IllegalStateException(stage);
    };
  }

  @Test
  void someMessagesLieAcrossMidnight() {
    Map<String, String> files = new HashMap<>();
    int across = 0;
    for (Line line : lines("out1")) { // long ids, so that an id is one message
      Matcher matcher = OF_MESSAGE.matcher(line.text());
      if (matcher.matches()) {
        String before = files.put(matcher.group(1), line.file());
        across += before != null && !before.equals(line.file()) ? 1 : 0;
      }
    }
    assertThat(across).isPositive();
  }

  @Test
  void aMessageNobodyTakesIsGivenUpAfterFiveDays() {
    Map<String, LocalDateTime> opened = new HashMap<>();
    int expired = 0;
    for (Line line : lines("out1")) {
      Matcher matcher = OF_MESSAGE.matcher(line.text());
      if (matcher.matches()) {
        opened.putIfAbsent(matcher.group(1), line.time());
        if (line.text().endsWith("status=expired, returned to sender")) {
          expired++;
          assertThat(line.time())
              .isBetween(
                  opened.get(matcher.group(1)).plusDays(5),
                  opened.get(matcher.group(1)).plusDays(5).plusHours(2));
        }
      }
    }
    assertThat(expired).isPositive();
  }

  @Test
  void aProcessOfSmtpdServesOneClientAtATime() {
    Pattern session =
        Pattern.compile(".*smtpd\\[(\\d+)]: (connect|disconnect) from (\\S+\\[\\S+]).*");
    for (String host : HOSTS) {
      Map<String, String> served = new HashMap<>();
      for (String line : Archives.lines(world, host)) {
        Matcher matcher = session.matcher(line);
        if (matcher.matches() && matcher.group(2).equals("connect")) {
          assertThat(served.put(matcher.group(1), matcher.group(3))).as(line).isNull();
        } else if (matcher.matches()) {
          assertThat(served.remove(matcher.group(1))).as(line).isEqualTo(matcher.group(3));
        }
      }
    }
  }

  @Test
  void theCountsAgreeWithARecountOfTheLines() throws IOException {
    String counts = String.join("\n", Archives.lines(world.resolve("truth/counts.json")));
    for (String host : HOSTS) {
      for (Path file : Archives.of(world, host)) {
        String date =
            file.getFileName().toString().substring(host.length() + 1, host.length() + 11);
        String ofDay = counts.substring(counts.indexOf(date));
        String ofHost = ofDay.substring(ofDay.indexOf("\"" + host + "\""));
        String found = ofHost.substring(ofHost.indexOf('{'), ofHost.indexOf('}') + 1);
        assertThat(found).as(file.toString()).isEqualTo(recount(file));
      }
    }
  }

  private static String recount(Path file) {
    List<String> lines = Archives.lines(file);
    List<String> counts = new ArrayList<>();
    counts.add("\"lines\": " + lines.size());
    counts.add("\"bytes\": " + Archives.bytes(file).length);
    String[][] patterns = {
      {"smtpd_connects", "smtpd\\[\\d+]: connect from "},
      {"postscreen_connects", "postscreen\\[\\d+]: CONNECT from "},
      {"postscreen_passes", "postscreen\\[\\d+]: PASS (NEW|OLD) "},
      {"messages", "smtpd\\[\\d+]: [0-9A-Za-z]+: client="},
      {"own_messages", "(pickup\\[\\d+]: [0-9A-Za-z]+: uid=|sender non-delivery notification: )"},
      {"rejects", "(smtpd|postscreen)\\[\\d+]: [0-9A-Za-z]+: reject: \\S+ from \\S+: 5"},
      {"tempfails", "(smtpd|postscreen)\\[\\d+]: [0-9A-Za-z]+: reject: \\S+ from \\S+: 4"},
      {"milter_rejects", "cleanup\\[\\d+]: [0-9A-Za-z]+: milter-reject: "},
      {"auth_failures", "SASL LOGIN authentication failed"},
      {"filter_tasks", "rspamd_task_write_log"},
      {"spam_verdicts", "\\(default: T \\("},
      {"sent", "status=sent \\("},
      {"bounced", "status=bounced \\("},
      {"deferred", "status=deferred \\("},
      {"expired", "status=expired, "},
      {"removed", "qmgr\\[\\d+]: [0-9A-Za-z]+: removed$"},
    };
    for (String[] pattern : patterns) {
      Pattern regex = Pattern.compile(pattern[1]);
      long count = lines.stream().filter(line -> regex.matcher(line).find()).count();
      counts.add("\"" + pattern[0] + "\": " + count);
    }
    return "{" + String.join(", ", counts) + "}";
  }

  @Test
  void theTruthCoversEveryMessage() {
    Map<String, String> clients = new HashMap<>();
    int refused = 0;
    for (String[] row : Archives.truth(world)) {
      if (row[1].isEmpty()) {
        refused++;
      } else {
        String seconds = row[2].substring(0, 19);
        String key = row[0] + " " + row[1] + " " + seconds;
        assertThat(clients.put(key, row[3])).isNull();
      }
    }
    assertThat(refused).isPositive();
    Pattern client = Pattern.compile("([0-9A-Za-z]+): client=\\S+\\[([0-9a-f.:]+)].*");
    Set<String> seen = new HashSet<>();
    for (String host : HOSTS) {
      for (Line line : lines(host)) {
        Matcher matcher = client.matcher(line.text());
        if (line.isFrom("smtpd") && matcher.matches()) {
          String key =
              host + " " + matcher.group(1) + " " + line.time().withNano(0).format(SECONDS);
          assertThat(clients.get(key)).isEqualTo(matcher.group(2));
          seen.add(key);
        }
      }
    }
    clients.values().removeIf(String::isEmpty); // the servers' own messages have no client
    assertThat(clients.keySet()).isEqualTo(seen);
  }

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);
}
