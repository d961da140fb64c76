package slash64.maillog.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.maillog.MessageRows;
import slash64.maillog.line.Refusal;
import slash64.maillog.message.SplitReport;
import slash64.testing.FrameAssertions;
import slash64.testing.SharedSpark;

/** {@code spark.read().format("maillog")}, as analysts and jobs use it. */
final class MaillogSourceTest {
  private static final SparkSession SPARK = SharedSpark.session();

  @TempDir private Path folder;

  /** Three lines a message, each with its own client and one recipient. */
  private static String log(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      String head =
          "2026-11-23T%02d:%02d:%02dZ mx1 postfix/".formatted(i / 3600, i / 60 % 60, i % 60);
      String id = "%06X".formatted(0xA00000 + i);
      text.append(head)
          .append("smtpd[%d]: %s: client=unknown[2001:db8::%x]\n".formatted(i, id, i))
          .append(head)
          .append(
              "local[7]: %s: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)\n"
                  .formatted(id))
          .append(head)
          .append("qmgr[8]: %s: removed\n".formatted(id));
    }
    return text.toString();
  }

  private Dataset<Row> messages() {
    return SPARK.read().format("maillog").load(folder.toString());
  }

  @Test
  void everyMessageOfAFolderIsARow() throws IOException {
    Files.writeString(folder.resolve("mail.log"), log(0, 50));
    assertThat(messages().schema()).isEqualTo(MessageRows.SCHEMA);
    Row sums = messages().selectExpr("count(*)", "sum(sent)", "count(distinct client_ip)").first();
    assertThat(sums.getLong(0)).isEqualTo(50);
    assertThat(sums.getLong(1)).isEqualTo(50);
    assertThat(sums.getLong(2)).isEqualTo(50);
  }

  @Test
  void everyLineIsARowAtLevelLine() throws IOException {
    Files.writeString(folder.resolve("mail.log"), log(0, 2) + "no header\n\n");
    List<Row> lines =
        SPARK
            .read()
            .format("maillog")
            .option("level", "line")
            .load(folder.toString())
            .select("line", "parsed", "reason", "event", "program", "client_ip", "queue_id")
            .collectAsList();
    assertThat(lines)
        .extracting(Row::mkString)
        .containsExactly(
            "1truenullopenpostfix/smtpd2001:db8::A00000",
            "2truenulldeliverypostfix/localnullA00000",
            "3truenullremovedpostfix/qmgrnullA00000",
            "4truenullopenpostfix/smtpd2001:db8::1A00001",
            "5truenulldeliverypostfix/localnullA00001",
            "6truenullremovedpostfix/qmgrnullA00001",
            "7falseno headernothingnullnullnull",
            "8truenullnothingnullnullnull");
  }

  @Test
  void aColumnIsTheSameWhateverIsReadBesideIt() throws IOException {
    Files.writeString(folder.resolve("mail.log"), log(0, 20));
    writeMixedLog();
    Dataset<Row> all = messages().localCheckpoint();
    for (String column : MessageRows.SCHEMA.fieldNames()) {
      FrameAssertions.assertSameRows(messages().select(column), all.select(column));
    }
    FrameAssertions.assertSameRows(
        messages().select("sent", "queue_id", "client_ip"),
        all.select("sent", "queue_id", "client_ip"));
    FrameAssertions.assertSameRows(
        messages().where("host = 'mx1'").groupBy("client_ip").count(),
        all.where("host = 'mx1'").groupBy("client_ip").count());
    assertThat(messages().count()).isEqualTo(all.count());
  }

  @Test
  void aFieldOfALineIsTheSameWhateverIsReadBesideIt() throws IOException {
    writeMixedLog();
    Dataset<Row> all = lines().localCheckpoint();
    for (String column : LineRows.SCHEMA.fieldNames()) {
      FrameAssertions.assertSameRows(lines().select(column), all.select(column));
    }
    FrameAssertions.assertSameRows(
        lines().where("program LIKE 'postfix/%' AND host = 'mx1'").select("line", "client_ip"),
        all.where("program LIKE 'postfix/%' AND host = 'mx1'").select("line", "client_ip"));
    assertThat(lines().count()).isEqualTo(all.count());
  }

  /** Every server and filter. */
  private void writeMixedLog() throws IOException {
    try (InputStream mixed = getClass().getResourceAsStream("/slash64/maillog/mixed.log")) {
      Files.copy(mixed, folder.resolve("mixed.log"));
    }
  }

  @Test
  void smallSplitsAddUpToTheSameAsOne() throws IOException {
    Files.writeString(folder.resolve("mail.log"), log(0, 300));
    Dataset<Row> split =
        SPARK.read().format("maillog").option("splitBytes", 4_001).load(folder.toString());
    assertThat(split.rdd().getNumPartitions()).isGreaterThan(10);
    String[] sums = {"sum(sent)", "sum(connections)", "sum(lines)", "count(distinct queue_id)"};
    FrameAssertions.assertSameRows(split.selectExpr(sums), messages().selectExpr(sums));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          time >= '2026-11-23T00:00:05Z' AND time < '2026-11-23T00:00:08Z' | 3
          time = '2026-11-23T00:00:05Z'                                    | 1
          host = 'mx1' AND time <= '2026-11-23T00:00:01Z'                  | 2
          host IN ('mx2', 'mx3')                                           | 0
          host = 'mx1' OR time > '2026-11-23T00:00:05Z'                    | 20
          NOT (host = 'mx1')                                               | 0
          host IS NULL                                                     | 0
          queue_id = 'A00003' AND time > '2026-11-23T00:00:01Z'            | 1
          time > '2026-11-23T00:00:05Z' AND time > '2026-11-23T00:00:17Z'  | 2
          """)
  void whatIsPushedDownChangesNoAnswer(String where, long messages) throws IOException {
    Files.writeString(folder.resolve("mail.log"), log(0, 20));
    SPARK.conf().set("spark.sql.session.timeZone", "UTC");
    assertThat(messages().where(where).count()).isEqualTo(messages);
    assertThat(messages().localCheckpoint().where(where).count()).isEqualTo(messages);
    assertThat(lines().where(where).count()).isEqualTo(3 * messages);
  }

  @Test
  void linesOfOneProgramAndTimeAreTheOnlyRowsWritten() throws IOException {
    Files.writeString(folder.resolve("mail.log"), log(0, 20));
    Dataset<Row> wanted = lines().where("program = 'postfix/qmgr' AND host = 'mx1'");
    assertThat(wanted.count()).isEqualTo(20);
    assertThat(wanted.queryExecution().executedPlan().toString())
        .contains("programs=[postfix/qmgr]");
  }

  private Dataset<Row> lines() {
    return SPARK.read().format("maillog").option("level", "line").load(folder.toString());
  }

  @Test
  void archivesOfSeveralPackingsAreReadTogether() throws IOException {
    Files.writeString(folder.resolve("a"), log(0, 10));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(log(10, 30).getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("b"), packed.toByteArray());
    Files.write(
        Files.createDirectory(folder.resolve("more")).resolve("c"),
        Zstd.compress(log(30, 60).getBytes(StandardCharsets.UTF_8)));
    Files.writeString(folder.resolve("_SUCCESS"), log(60, 70));
    assertThat(messages().count()).isEqualTo(60);
  }

  @Test
  void theBooksOfEverySplitAddUp() throws IOException {
    Files.writeString(folder.resolve("mail.log"), log(0, 100) + "no header\n\n");
    SplitReports reports = SplitReports.register(SPARK);
    long rows =
        SPARK
            .read()
            .format("maillog")
            .option("reportId", reports.reportId())
            .option("splitBytes", 5_000)
            .load(folder.toString())
            .selectExpr("sum(sent)")
            .first()
            .getLong(0);
    reports.unregister();
    List<SplitReport> books = reports.value();
    assertThat(rows).isEqualTo(100);
    assertThat(books).hasSizeGreaterThan(2);
    assertThat(books.stream().mapToLong(SplitReport::lines).sum()).isEqualTo(302);
    assertThat(books.stream().mapToLong(SplitReport::usedLines).sum()).isEqualTo(300);
    assertThat(books.stream().mapToLong(SplitReport::emptyLines).sum()).isEqualTo(1);
    assertThat(books.stream().mapToLong(SplitReport::refusedLines).sum()).isEqualTo(1);
    assertThat(books.stream().mapToLong(SplitReport::bytes).sum())
        .isEqualTo(Files.size(folder.resolve("mail.log")));
  }

  /** As the UI shows them, whatever the number of tasks. */
  @Test
  void sparkIsToldTheLinesAndWhatWasRefusedByReason() throws IOException {
    Files.writeString(
        folder.resolve("mail.log"),
        log(0, 10)
            + "no header\nno header\nFeb 30 08:05:01 mx1 postfix/smtpd[812]: hello\n"
            + "2026-11-23T00:00:00Z mx1 syslogd: 7 messages lost due to rate-limiting\n");
    Dataset<Row> lines = lines().select("line");
    assertThat(lines.collectAsList()).hasSize(34);
    scala.collection.immutable.Map<String, org.apache.spark.sql.execution.metric.SQLMetric>
        metrics = lines.queryExecution().executedPlan().collectLeaves().head().metrics();
    assertThat(metrics.apply("lines").value()).isEqualTo(34);
    assertThat(metrics.apply("textBytes").value())
        .isEqualTo(Files.size(folder.resolve("mail.log")));
    assertThat(metrics.apply("refused_no_header").value()).isEqualTo(2);
    assertThat(metrics.apply("refused_bad_stamp").value()).isEqualTo(1);
    for (Refusal reason : Refusal.values()) {
      assertThat(metrics.contains("refused_" + reason.words().replace(' ', '_'))).isTrue();
    }
  }

  @Test
  void aTextThatIsNoUtf8IsReadWithItsBytesReplaced() throws IOException {
    byte[] line =
        "2026-11-23T08:00:00Z mx1 postfix/qmgr[8]: A00000: from=<m\u00fcller@example.org>, size=1, nrcpt=1 (queue active)\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("mail.log"), line);
    assertThat(messages().select("sender").first().getString(0))
        .isEqualTo("m\ufffdller@example.org");
  }

  @Test
  void sqlReadsAFolderThroughAView() throws IOException {
    Files.writeString(folder.resolve("mail.log"), log(0, 5));
    SPARK.sql(
        "CREATE OR REPLACE TEMPORARY VIEW maillog_source_test USING maillog OPTIONS (path '"
            + folder
            + "')");
    assertThat(SPARK.sql("SELECT sum(sent) FROM maillog_source_test").first().getLong(0))
        .isEqualTo(5);
  }

  @Test
  void sqlReadsAPathAsATableOfTheCatalog() throws IOException {
    Files.writeString(folder.resolve("mail.log"), log(0, 5));
    SPARK.conf().set("spark.sql.catalog.maillog", MaillogCatalog.class.getName());
    assertThat(
            SPARK
                .sql("SELECT sum(sent) FROM maillog.`" + folder + "/mail*` WHERE sent > 0")
                .first()
                .getLong(0))
        .isEqualTo(5);
    assertThatThrownBy(() -> SPARK.sql("DROP TABLE maillog.`" + folder + "`"))
        .hasMessage("Cannot change " + folder + ": mail logs are only read");
  }

  @Test
  void aPathThatIsNotThereIsNamed() {
    Path missing = folder.resolve("nothing.log");
    assertThatThrownBy(() -> SPARK.read().format("maillog").load(missing.toString()).count())
        .hasMessageContaining("Cannot read " + missing + ": there is no such file or folder");
  }

  @Test
  void anUnknownLevelIsNamed() {
    assertThatThrownBy(
            () -> SPARK.read().format("maillog").option("level", "word").load(folder.toString()))
        .hasMessage("Cannot read mail logs at level 'word': need line or message");
  }
}
