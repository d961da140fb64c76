package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.maillog.MessageRows;

/** Where a log is cut makes no difference once the parts are merged. */
final class PartFoldTest {
  private static final String[] COLUMNS = MessageRows.SCHEMA.fieldNames();

  /** What a row has of its connection stays with the split that the connection was made in. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "lines",
          "connections",
          "auth_failures",
          "tls_version",
          "tls_cipher",
          "tls_certificate",
          "helo");

  private static final List<String> COUNTS =
      List.of(
          "connections",
          "sent",
          "bounced",
          "deferred",
          "deferrals",
          "rejects",
          "tempfails",
          "auth_failures");

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aLogCutAtAnyLineGivesTheSameMessages(long seed) {
    List<String> lines = RandomLog.lines(seed, 8, false);
    assertSameWhereverItIsCut(lines);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aLogCutIntoManySplitsGivesTheSameMessages(long seed) {
    List<String> lines = RandomLog.lines(seed, 12, false);
    Random random = new Random(seed);
    List<List<String>> splits = new ArrayList<>();
    for (int from = 0; from < lines.size(); ) {
      int to = Math.min(lines.size(), from + 1 + random.nextInt(12));
      splits.add(lines.subList(from, to));
      from = to;
    }
    assertSameMessages(rows(lines), merge(splits.stream()), "cut into " + splits.size());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void mergingOnOneDayAndGoingOnTheNextGivesTheSameMessages(long seed) {
    List<String> lines = RandomLog.lines(seed, 10, false);
    int first = lines.size() / 3;
    int second = 2 * first;
    List<Row> early = merge(Stream.of(lines.subList(0, first), lines.subList(first, second)));
    List<Row> all = new ArrayList<>(early);
    all.addAll(rows(lines.subList(second, lines.size())));
    assertSameMessages(rows(lines), fold(all), "in two nights");
  }

  private static List<Row> merge(Stream<List<String>> splits) {
    return fold(splits.flatMap(split -> rows(split).stream()).toList());
  }

  /** Sorts as {@link MessageParts} does. */
  private static List<Row> fold(List<Row> parts) {
    List<Row> sorted = new ArrayList<>(parts);
    sorted.sort(
        Comparator.comparing((Row row) -> String.valueOf((String) get(row, "queue_id")))
            .thenComparing(row -> (Instant) get(row, "time"))
            .thenComparing(row -> !(Boolean) get(row, "has_start"))
            .thenComparing(row -> !(Boolean) get(row, "is_open")));
    List<Row> merged = new ArrayList<>();
    new PartFold(sorted.iterator()).forEachRemaining(merged::add);
    return merged;
  }

  private static List<Row> rows(List<String> lines) {
    return MessageLog.read(String.join("\n", lines)).rows().stream()
        .map(
            values -> {
              Object[] row = new Object[COLUMNS.length];
              for (int i = 0; i < row.length; i++) {
                Object value = values.get(COLUMNS[i]);
                row[i] = value instanceof List<?> list ? list.toArray() : value;
              }
              return RowFactory.create(row);
            })
        .toList();
  }

  private static void assertSameMessages(List<Row> whole, List<Row> merged, String how) {
    Map<String, Map<String, Object>> expected = messages(whole);
    Map<String, Map<String, Object>> found = messages(merged);
    assertThat(found.keySet()).as(how).isEqualTo(expected.keySet());
    for (String message : expected.keySet()) {
      for (String column : expected.get(message).keySet()) {
        assertThat(found.get(message).get(column))
            .as("%s, message %s, %s", how, message, column)
            .isEqualTo(expected.get(message).get(column));
      }
    }
    for (String count : COUNTS) {
      assertThat(sum(merged, count)).as("%s, %s", how, count).isEqualTo(sum(whole, count));
    }
  }

  private static Object get(Row row, String column) {
    return row.get(MessageRows.SCHEMA.fieldIndex(column));
  }

  private static long sum(List<Row> rows, String column) {
    return rows.stream().mapToLong(row -> (Integer) get(row, column)).sum();
  }

  private static Map<String, Map<String, Object>> messages(List<Row> rows) {
    Map<String, Map<String, Object>> messages = new TreeMap<>();
    for (Row row : rows) {
      if (get(row, "kind").equals("message")) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < COLUMNS.length; i++) {
          if (!OF_THE_CONNECTION.contains(COLUMNS[i])) {
            Object value = row.get(i);
            values.put(
                COLUMNS[i],
                value instanceof Object[] hashes ? Stream.of(hashes).sorted().toList() : value);
          }
        }
        messages.put(get(row, "queue_id") + " " + get(row, "time"), values);
      }
    }
    return messages;
  }

  /** A transport that logs under a name of its own: each line may be the first of a split. */
  @Test
  void aQueueThatServicesOfSeveralNamesShareIsOne() {
    List<String> lines =
        MessageLog.expand(
                """
                ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=mail.example.org[2001:db8:1:2::25]
                ~05:01Z mx1 postfix/cleanup[815]: 0F5383D: message-id=<x@example.org>
                ~05:01Z mx1 postfix/qmgr[700]: 0F5383D: from=<a@example.org>, size=10, nrcpt=2 (queue active)
                ~05:02Z mx1 postfix-192.0.2.9/smtp[820]: 0F5383D: to=<b@example.com>, relay=mx[192.0.2.8]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)
                ~05:02Z mx1 postfix-192.0.2.9/smtp[820]: 0F5383D: to=<c@example.com>, relay=mx[192.0.2.8]:25, delay=1, delays=0/0/0/1, dsn=4.0.0, status=deferred (later)
                ~06:02Z mx1 postfix-192.0.2.9/smtp[820]: 0F5383D: to=<c@example.com>, relay=mx[192.0.2.8]:25, delay=60, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)
                ~06:03Z mx1 postfix/qmgr[700]: 0F5383D: removed
                """)
            .lines()
            .toList();
    assertSameWhereverItIsCut(lines);
  }

  private static void assertSameWhereverItIsCut(List<String> lines) {
    List<Row> whole = rows(lines);
    for (int cut = 0; cut <= lines.size(); cut++) {
      assertSameMessages(
          whole,
          merge(Stream.of(lines.subList(0, cut), lines.subList(cut, lines.size()))),
          "cut after line " + cut);
    }
  }
}
