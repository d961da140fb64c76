package slash64.maillog.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.maillog.archive.LineScanner;
import slash64.maillog.format.LineParser;
import slash64.maillog.line.LogLine;
import slash64.maillog.message.LogReader;
import slash64.maillog.message.SplitReport;

/** Years and zones that stamps leave out. */
final class StampClockTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest(name = "{0} in a file of {1} is {2}")
  @CsvSource(
      textBlock =
          """
          # stamp,         file's date, instant
          Nov 23 08:05:01, 2026-11-23,  2026-11-23T08:05:01Z
          Nov 24 00:00:01, 2026-11-23,  2026-11-24T00:00:01Z
          Nov 25 00:00:01, 2026-11-23,  2025-11-25T00:00:01Z
          Dec 31 23:59:59, 2027-01-01,  2026-12-31T23:59:59Z
          Jan  1 00:00:01, 2027-01-01,  2027-01-01T00:00:01Z
          Jan  1 00:00:01, 2026-12-31,  2027-01-01T00:00:01Z
          Feb 29 12:00:00, 2026-11-23,  2024-02-29T12:00:00Z
          Feb 29 12:00:00, 2028-02-29,  2028-02-29T12:00:00Z
          Feb 29 12:00:00, 2103-06-01,  2096-02-29T12:00:00Z
          """)
  void theYearIsTheLatestThatTheFilesDateAllows(String stamp, LocalDate date, Instant instant) {
    assertThat(times(new StampClock(TimeZones.UTC, date), stamp)).containsExactly(instant);
  }

  @Test
  void aFileMaySpanANewYearAndRunBackwards() {
    StampClock clock = new StampClock(TimeZones.UTC, LocalDate.of(2027, 1, 2));
    assertThat(times(clock, "Dec 31 23:59:59", "Jan  1 00:00:01", "Dec 31 23:59:58"))
        .containsExactly(
            Instant.parse("2026-12-31T23:59:59Z"),
            Instant.parse("2027-01-01T00:00:01Z"),
            Instant.parse("2026-12-31T23:59:58Z"));
  }

  @Test
  void aQueueIdThatTellsItsTimeTellsTheYear() {
    String id = longId(Instant.parse("2021-03-05T10:00:00Z").getEpochSecond());
    StampClock clock = new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 23));
    LogLine line = new LogLine();
    LineParser parser = new LineParser(clock);
    List<Instant> times = new ArrayList<>();
    for (String text :
        List.of(
            "Mar  5 10:00:00 mx1 postfix/cleanup[9]: " + id + ": message-id=<x>",
            "Mar  5 10:00:01 mx1 postfix/smtpd[9]: connect from unknown[192.0.2.7]",
            "Dec 31 10:00:01 mx1 postfix/smtpd[9]: connect from unknown[192.0.2.7]")) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      line.reset(bytes, 0, bytes.length);
      parser.parse(line);
      assertThat(line.timeInferred()).isTrue();
      times.add(Instant.EPOCH.plusNanos(line.micros() * 1_000));
    }
    assertThat(times)
        .containsExactly(
            Instant.parse("2021-03-05T10:00:00Z"),
            Instant.parse("2021-03-05T10:00:01Z"),
            Instant.parse("2020-12-31T10:00:01Z"));
  }

  @Test
  void aNeighbourWithAYearTellsTheYear() {
    StampClock clock = new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 23));
    assertThat(times(clock, "2019-07-01T00:00:00Z", "Jul  2 00:00:00"))
        .containsExactly(
            Instant.parse("2019-07-01T00:00:00Z"), Instant.parse("2019-07-02T00:00:00Z"));
  }

  @Test
  void eachHostMayHaveAZoneOfItsOwn() {
    TimeZones zones = new TimeZones(Map.of("mx1", BERLIN), ZoneOffset.UTC);
    StampClock clock = new StampClock(zones, LocalDate.of(2026, 11, 23));
    assertThat(times(clock, "Nov 23 08:00:00", "Jul  1 08:00:00"))
        .containsExactly(
            Instant.parse("2026-11-23T07:00:00Z"), Instant.parse("2026-07-01T06:00:00Z"));
    assertThat(times(clock, "mx2", "Nov 23 08:00:00"))
        .containsExactly(Instant.parse("2026-11-23T08:00:00Z"));
  }

  @Test
  void theHourThatOccursTwiceIsTheEarlierOneUntilTheClockStepsBack() {
    assertThat(
            times(
                berlin(),
                "Oct 25 01:59:59",
                "Oct 25 02:30:00",
                "Oct 25 02:29:58", // daemons disagree by seconds
                "Oct 25 02:59:59",
                "Oct 25 02:00:01",
                "Oct 25 02:30:00",
                "Oct 25 03:00:00"))
        .containsExactly(
            Instant.parse("2026-10-24T23:59:59Z"),
            Instant.parse("2026-10-25T00:30:00Z"),
            Instant.parse("2026-10-25T00:29:58Z"),
            Instant.parse("2026-10-25T00:59:59Z"),
            Instant.parse("2026-10-25T01:00:01Z"),
            Instant.parse("2026-10-25T01:30:00Z"),
            Instant.parse("2026-10-25T02:00:00Z"));
  }

  @Test
  void theHourThatDoesNotExistIsMovedForward() {
    assertThat(times(berlin(), "Mar 29 01:59:59", "Mar 29 02:30:00", "Mar 29 03:00:00"))
        .containsExactly(
            Instant.parse("2026-03-29T00:59:59Z"),
            Instant.parse("2026-03-29T01:30:00Z"),
            Instant.parse("2026-03-29T01:00:00Z"));
  }

  @Test
  void linesBeforeTheOneThatTellsTheYearHaveItToo() throws IOException {
    String text =
        """
        Mar  5 10:00:00 mx1 postfix/smtpd[9]: connect from unknown[192.0.2.7]
        Mar  5 10:00:00 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 550 5.1.1 x
        Mar  5 10:00:00 mx1 postfix/smtpd[9]: %s: client=unknown[192.0.2.7]
        """
            .formatted(longId(Instant.parse("2021-03-05T10:00:00Z").getEpochSecond()));
    assertThat(read(new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 23)), text))
        .containsOnly("2021-03-05T10:00:00Z");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Exim's ids begin with six digits of base 62, Sendmail's with six of base 60
          exim[9]: 1jmFYj-00039V-QX <= a@example.org U=a P=local S=9          | 2020-06-19T04:51:49Z
          exim[9]: 1jmFYj-000000039VL-0QX0 <= a@example.org U=a P=local S=9   | 2020-06-19T04:51:49Z
          sm-mta[9]: 05J4pn1A012345: from=<a@example.org>, size=9, nrcpts=1, proto=ESMTP, daemon=MTA, relay=[192.0.2.1] | 2020-06-19T04:51:49Z
          # not an id of either, so the file's date decides
          sm-mta[9]: 0zJ4pn1A012345: from=<a@example.org>, size=9, nrcpts=1, proto=ESMTP, daemon=MTA, relay=[192.0.2.1] | 2026-06-19T04:51:49Z
          """)
  void idsThatTellTheirTimeTellTheYear(String text, String instant) throws IOException {
    StampClock clock = new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 23));
    assertThat(read(clock, "Jun 19 04:51:49 mx1 " + text + "\n")).containsExactly(instant);
  }

  @Test
  void linesAroundAKnownInstantDoNotLieInTheFuture() {
    StampClock clock = new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 24));
    assertThat(times(clock, "2026-11-23T00:00:00Z", "Dec 31 23:00:00", "Dec  1 00:00:00"))
        .containsExactly(
            Instant.parse("2026-11-23T00:00:00Z"),
            Instant.parse("2025-12-31T23:00:00Z"),
            Instant.parse("2026-12-01T00:00:00Z"));
  }

  @Test
  void hostsWhoseLinesAlternateStepBackEachForItself() {
    TimeZones zones =
        new TimeZones(Map.of("mx1", BERLIN, "mx2", ZoneId.of("America/New_York")), ZoneOffset.UTC);
    assertThat(
            times(
                new StampClock(zones, LocalDate.of(2026, 11, 23)),
                "Oct 25 02:59:59",
                "mx2",
                "Oct 24 20:59:59",
                "mx1",
                "Oct 25 02:00:01",
                "mx2",
                "Oct 24 21:00:01",
                "mx1",
                "Oct 25 02:30:00"))
        .containsExactly(
            Instant.parse("2026-10-25T00:59:59Z"),
            Instant.parse("2026-10-25T00:59:59Z"),
            Instant.parse("2026-10-25T01:00:01Z"),
            Instant.parse("2026-10-25T01:00:01Z"),
            Instant.parse("2026-10-25T01:30:00Z"));
  }

  @Test
  void aStampThatNamesNoSingleInstantIsFlagged() {
    EnvelopeReader reader = new EnvelopeReader(berlin());
    List<String> flagged = new ArrayList<>();
    for (String stamp :
        List.of(
            "Mar 29 01:59:59",
            "Mar 29 02:30:00",
            "Oct 25 01:59:59",
            "Oct 25 02:30:00",
            "Oct 25 02:00:01",
            "2026-10-25T02:30:00+01:00")) {
      LogLine line = new LogLine();
      byte[] bytes = (stamp + " mx1 postfix/smtpd[1]: x").getBytes(StandardCharsets.UTF_8);
      line.reset(bytes, 0, bytes.length);
      assertThat(reader.read(line)).isTrue();
      if (line.timeAmbiguous()) {
        flagged.add(stamp);
      }
    }
    assertThat(flagged).containsExactly("Mar 29 02:30:00", "Oct 25 02:30:00");
  }

  /** Reads a whole file and returns the time of each line. */
  private static List<String> read(StampClock clock, String text) throws IOException {
    LineScanner lines =
        new LineScanner(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    List<String> times = new ArrayList<>();
    try (LogReader reader = new LogReader(lines, clock, new SplitReport("text", 0))) {
      for (LogLine line = reader.next(); line != null; line = reader.next()) {
        times.add(Instant.EPOCH.plusNanos(line.micros() * 1_000).toString());
      }
    }
    return times;
  }

  private static StampClock berlin() {
    return new StampClock(new TimeZones(Map.of(), BERLIN), LocalDate.of(2026, 11, 23));
  }

  /** Reads stamps in their order, of host mx1; a word without a colon changes the host. */
  private static List<Instant> times(StampClock clock, String... stamps) {
    EnvelopeReader reader = new EnvelopeReader(clock);
    List<Instant> times = new ArrayList<>();
    String host = "mx1";
    for (String stamp : stamps) {
      if (stamp.indexOf(':') < 0) {
        host = stamp;
        continue;
      }
      byte[] bytes =
          "%s %s postfix/smtpd[1]: x".formatted(stamp, host).getBytes(StandardCharsets.UTF_8);
      LogLine line = new LogLine();
      line.reset(bytes, 0, bytes.length);
      assertThat(reader.read(line)).as(stamp).isTrue();
      times.add(Instant.EPOCH.plusNanos(line.micros() * 1_000));
    }
    return times;
  }

  /** Seconds in base 52, four digits of microseconds, z, an inode (postconf(5)). */
  private static String longId(long second) {
    String digits = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
    StringBuilder id = new StringBuilder();
    for (long rest = second; rest > 0; rest /= 52) {
      id.insert(0, digits.charAt((int) (rest % 52)));
    }
    return id + "0000z3hk";
  }
}
