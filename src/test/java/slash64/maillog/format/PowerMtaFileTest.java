package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import slash64.maillog.line.LogLine;

class PowerMtaFileTest {
  private static final String HEADER =
      "type,timeLogged,orig,rcpt,srcMta,rcvSourceIp,dsnStatus,dsnDiag,dsnMta";

  private final PowerMtaFile file = new PowerMtaFile((line, local) -> line.setTime(local, true));

  @Test
  void recordsAreReadByTheNamesOfTheirColumns() {
    assertThat(
            read(
                HEADER,
                "r,2026-11-23 08:05:01+0000,a@example.org,b@example.com,x (192.0.2.9),2001:db8::5,,,",
                "r,2026-11-23 08:05:01+0000,,b@example.com,mail.example.org (192.0.2.1),,,,",
                "r,2026-11-23 08:05:01+0000,a@example.org,b@example.com,x (0.0.0.0),,,,",
                "d,2026-11-23 08:05:01+0000,a@example.org,b@example.com,,,2.0.0 (success),\"smtp;250 ok, \"\"x\"\"\",mx.example.com (2001:db8:9::25)",
                "b,2026-11-23 08:05:01+0000,a@example.org,b@example.com,,,5.1.1 (bad destination mailbox address),,mx.example.com (192.0.2.9)",
                "t,2026-11-23 08:05:01+0000,a@example.org,b@example.com,,,4.4.1 (no answer from host),,",
                "tq,2026-11-23 08:05:01+0000,,,,,4.4.1 (no answer from host),,",
                "f,2026-11-23 08:05:01+0000,,,,,,,",
                "d,2026-11-23 08:05:01+0000,too,few"))
        .containsExactly(
            "NOTHING",
            "OPEN client=2001:db8::5 timestamp=2026-11-23 08:05:01+0000 program=pmta from=a@example.org to=b@example.com",
            "OPEN client=192.0.2.1 timestamp=2026-11-23 08:05:01+0000 program=pmta to=b@example.com helo=mail.example.org",
            "OPEN_LOCAL timestamp=2026-11-23 08:05:01+0000 program=pmta from=a@example.org to=b@example.com",
            "DELIVERY timestamp=2026-11-23 08:05:01+0000 program=pmta from=a@example.org to=b@example.com relay=mx.example.com (2001:db8:9::25) dsn=2.0.0 status=sent status_text=smtp;250 ok, \"x\"",
            "DELIVERY timestamp=2026-11-23 08:05:01+0000 program=pmta from=a@example.org to=b@example.com relay=mx.example.com (192.0.2.9) dsn=5.1.1 status=bounced status_text=5.1.1 (bad destination mailbox address)",
            "DELIVERY timestamp=2026-11-23 08:05:01+0000 program=pmta from=a@example.org to=b@example.com dsn=4.4.1 status=deferred status_text=4.4.1 (no answer from host)",
            "NOTHING timestamp=2026-11-23 08:05:01+0000 program=pmta",
            "NOTHING timestamp=2026-11-23 08:05:01+0000 program=pmta",
            "refused: cut");
  }

  @Test
  void aHeaderMayRecurWithOtherColumns() {
    assertThat(
            read(
                "b@example.com,d,2026-11-23 08:05:01+0000",
                "rcpt,timeQueued,type",
                "b@example.com,2026-11-23 08:05:01+0000,d",
                "\"type\",timeQueued,orig",
                "d,2026-11-23 08:05:01+0000,a@example.org"))
        .containsExactly(
            "refused: no header",
            "NOTHING",
            "DELIVERY timestamp=2026-11-23 08:05:01+0000 program=pmta to=b@example.com status=sent",
            "NOTHING",
            "DELIVERY timestamp=2026-11-23 08:05:01+0000 program=pmta from=a@example.org status=sent");
  }

  /** The second line of the record looks like a record, but quotes say that it is a reply. */
  @Test
  void aRecordMaySpanLines() {
    assertThat(
            read(
                HEADER,
                "b,2026-11-23 08:05:01+0000,a@example.org,b@example.com,,,5.0.0,\"550 no",
                "r,2026-11-23 08:05:01+0000,a@example.org,b@example.com,,2001:db8::bad,,,",
                "type,timeLogged",
                "more\",mx.example.com (192.0.2.9)",
                "r,2026-11-23 08:05:01+0000,a@example.org,b@example.com,,2001:db8::5,,,"))
        .containsExactly(
            "NOTHING",
            "NOTHING",
            "NOTHING",
            "NOTHING",
            "DELIVERY timestamp=2026-11-23 08:05:01+0000 program=pmta from=a@example.org to=b@example.com relay=mx.example.com (192.0.2.9) dsn=5.0.0 status=bounced status_text=550 no\nr,2026-11-23 08:05:01+0000,a@example.org,b@example.com,,2001:db8::bad,,,\ntype,timeLogged\nmore",
            "OPEN client=2001:db8::5 timestamp=2026-11-23 08:05:01+0000 program=pmta from=a@example.org to=b@example.com");
    assertThat(file.isOpen()).isFalse();
  }

  @Test
  void aRecordThatNeverEndsIsKeptTo64KibAndRefused() {
    read(HEADER, "b,2026-11-23 08:05:01+0000,a@example.org,b@example.com,,,5.0.0,\"550 no");
    String long1 = "x".repeat(40_000);
    assertThat(read(long1, long1, "\","))
        .containsExactly("NOTHING", "refused: too long", "refused: too long");
    assertThat(read("r,2026-11-23 08:05:01+0000,a@example.org,b@example.com,,192.0.2.1,,,"))
        .first()
        .asString()
        .startsWith("OPEN client=192.0.2.1");
    read("b,\"");
    assertThat(file.isOpen()).isTrue();
  }

  @Test
  void namesAndSendersDoNotMoveTheClient() {
    read(HEADER);
    String stamp = "r,2026-11-23 08:05:01+0000,";
    assertThat(client(stamp + "\"a,r,(2001:db8::bad)\",b,\"x (2001:db8::bad) (192.0.2.1)\",,,,"))
        .isEqualTo("192.0.2.1");
    assertThat(client(stamp + "a,b,\"x (192.0.2.1) y\",,,,")).isNull();
    assertThat(client(stamp + "a,b,\"(2001:db8::bad\",192.0.2.1,,,")).isEqualTo("192.0.2.1");
    assertThat(client(stamp + "a\",\"\"b,(192.0.2.1),,,,")).isEqualTo("192.0.2.1");
    assertThat(client(stamp + "a,b,(2001:db8::bad),unknown,,,")).isNull();
  }

  private String client(String text) {
    LogLine line = line(text);
    file.read(line);
    assertThat(line.refusal()).as(text).isNull();
    return Readings.client(line);
  }

  @Test
  void aStampWithoutOffsetIsLeftToTheHostsZone() {
    read(HEADER);
    LogLine line = line("d,2026-11-23 08:05:01,a,b,,,,,");
    file.read(line);
    assertThat(line.timeInferred()).isTrue();
    LogLine other = line("d,2026-11-23 08:05:01-0130,a,b,,,,,");
    file.read(other);
    assertThat(Instant.EPOCH.plus(other.micros(), ChronoUnit.MICROS))
        .isEqualTo("2026-11-23T09:35:01Z");
    assertThat(
            read(
                "d,2026-02-30 08:05:01,a,b,,,,,",
                "d,,a,b,,,,,",
                "d,2026-11-23 08:05:01 CET,a,b,,,,,"))
        .containsOnly("refused: bad stamp");
  }

  @Test
  void anyBytesAreRead() {
    Random random = new Random(4180);
    byte[] alphabet =
        "rbd,,,,\"\"\"\n2026-11-23 08:05:01+0(1.)".getBytes(StandardCharsets.US_ASCII);
    read(HEADER);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = alphabet[random.nextInt(alphabet.length)];
      }
      LogLine line = new LogLine();
      line.reset(bytes, 0, bytes.length);
      assertThatCode(() -> file.read(line))
          .as(new String(bytes, StandardCharsets.US_ASCII))
          .doesNotThrowAnyException();
    }
  }

  /** Its source address 0.0.0.0 is none, and bounces have no client anyway. */
  @Test
  void theSampleOfABounceHandlerIsRead() {
    List<String> read = read(Corpus.lines("powermta/bounce-records.csv").toArray(new String[0]));
    assertThat(read).hasSize(3);
    assertThat(read.get(0)).isEqualTo("NOTHING");
    assertThat(read.get(1))
        .startsWith("DELIVERY ")
        .contains(" dsn=5.1.2 status=bounced ")
        .doesNotContain(" relay=", " client=");
    assertThat(read.get(2))
        .startsWith("DELIVERY ")
        .contains(" dsn=5.1.1 status=bounced ", " relay=")
        .doesNotContain(" client=");
  }

  private List<String> read(String... lines) {
    List<String> meanings = new ArrayList<>();
    for (String text : lines) {
      LogLine line = line(text);
      file.read(line);
      meanings.add(Readings.describe(line));
    }
    return meanings;
  }

  private static LogLine line(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LogLine line = new LogLine();
    line.reset(bytes, 0, bytes.length);
    return line;
  }
}
