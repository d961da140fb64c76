package slash64.maillog.message;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import slash64.maillog.archive.LineScanner;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.envelope.TimeZones;

/**
 * Arbitrary logs are joined to messages: every line is used, empty of meaning or refused, counts
 * are never negative, and where no column is asked for there are as many rows. A small number of
 * open messages is allowed, so that spilling takes part.
 */
@EnabledIfSystemProperty(named = "slash64.slow", matches = "true")
final class JoinerFuzzTest {
  private static final String[] LINES = {
    "postfix/smtpd[1]: connect from x[2001:db8::1]",
    "postfix/smtpd[1]: disconnect from x[2001:db8::1]",
    "postfix/smtpd[1]: %s: client=x[2001:db8::1]",
    "postfix/smtpd[2]: %s: client=localhost[::1], orig_queue_id=%s, orig_client=x[2001:db8::1]",
    "postfix/cleanup[3]: %s: message-id=<x@example.org>",
    "postfix/cleanup[3]: %s: milter-reject: END-OF-MESSAGE from x[2001:db8::1]: 5.7.1 no; from=<a>",
    "postfix/qmgr[4]: %s: from=<a@example.org>, size=9, nrcpt=2 (queue active)",
    "postfix/qmgr[4]: %s: from=<a@example.org>, status=expired, returned to sender",
    "postfix/qmgr[4]: %s: removed",
    "postfix/smtp[5]: %s: to=<b@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok: queued as %s)",
    "postfix/smtp[5]: %s: to=<b@example.com>, relay=none, delay=1, delays=0/0/0/1, dsn=4.0.0, status=deferred (x)",
    "postfix/bounce[6]: %s: sender non-delivery notification: %s",
    "postfix/pickup[7]: %s: uid=0 from=<root>",
    "postfix/smtpd[1]: NOQUEUE: reject: RCPT from x[2001:db8::1]: 450 4.2.0 x; from=<a> to=<b> proto=ESMTP helo=<x>",
    "postfix/smtpd[1]: lost connection after DATA (9 bytes) from x[2001:db8::1]",
    "rspamd[8]: <x>; task; rspamd_task_write_log: id: <x@example.org>, qid: <%s>, ip: 2001:db8::1, (default: F (no action): [0.30/15.00] [X(0.00){}]), len: 2",
    "opendkim[9]: %s: DKIM verification successful",
    "last message repeated 3 times",
    "sm-mta[1]: %s0000000: from=<a>, size=1, nrcpts=1, proto=ESMTP, daemon=MTA, relay=[192.0.2.1]",
    "sm-mta[1]: %s0000000: to=<a>,<b>, delay=1, relay=x, dsn=2.0.0, stat=Sent",
    "exim[1]: 1xVP2r-0%s-00 <= a@example.org H=x [192.0.2.1] P=smtp S=5",
    "exim[1]: 1xVP2r-0%s-00 => b@example.org R=x T=y",
    "exim[1]: 1xVP2r-0%s-00 Completed",
    "smtpd[1]: 000000000000000a smtp connected address=[2001:db8::1] host=x",
    "smtpd[1]: 000000000000000a smtp message msgid=000%s size=1 nrcpt=1 proto=ESMTP",
    "smtpd[1]: 000000000000000a smtp disconnected reason=quit",
  };

  private static final String[] IDS = {"0A1B2", "0A1B3", "0A1B4"};

  /** The bytes are the log. */
  @FuzzTest(maxDuration = "10m")
  void anyLogIsJoined(byte[] bytes) throws IOException {
    join(bytes);
  }

  /** Each pair of bytes is a line of {@link #LINES} and its ids and time. */
  @FuzzTest(maxDuration = "10m")
  void anyOrderOfLinesIsJoined(byte[] bytes) throws IOException {
    StringBuilder log = new StringBuilder();
    int second = 0;
    for (int i = 0; i + 1 < bytes.length && i < 2_000; i += 2) {
      second = Math.floorMod(second + bytes[i + 1] / 16, 3_600);
      log.append("2026-11-23T08:%02d:%02dZ mx1 ".formatted(second / 60, second % 60))
          .append(
              LINES[Math.floorMod(bytes[i], LINES.length)].formatted(
                  IDS[Math.floorMod(bytes[i + 1], 3)], IDS[Math.floorMod(bytes[i + 1] / 3, 3)]))
          .append('\n');
    }
    join(log.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static void join(byte[] log) throws IOException {
    int rows = rows(log, WantedColumns.ALL);
    int bare = rows(log, WantedColumns.of(List.of()));
    if (rows != bare) {
      throw new IllegalStateException(rows + " rows with all columns, " + bare + " with none");
    }
  }

  private static int rows(byte[] log, WantedColumns columns) throws IOException {
    int rows = 0;
    SplitReport report = new SplitReport("fuzz", 0);
    LineScanner lines = new LineScanner(new ByteArrayInputStream(log));
    StampClock clock = new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 24));
    try (MessageReader reader =
        new MessageReader(
            new LogReader(lines, clock, report, columns.fields()), new Joiner(columns, 8))) {
      for (OpenMessage row = reader.next(); row != null; row = reader.next()) {
        rows++;
        for (int i = 0; i < MessageColumns.count(); i++) {
          MessageColumns.Column column = MessageColumns.at(i);
          boolean isCount = column.type() == MessageColumns.Type.INT && column.isPresent(row);
          if (isCount && column.number(row) < 0) {
            throw new IllegalStateException(column.name() + " is " + column.number(row));
          }
        }
      }
    }
    if (report.usedLines() + report.emptyLines() + report.refusedLines() != report.lines()) {
      throw new IllegalStateException("lines do not add up");
    }
    return rows;
  }
}
