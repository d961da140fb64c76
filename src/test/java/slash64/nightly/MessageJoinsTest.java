package slash64.nightly;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.conf.InputSettings;
import slash64.conf.PrivacySettings;
import slash64.conf.Settings;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.progress.Progress;
import slash64.testing.SharedSpark;

/** Rspamd writes to a file of its own, unless it is told otherwise. */
class MessageJoinsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  /** One message over midnight, which the filter lets in, and one that it has refused. */
  private static final String MAIL =
      """
      2026-11-23T08:00:00Z mx1 postfix/smtpd[1]: 0F5383D: client=mail.example.org[2001:db8::5]
      2026-11-23T08:00:00Z mx1 postfix/cleanup[2]: 0F5383D: message-id=<x@example.org>
      2026-11-23T08:00:01Z mx1 postfix/cleanup[2]: 0F5383D: milter-reject: END-OF-MESSAGE from mail.example.org[2001:db8::5]: 5.7.1 Spam; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<m>
      2026-11-23T23:59:59Z mx1 postfix/smtpd[1]: 1A2B3C4: client=mail.example.org[2001:db8::6]
      2026-11-24T00:00:02Z mx1 postfix/qmgr[3]: 1A2B3C4: from=<a@example.org>, size=10, nrcpt=1 (queue active)
      2026-11-24T00:00:03Z mx1 postfix/local[4]: 1A2B3C4: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)
      2026-11-24T00:00:03Z mx1 postfix/qmgr[3]: 1A2B3C4: removed
      """;

  private static final String SCANS =
      """
      2026-11-23 08:00:01 #77(normal) <a1b2c3>; task; rspamd_task_write_log: id: <x@example.org>, qid: <0F5383D>, ip: 2001:db8::5, from: <a@example.org>, (default: T (reject): [21.30/15.00] []), len: 1, time: 1ms, dns req: 1, digest: <01>
      2026-11-24 00:00:01 #77(normal) <a1b2c4>; task; rspamd_task_write_log: id: <y@example.org>, qid: <1A2B3C4>, ip: 2001:db8::6, from: <a@example.org>, (default: F (no action): [1.30/15.00] []), len: 1, time: 1ms, dns req: 1, digest: <02>
      """;

  @TempDir Path folder;

  private Path mail;
  private Path scans;
  private Lake lake;

  @BeforeEach
  void twoFiles() throws IOException {
    mail = Files.writeString(folder.resolve("mail.log"), MAIL);
    scans = Files.writeString(folder.resolve("rspamd.log"), SCANS);
    lake = Lake.at(SharedSpark.session(), folder.resolve("warehouse").toString());
  }

  @Test
  void filesOfOneNightAreJoinedBeforeTheyAreWritten() throws IOException {
    takeIn(mail, scans);

    assertJoined();
    try (Stream<Path> files = Files.walk(folder.resolve("warehouse/messages"))) {
      assertThat(files.filter(file -> file.toString().matches(".*is_open=false.*\\.parquet")))
          .as("a second write would leave files that it replaces")
          .hasSize(lake.read(Tables.MESSAGES).filter("NOT is_open").inputFiles().length);
    }
  }

  @Test
  void aFiltersFileThatComesLaterIsJoined() {
    takeIn(mail);
    takeIn(scans);

    assertJoined();
  }

  @Test
  void aFiltersFileThatComesEarlierIsJoined() {
    takeIn(scans);
    takeIn(mail);

    assertJoined();
  }

  @Test
  void aScanOfAnotherMessageOfTheSameIdStaysAlone() throws IOException {
    String first = SCANS.substring(0, SCANS.indexOf('\n') + 1);
    Files.writeString(scans, first.replace(" 08:00:01 ", " 09:00:01 "));

    takeIn(mail, scans);

    assertThat(rows())
        .containsExactly(
            "2026-11-23 postfix 0F5383D 2001:db8::5 1 null rejected false",
            "2026-11-23 rspamd 0F5383D 2001:db8::5 0 spam none true",
            "2026-11-23 postfix 1A2B3C4 2001:db8::6 0 null sent false");
  }

  /** Ids of Postfix are used again, short ones within the hour. */
  @Test
  void scansOfTheSameIdAreJoinedEachToItsOwnMessage() throws IOException {
    String laterMail = MAIL.replace("T08:00", "T12:00").replace("5.7.1 Spam", "5.7.1 no");
    String laterScan =
        SCANS.replace(" 08:00:01 ", " 12:00:01 ").replace("T (reject)", "F (no action)");
    Files.writeString(mail, MAIL + laterMail.lines().limit(3).collect(joining("\n", "", "\n")));
    Files.writeString(scans, SCANS + laterScan.lines().limit(1).collect(joining("\n", "", "\n")));

    takeIn(scans);
    takeIn(mail);

    assertThat(rows())
        .containsExactly(
            "2026-11-23 postfix 0F5383D 2001:db8::5 1 spam rejected false",
            "2026-11-23 postfix 0F5383D 2001:db8::5 1 ham rejected false",
            "2026-11-23 postfix 1A2B3C4 2001:db8::6 0 ham sent false");
  }

  /** Then the ids of two hosts mean nothing to each other, and no night writes days anew for it. */
  @Test
  void aFilterOnAHostOfItsOwnStaysAlone() throws IOException {
    Files.writeString(
        scans,
        SCANS.replaceAll("(?m)^(\\S+) (\\S+) #77\\(normal\\)", "$1T$2Z filter1 rspamd[77]:"));
    takeIn(mail, scans);
    Dataset<Row> closed = lake.read(Tables.MESSAGES).filter("NOT is_open");
    List<String> before = List.of(closed.inputFiles());
    Files.writeString(folder.resolve("more.log"), MAIL.replace("mx1", "mx2").replace("-2", "-1"));

    takeIn(folder.resolve("more.log"));

    assertThat(lake.read(Tables.MESSAGES).filter("mta = 'rspamd' AND is_open").count())
        .isEqualTo(2);
    assertThat(lake.read(Tables.MESSAGES).filter("NOT is_open").inputFiles())
        .contains(before.toArray(String[]::new));
  }

  /** An id used an hour later, a message that goes on in a later archive, a line after the end. */
  private static final String[] PARTS = {
    """
    2026-11-23T10:59:59Z mx1 postfix/smtpd[1]: 0F5383D: client=a.example.org[2001:db8::5]
    """,
    """
    2026-11-23T13:00:00Z mx1 postfix/smtpd[1]: 1A2B3C4: client=b.example.org[2001:db8::6]
    2026-11-23T13:00:00Z mx1 postfix/qmgr[3]: 1A2B3C4: from=<alice@example.org>, size=10, nrcpt=1 (queue active)
    2026-11-23T13:00:01Z mx1 postfix/local[4]: 1A2B3C4: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)
    2026-11-23T13:00:01Z mx1 postfix/qmgr[3]: 1A2B3C4: removed
    """,
    """
    2026-11-23T12:00:00Z mx1 postfix/smtpd[1]: 0F5383D: client=c.example.org[2001:db8::7]
    2026-11-23T12:00:00Z mx1 postfix/qmgr[3]: 0F5383D: from=<carol@example.org>, size=10, nrcpt=1 (queue active)
    2026-11-23T12:00:03Z mx1 postfix/local[4]: 0F5383D: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)
    2026-11-23T12:00:03Z mx1 postfix/qmgr[3]: 0F5383D: removed
    2026-11-23T13:00:02Z mx1 postfix/local[4]: 1A2B3C4: to=<d@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)
    """,
    """
    2026-11-23 12:00:01 #77(normal) <a1b2c3>; task; rspamd_task_write_log: id: <x@example.org>, qid: <0F5383D>, ip: 2001:db8::7, from: <carol@example.org>, (default: T (reject): [21.30/15.00] []), len: 1, time: 1ms, dns req: 1, digest: <01>
    2026-11-23 13:00:00 #77(normal) <a1b2c3>; task; rspamd_task_write_log: id: <y@example.org>, qid: <1A2B3C4>, ip: 2001:db8::6, from: <alice@example.org>, (default: F (no action): [1.30/15.00] []), len: 1, time: 1ms, dns req: 1, digest: <02>
    """,
    """
    2026-11-23T11:00:00Z mx1 postfix/qmgr[3]: 0F5383D: from=<a@example.org>, size=10, nrcpt=1 (queue active)
    2026-11-23T11:00:01Z mx1 postfix/local[4]: 0F5383D: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)
    2026-11-23T11:00:01Z mx1 postfix/qmgr[3]: 0F5383D: removed
    """
  };

  @Test
  void theTablesAreTheSameWhetherTheFilterCameWithItsMailOrLater() throws IOException {
    List<Path> logs = new ArrayList<>();
    for (String text : PARTS) {
      logs.add(Files.writeString(folder.resolve(logs.size() + ".log"), text));
    }
    takeIn(logs.get(0), logs.get(1), logs.get(2), logs.get(3));
    takeIn(logs.get(4));
    List<String> together = whole();
    lake = Lake.at(SharedSpark.session(), folder.resolve("other").toString());
    takeIn(logs.get(0), logs.get(1), logs.get(2));
    takeIn(logs.get(3));
    takeIn(logs.get(4));

    assertThat(rows())
        .contains(
            "2026-11-23 postfix 0F5383D 2001:db8::5 0 null sent false",
            "2026-11-23 postfix 0F5383D 2001:db8::7 0 spam sent false",
            "2026-11-23 postfix 1A2B3C4 2001:db8::6 0 ham sent false");
    assertThat(whole()).isEqualTo(together);
  }

  /** Every column; each warehouse has pseudonyms of its own. */
  private List<String> whole() {
    return lake
        .read(Tables.MESSAGES)
        .drop("sender_hash", "sasl_hash", "message_id_hash")
        .toJSON()
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  private void assertJoined() {
    assertThat(rows())
        .containsExactly(
            "2026-11-23 postfix 0F5383D 2001:db8::5 1 spam rejected false",
            "2026-11-23 postfix 1A2B3C4 2001:db8::6 0 ham sent false");
  }

  private void takeIn(Path... archives) {
    Settings settings = Settings.standard();
    lake.prepare(Tables.ALL);
    try (Progress progress = Progress.onStandardError()) {
      Pseudonyms pseudonyms = Pseudonyms.of(lake, PrivacySettings.of(settings), Optional.empty());
      new Intake(lake, pseudonyms, InputSettings.of(settings), progress, "run")
          .run(Arrays.stream(archives).map(Path::toString).toList(), DAY.plusDays(1));
    }
  }

  private List<String> rows() {
    return lake
        .read(Tables.MESSAGES)
        .orderBy("queue_id", "time")
        .select(
            col("day"),
            col("mta"),
            col("queue_id"),
            col("client_ip"),
            col("rejects"),
            col("verdict"),
            col("outcome"),
            col("is_open"))
        .collectAsList()
        .stream()
        .map(row -> row.mkString(" "))
        .toList();
  }
}
