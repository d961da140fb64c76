package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;
import slash64.maillog.message.MessageLog;
import slash64.maillog.message.SplitReport;

/** Every log of others, read as files are: no line is lost, and few are refused. */
final class CorpusTest {
  /** {@code results["s01-parse"]["crowdsecurity/exim-logs"][0].Evt.Parsed["message"] == "…"}. */
  private static final Pattern PARSED =
      Pattern.compile(
          "^results\\[\"s01-parse\"]\\[\"crowdsecurity/([a-z]+)-logs\"]\\[(\\d+)]"
              + "\\.Evt\\.Parsed\\[\"([^\"]+)\"] == \"(.*)\"$");

  /**
   * What CrowdSec calls a field, and what we do. Its {@code helo} of Postfix is left out: it is the
   * address that the reply quotes, not what the line says behind {@code helo=}.
   */
  private static final Map<String, Field> FIELDS =
      Map.ofEntries(
          Map.entry("source_port", Field.CLIENT_PORT),
          Map.entry("source_dns", Field.CLIENT_NAME),
          Map.entry("source_helo", Field.HELO),
          Map.entry("source_user", Field.FROM),
          Map.entry("remote_host", Field.CLIENT_NAME),
          Map.entry("smtp_basic_status_code", Field.REJECT_CODE),
          Map.entry("smtp_enhanced_status_code", Field.DSN));

  /** All that is refused, each with a reason that its lines bear out; see the rows' comments. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          crowdsec/exim-logs/exim-logs.log       | 0  | 0
          crowdsec/postfix-logs/postfix-logs.log | 0  | 0
          crowdsec/postfix-spam/postfix-spam.log | 0  | 0
          exim-exporter/mainlog                  | 0  | 0
          # "rejected" with nothing behind it: a synchronization error whose rest was cut off
          exim-exporter/rejectlog                | 0  | 2
          exim-exporter/paniclog                 | 0  | 0
          exim-rejects/exim-rejected-RCPT.log    | 0  | 0
          kumomta/reception.ndjson               | 0  | 0
          opensmtpd-old/smtpd-in.log             | 0  | 0
          powermta/bounce-records.csv            | 0  | 0
          rspamd/task-lines.log                  | 0  | 0
          # Dovecot's, and excerpts without host and process id; one line breaks off after "to=<...>, "
          postfix-hidden/maillog                 | 11 | 21
          # written to be malformed: comments, a colon after the month, unknown daemons, cut lines
          postfix-exporter/mail.log              | 2  | 15
          """)
  void everyLineIsAccountedFor(String file, long ofOtherPrograms, long refused) {
    MessageLog log = MessageLog.read(String.join("\n", Corpus.lines(file)));
    SplitReport report = log.report();
    assertThat(report.usedLines() + report.emptyLines() + report.refusedLines())
        .isEqualTo(report.lines());
    assertThat(report.refusedLines(Refusal.UNKNOWN_PROGRAM))
        .as("%s", report.samples())
        .isEqualTo(ofOtherPrograms);
    assertThat(report.refusedLines() - ofOtherPrograms)
        .as("%s", report.samples())
        .isEqualTo(refused);
  }

  @Test
  void ofARealServersLinesFewerThanOneInAThousandIsRefusedByItsText() {
    SplitReport report =
        MessageLog.read(String.join("\n", Corpus.lines("postfix-hidden/maillog"))).report();
    // The rest has no header of any logger: somebody took host and process id out.
    long refused =
        report.refusedLines()
            - report.refusedLines(Refusal.UNKNOWN_PROGRAM)
            - report.refusedLines(Refusal.CUT_HEADER);
    assertThat(refused).isLessThan(report.lines() / 1_000);
  }

  @Test
  void everyRecipientAnEximServerRefusedCountsForItsClient() {
    List<String> lines = Corpus.lines("exim-rejects/exim-rejected-RCPT.log");
    MessageLog log = MessageLog.read(String.join("\n", lines));
    assertThat(log.sum("rejects") + log.sum("tempfails")).isEqualTo(lines.size());
    List<String> clients = new ArrayList<>();
    for (String line : lines) { // the last address before F=
      Matcher host =
          Pattern.compile("^.* \\[([0-9a-fA-F.:]+)\\](?::\\d+)?(?: [^\\[]*?)? F=<").matcher(line);
      assertThat(host.find()).as(line).isTrue();
      clients.add(host.group(1));
    }
    assertThat(log.rows().stream().map(row -> (String) row.get("client_ip")).distinct().sorted())
        .containsExactlyElementsOf(clients.stream().distinct().sorted().toList());
  }

  /** What CrowdSec's parsers find in a line, we find too. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"exim-logs", "postfix-logs"})
  void whatCrowdsecReadsIsRead(String name) {
    Map<String, Map<String, String>> expected = new TreeMap<>();
    for (String text : Corpus.lines("crowdsec/" + name + "/parser.assert")) {
      Matcher parsed = PARSED.matcher(text);
      if (parsed.find()) {
        String value = parsed.group(4).replaceAll("\\\\(.)", "$1");
        expected
            .computeIfAbsent(parsed.group(1) + parsed.group(2), key -> new HashMap<>())
            .put(parsed.group(3), value);
      }
    }
    List<String> lines = Corpus.lines("crowdsec/" + name + "/" + name + ".log");
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (key, fields) -> {
          List<String> candidates =
              lines.stream().filter(line -> line.endsWith(fields.get("message"))).toList();
          assertThat(candidates).as(key).isNotEmpty();
          LogLine line = Readings.parse(candidates.get(0));
          fields.forEach(
              (field, value) -> {
                String found =
                    field.equals("source_ip") || field.equals("remote_addr")
                        ? Readings.client(line)
                        : FIELDS.containsKey(field) ? line.string(FIELDS.get(field)) : value;
                if (!value.isEmpty() && !value.equals(found)) {
                  differences.add(key + " " + field + ": " + value + " is " + found);
                }
              });
        });
    assertThat(expected).hasSizeGreaterThan(5);
    assertThat(differences).isEmpty();
  }
}
