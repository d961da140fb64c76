package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.benchmark.FormatSamples;
import slash64.maillog.archive.LineScanner;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.envelope.TimeZones;
import slash64.maillog.format.Corpus;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;
import slash64.maillog.line.WantedFields;

/**
 * What is not asked for is not read, and changes nothing: whatever columns are asked for, their
 * values are those of a reading of all columns, and the books are the same.
 */
final class ColumnPruningTest {
  private static final int SUBSETS = 60;

  /** Each a log by name, and how many random subsets of columns it is read with. */
  static Stream<Arguments> logs() throws IOException {
    List<Arguments> logs = new ArrayList<>();
    for (String format : FormatSamples.formats()) {
      logs.add(Arguments.of(format, FormatSamples.text(format, 20_000), SUBSETS));
    }
    byte[] mixed = mixed();
    logs.add(Arguments.of("mixed", mixed, 4 * SUBSETS));
    for (int seed = 1; seed <= 4; seed++) {
      String day = String.join("\n", RandomLog.lines(seed, 200, seed % 2 == 0));
      logs.add(Arguments.of("day " + seed, day.getBytes(StandardCharsets.UTF_8), SUBSETS / 4));
      logs.add(Arguments.of("damage " + seed, damaged(mixed, seed), SUBSETS / 4));
    }
    return logs.stream();
  }

  /** Every server and filter, in every envelope and with what JSON and CSV hold. */
  private static byte[] mixed() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (InputStream in =
        ColumnPruningTest.class.getResourceAsStream("/slash64/maillog/mixed.log")) {
      in.transferTo(all);
    }
    all.writeBytes(
        MessageLog.expand(
                """
                {"__REALTIME_TIMESTAMP":"1795593901000000","_HOSTNAME":"mx1","SYSLOG_IDENTIFIER":"postfix/smtpd","_PID":"7","MESSAGE":"connect from mail.example.org[2001:db8::7]"}
                {"__REALTIME_TIMESTAMP":"1795593902000000","_HOSTNAME":"mx1","SYSLOG_IDENTIFIER":"postfix/smtpd","_PID":"7","MESSAGE":"NOQUEUE: reject: RCPT from mail.example.org[2001:db8::7]: 450 4.2.0 <b@example.com>: Recipient address rejected: Greylisted; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>"}
                {"ts":1795593903.5,"pid":9,"severity":"info","worker_type":"normal","function":"rspamd_task_write_log","message":"id: <j@example.org>, qid: <A1B2C>, ip: 2001:db8::9, from: <a@example.org>, (default: T (reject): [21.30/15.00] [R_SPF_FAIL(1.00){-all;},R_DKIM_REJECT(1.00){example.org:s=s1;}]), len: 77, digest: <ffff0000ffff0000>, rcpts: <b@example.com>"}
                ~05:30Z mx1 rspamd[9]: <s>; task; rspamd_task_write_log: id: <s@example.org>, qid: <5A1B2C>, ip: 2001:db8::9, from: <a@example.org>, (default: F (no action): [0.10/15.00] [R_DKIM_ALLOW(0.00){a:+;},R_DKIM_ALLOW(0.00){b:+;},R_DKIM_ALLOW(0.00){c:+;},R_SPF_SOFTFAIL(0.00){~all;},R_SPF_ALLOW(0.00){+a;},DMARC_NA(0.00){}]), len: 7, digest: <00>, rcpts: <b@example.com>
                {"type":"Bounce","id":"aa11","sender":"a@example.org","recipient":"b@example.com","size":9,"peer_address":{"name":"mx.example.com","addr":"2001:db8::25"},"response":{"code":550,"enhanced_code":{"class":5,"subject":1,"detail":1},"content":"no \\"such\\" user"},"event_time":"2026-11-23T08:06:00Z","nodeid":"n1"}
                ~05:31Z mx1 postfix/smtpd[31]: AA300: client=client.example.org[192.0.2.30]
                ~05:31Z mx1 postfix/qmgr[33]: AA300: from=<a@example.org>, size=310, nrcpt=1 (queue active)
                ~05:31Z mx1 amavis[55]: (00055-1) Blocked SPAM {DiscardedInbound}, [192.0.2.30]:4000 <a@example.org> -> <b@example.com>, Queue-ID: AA300, Message-ID: <30@example.org>, mail_id: x, Hits: 18.2, size: 310, 400 ms
                ~05:31Z mx1 postfix/smtp[34]: AA300: to=<b@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.7.0, status=sent (250 2.7.0 Ok, discarded, id=00055-1 - spam)
                ~05:31Z mx1 postfix/qmgr[33]: AA300: removed
                ~05:31Z mx1 sm-mta[10]: 6AN8510A013001: from=<a@example.org>, size=10, class=0, nrcpts=1, msgid=<x@example.org>, proto=ESMTP, daemon=MTA, relay=IDENT:u@mail.example.org [192.0.2.32]
                ~05:31Z mx1 sm-mta[10]: 6AN8510A013001: to=<z@example.net>, delay=5+00:00:01, mailer=esmtp, relay=mx.example.net. [192.0.2.33], dsn=4.0.0, stat=Deferred: Connection refused
                ~05:31Z mx1 sm-mta[10]: 6AN8510A013001: 6AS8511A000011: sender notify: Cannot send message for 5 days
                ~05:31Z mx1 postfix/smtpd[31]: connect from client.example.org[192.0.2.31]
                ~05:31Z mx1 postfix/smtpd[31]: AA310: client=client.example.org[192.0.2.31], sasl_method=PLAIN, sasl_username=ann
                ~05:31Z mx1 postfix/cleanup[32]: AA310: message-id=<31@example.org>
                ~05:31Z mx1 postfix/qmgr[33]: AA310: from=<ann@example.org>, size=310, nrcpt=2 (queue active)
                ~05:32Z mx1 postfix/smtpd[37]: AA311: client=localhost[127.0.0.1]
                ~05:32Z mx1 postfix/smtp[34]: AA310: to=<b@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1.5, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as AA311)
                ~05:32Z mx1 postfix/smtp[34]: AA310: to=<c@example.com>, orig_to=<d@example.com>, relay=mx[192.0.2.25]:25, conn_use=2, delay=1.5, delays=0/0/0/1, dsn=4.4.1, status=deferred (timed out)
                ~05:33Z mx1 postfix/qmgr[33]: AA310: from=<ann@example.org>, status=expired, returned to sender
                ~05:33Z mx1 postfix/lmtp[38]: AA311: to=<b@example.com>, relay=store[private/lmtp], delay=1, delays=0/0/0/1, dsn=2.1.5, status=sent (250 ok)
                ~05:33Z mx1 postfix/qmgr[33]: AA311: removed
                ~05:33Z mx1 postfix/bounce[35]: AA310: sender non-delivery notification: AA312
                ~05:33Z mx1 postfix/qmgr[33]: AA310: removed
                ~05:34Z mx1 postfix/anvil[36]: statistics: max connection count 4 for (smtp:2001:db8:1:2::/84) at Nov 23 08:05:01
                ~05:35Z mx1 postfix/smtpd[31]: disconnect from client.example.org[192.0.2.31] ehlo=1 commands=1
                """)
            .getBytes(StandardCharsets.UTF_8));
    return all.toByteArray();
  }

  /** Bytes changed, cut and doubled, so that lines of every kind end in refusals. */
  private static byte[] damaged(byte[] log, long seed) {
    Random random = new Random(seed);
    byte[] bytes = log.clone();
    byte[] specials = " []()<>\"=:,;\\{}\n\0".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < log.length / 60; i++) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          random.nextInt(4) == 0
              ? (byte) random.nextInt()
              : specials[random.nextInt(specials.length)];
    }
    return bytes;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("logs")
  void messagesHaveTheSameValuesWhateverIsReadBesideThem(String name, byte[] log, int subsets) {
    MessageLog all = MessageLog.read(log, null);
    Random random = new Random(64);
    assertSameMessages(all, log, Set.of());
    for (int i = 0; i < MessageColumns.count(); i++) {
      assertSameMessages(all, log, Set.of(MessageColumns.at(i).name()));
    }
    for (int i = 0; i < subsets; i++) {
      assertSameMessages(all, log, columns(random));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("logs")
  void linesHaveTheSameValuesWhateverIsReadBesideThem(String name, byte[] log, int subsets)
      throws IOException {
    Random random = new Random(64);
    assertSameLines(log, EnumSet.noneOf(Field.class), false);
    assertSameLines(log, EnumSet.noneOf(Field.class), true);
    for (int i = 0; i < Field.PRINTED; i++) {
      assertSameLines(log, EnumSet.of(Field.values()[i]), false);
    }
    for (int i = 0; i < subsets; i++) {
      assertSameLines(log, fields(random), random.nextBoolean());
    }
  }

  /** Skipped where the corpus is not there. */
  @Test
  void logsOfOthersHaveTheSameValuesWhateverIsReadBesideThem() throws IOException {
    byte[] log = String.join("\n", Corpus.allLines()).getBytes(StandardCharsets.UTF_8);
    MessageLog all = MessageLog.read(log, null);
    Random random = new Random(65);
    assertSameMessages(all, log, Set.of());
    for (int i = 0; i < 8; i++) {
      assertSameMessages(all, log, columns(random));
      assertSameLines(log, fields(random), random.nextBoolean());
    }
  }

  @Test
  void whatNobodyAsksForIsNotKept() throws IOException {
    WantedColumns wanted = WantedColumns.of(Set.of("sender", "spf"));
    SplitReport report = new SplitReport("text", 0);
    byte[] log = FormatSamples.text("rspamd", 100);
    LogReader lines = new LogReader(scanner(log), clock(), report, wanted.fields());
    LogLine line = lines.next();
    assertThat(line.has(Field.SPF)).isTrue();
    assertThat(line.has(Field.DIGEST)).isFalse();
    assertThat(line.has(Field.SIZE)).isFalse();
    assertThat(line.has(Field.SCORE)).isFalse();
    try (MessageReader reader =
        new MessageReader(new LogReader(scanner(log), clock(), report, wanted.fields()), wanted)) {
      OpenMessage row = reader.next();
      assertThat(row.string(Text.SENDER)).isEqualTo("a@example.org");
      assertThat(row.string(Text.SPF)).isEqualTo("pass");
      assertThat(row.has(Text.HOST)).isFalse();
      assertThat(row.has(Text.QUEUE_ID)).isFalse();
      assertThat(row.has(Text.RECIPIENT_DOMAIN)).isFalse();
      assertThat(row.has(Text.DKIM)).isFalse();
    }
  }

  private static Set<String> columns(Random random) {
    Set<String> columns = new TreeSet<>();
    int most = 1 + random.nextInt(MessageColumns.count());
    for (int i = 0; i < most; i++) {
      columns.add(MessageColumns.at(random.nextInt(MessageColumns.count())).name());
    }
    return columns;
  }

  private static Set<Field> fields(Random random) {
    Set<Field> fields = EnumSet.noneOf(Field.class);
    for (int i = random.nextInt(Field.PRINTED); i >= 0; i--) {
      fields.add(Field.values()[random.nextInt(Field.PRINTED)]);
    }
    return fields;
  }

  private static void assertSameMessages(MessageLog all, byte[] log, Set<String> columns) {
    MessageLog some = MessageLog.read(log, columns);
    List<Map<String, Object>> expected =
        all.rows().stream()
            .map(
                row -> {
                  Map<String, Object> kept = new HashMap<>(row);
                  kept.keySet().retainAll(columns);
                  return kept;
                })
            .toList();
    assertThat(some.rows()).as("%s", columns).isEqualTo(expected);
    assertSameBooks(some.report(), all.report(), columns);
  }

  private static void assertSameLines(byte[] log, Set<Field> fields, boolean hasClient)
      throws IOException {
    SplitReport allBooks = new SplitReport("text", 0);
    SplitReport someBooks = new SplitReport("text", 0);
    LogReader all = new LogReader(scanner(log), clock(), allBooks);
    LogReader some =
        new LogReader(
            scanner(log),
            clock(),
            someBooks,
            WantedFields.of(WantedFields.bits(fields.toArray(new Field[0])), hasClient));
    for (LogLine line = all.next(); line != null; line = all.next()) {
      assertThat(say(some.next(), fields, hasClient))
          .as("%s", fields)
          .isEqualTo(say(line, fields, hasClient));
    }
    assertThat(some.next()).isNull();
    assertSameBooks(someBooks, allBooks, fields);
  }

  private static String say(LogLine line, Set<Field> fields, boolean hasClient) {
    StringBuilder words = new StringBuilder();
    words.append(line.event()).append(' ').append(line.refusal());
    words.append(' ').append(line.hasTime() ? line.micros() : -1);
    words.append(' ').append(line.timeInferred()).append(line.timeAmbiguous()).append(line.pid());
    words.append(' ').append(line.repeats()).append(line.lost());
    if (hasClient && line.hasClient()) {
      words.append(' ').append(line.clientHigh()).append(' ').append(line.clientLow());
    }
    for (Field field : fields) {
      words.append(' ').append(field).append('=').append(line.shown(field));
    }
    return words.toString();
  }

  private static void assertSameBooks(SplitReport some, SplitReport all, Object asked) {
    assertThat(books(some)).as("%s", asked).isEqualTo(books(all));
    assertThat(some.usedLines() + some.emptyLines() + some.refusedLines())
        .as("%s", asked)
        .isEqualTo(some.lines());
  }

  private static List<Object> books(SplitReport report) {
    List<Object> books = new ArrayList<>();
    books.add(report.lines());
    books.add(report.usedLines());
    books.add(report.emptyLines());
    for (Refusal reason : Refusal.values()) {
      books.add(report.refusedLines(reason));
    }
    books.add(report.repeatedLines());
    books.add(report.lostLines());
    books.add(report.bytes());
    books.add(report.firstMicros());
    books.add(report.lastMicros());
    books.add(report.samples());
    return books;
  }

  private static LineScanner scanner(byte[] log) {
    return new LineScanner(new ByteArrayInputStream(log));
  }

  private static StampClock clock() {
    return new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 24));
  }
}
