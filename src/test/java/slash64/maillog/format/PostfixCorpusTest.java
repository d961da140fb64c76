package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;
import slash64.maillog.message.MessageLog;
import slash64.maillog.message.SplitReport;

/** Logs and expectations of others. Where we differ, the difference is argued here. */
final class PostfixCorpusTest {
  /** What postfix-grok-patterns calls a field, and what we do. */
  private static final Map<String, Field> FIELDS =
      Map.ofEntries(
          Map.entry("postfix_queueid", Field.QUEUE_ID),
          Map.entry("postfix_client_hostname", Field.CLIENT_NAME),
          Map.entry("postfix_client_port", Field.CLIENT_PORT),
          Map.entry("postfix_message-id", Field.MESSAGE_ID),
          Map.entry("postfix_smtp_stage", Field.STAGE),
          Map.entry("postfix_status", Field.STATUS),
          Map.entry("postfix_status_code", Field.REJECT_CODE),
          Map.entry("postfix_status_code_enhanced", Field.DSN),
          Map.entry("postfix_tls_version", Field.TLS_VERSION),
          Map.entry("postfix_tls_cipher", Field.TLS_CIPHER),
          Map.entry("postfix_bounce_queueid", Field.OTHER_QUEUE_ID));

  /** Its cases by kind, without those that are parts of lines (counters, delays). */
  private static final String CASES =
      """
      anvil 0001 0003 0005 0007 0009
      bounce 0001 0003
      cleanup 0001 0003 0005 0007 0009 0011
      discard 0001
      dnsblog 0001 0003
      error 0001
      lmtp 0001
      local 0001 0003
      master 0001 0003
      pickup 0001
      pipe 0001 0003
      postdrop 0001
      postmap 0001
      postscreen 0001 0003 0005 0007 0009 0011 0013 0015 0017 0019 0021 0023 0025 0027 0029
      postsuper 0001 0003 0005 0007
      qmgr 0001 0003 0005
      relay 0001
      scache 0001 0003
      script 0001
      sendmail 0001
      smtp 0001 0003 0005 0007 0015 0017 0019 0021 0023 0025 0027 0029 0031 0033 0035
      smtpd 0001 0003 0005 0007 0009 0011 0013 0015 0017 0019 0021 0023 0025 0027 0029 0031 0033 0035 0037 0039
      tls_features 0001 0003 0005 0007 0009 0011
      tlsmgr 0001
      tlsproxy 0001
      trivial_rewrite 0001
      verify 0001
      virtual 0001
      """;

  @Test
  void theExpectationsOfGrokPatternsAreMet() throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    List<String> differences = new ArrayList<>();
    for (String file : cases()) {
      String text = String.join("\n", Corpus.lines("postfix-grok-patterns/" + file + ".yaml"));
      JsonNode test = yaml.readTree(text);
      Matcher daemon = Pattern.compile("POSTFIX_(\\w+)").matcher(test.get("pattern").asText());
      assertThat(daemon.find()).isTrue();
      String program = "postfix/" + daemon.group(1).toLowerCase(Locale.ROOT).replace('_', '-');
      String data = test.get("data").asText();
      LogLine line = Readings.parse("2026-11-23T08:05:01Z mx1 " + program + "[1]: " + data);
      differences(file, test.get("results"), line, differences);
    }
    assertThat(differences).containsExactlyInAnyOrderElementsOf(ARGUED);
  }

  private static List<String> cases() {
    List<String> cases = new ArrayList<>();
    for (String row : CASES.lines().toList()) {
      String[] words = row.split(" ", -1);
      for (int i = 1; i < words.length; i++) {
        cases.add(words[0] + "_" + words[i]);
      }
    }
    return cases;
  }

  private static void differences(
      String file, JsonNode results, LogLine line, List<String> differences) {
    results
        .properties()
        .forEach(
            result -> {
              Field field = FIELDS.get(result.getKey());
              String found =
                  field != null
                      ? line.string(field)
                      : result.getKey().equals("postfix_client_ip")
                          ? Readings.client(line)
                          : result.getValue().asText();
              if (!result.getValue().asText().equals(found)) {
                differences.add("%s %s: %s".formatted(file, result.getKey(), found));
              }
            });
  }

  /** What we read otherwise, and why. */
  private static final List<String> ARGUED =
      List.of(
          // Samples of the busiest client, since Postfix 3.8 of a network: no event, no client.
          "anvil_0003 postfix_client_ip: null",
          "anvil_0005 postfix_client_ip: null",
          "anvil_0007 postfix_client_ip: null",
          // A stage is where a refusal was made; these complain, or are the far end's.
          "postscreen_0015 postfix_smtp_stage: null",
          "postscreen_0017 postfix_smtp_stage: null",
          "postscreen_0019 postfix_smtp_stage: null",
          "postscreen_0021 postfix_smtp_stage: null",
          "postscreen_0025 postfix_smtp_stage: null",
          "smtp_0021 postfix_smtp_stage: null",
          "smtp_0023 postfix_smtp_stage: null",
          "smtpd_0015 postfix_smtp_stage: null");

  @Test
  void theCountersOfPostfixExporterAreMet() {
    Map<String, Integer> counts = new TreeMap<>();
    for (String text : Corpus.lines("postfix-exporter/mail.log")) {
      LogLine line = Readings.parse(text);
      String program = line.has(Field.PROGRAM) ? line.string(Field.PROGRAM) : "none";
      String what =
          line.refusal() != null
              ? "refused: " + line.refusal().words()
              : line.has(Field.STATUS) ? line.string(Field.STATUS) : line.event().name();
      counts.merge(program.substring(program.indexOf('/') + 1) + " " + what, 1, Integer::sum);
    }
    assertThat(counts)
        .containsEntry("smtpd CONNECT", 1) // postfix_connects_total
        .containsEntry("smtpd DISCONNECT", 1) // postfix_disconnects_total
        .containsEntry("smtpd AUTH_FAILURE", 1) // postfix_login_failures_total
        .containsEntry("smtpd COMPLAINT", 1) // postfix_lost_connections_total
        .containsEntry("lmtp sent", 1) // postfix_statuses_total
        .containsEntry("lmtp bounced", 1)
        .containsEntry("smtp sent", 2)
        .containsEntry("smtp bounced", 1)
        .containsEntry("qmgr expired", 1) // postfix_qmgr_statuses_total
        .containsEntry("postscreen CONNECT", 1) // postfix_postscreen_actions_total
        .containsEntry("postscreen DISCONNECT", 1)
        .containsEntry("postscreen REJECT", 2)
        .containsEntry("smtpd REJECT", 4) // three recipients and one milter
        .containsEntry("cleanup REJECT", 1) // postfix_milter_actions_total
        // PASS OLD, PASS NEW, ALLOWLISTED, WHITELISTED
        .containsEntry("postscreen SCREENED", 4)
        .containsEntry("postscreen COMPLAINT", 14);
    // Its two deferrals lack "to=": no Postfix writes that, so here they are notes, not deliveries.
    assertThat(counts).doesNotContainKey("smtp deferred");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"postfix-logs", "postfix-spam"})
  void crowdsecsAttackersAreFound(String name) {
    String file = "crowdsec/" + name + "/" + name + ".log";
    for (String text : Corpus.lines(file)) {
      if (text.isEmpty()) {
        continue;
      }
      LogLine line = Readings.parse(text);
      assertThat(line.refusal()).as(text).isNull();
      assertThat(text).contains("[" + Readings.client(line) + "]");
    }
  }

  /** A real server's log, counted by looking for words. */
  @Test
  void aRealLogAddsUpToWhatPlainTextSearchCounts() {
    // Sendmail wrote into the same file: its lines count in other words.
    List<String> lines =
        Corpus.lines("postfix-hidden/maillog").stream()
            .filter(line -> !line.contains(" sendmail[") && !line.contains(" sm-msp-queue["))
            .toList();
    MessageLog log = MessageLog.read(String.join("\n", lines));
    assertThat(log.sum("connections"))
        .isEqualTo(count(lines, "postfix/smtpd\\[\\d+\\]: connect from \\S+\\["));
    assertThat(log.sum("rejects"))
        .isEqualTo(count(lines, ": (milter-)?reject: \\S+ from \\S+\\[\\S+\\]: 5\\d\\d "));
    assertThat(log.sum("tempfails"))
        .isEqualTo(count(lines, ": (milter-)?reject: \\S+ from \\S+\\[\\S+\\]: 4\\d\\d "));
    assertThat(log.sum("sent")).isEqualTo(count(lines, ": to=<.* status=sent \\("));
    assertThat(log.sum("deferrals")).isEqualTo(count(lines, ": to=<.* status=deferred \\("));
    assertThat(log.sum("bounced"))
        .isGreaterThanOrEqualTo(count(lines, ": to=<.* status=bounced \\("));
    assertThat(log.sum("auth_failures"))
        .isEqualTo(count(lines, ": SASL \\w+ authentication failed"));
    SplitReport report = log.report();
    assertThat(report.lines()).isEqualTo(lines.size());
    assertThat(report.usedLines() + report.emptyLines() + report.refusedLines())
        .isEqualTo(report.lines());
    assertThat(report.refusedLines(Refusal.CUT)).isEqualTo(1); // breaks off after "to=<…>, "
    assertThat(report.samples())
        .filteredOn(sample -> sample.reason() == Refusal.UNKNOWN_PROGRAM)
        .allSatisfy(sample -> assertThat(sample.text()).doesNotContain(" postfix/"));
    // Somebody's excerpts of debugging, with the host and the process id taken out; where a word
    // with a colon follows, that is taken for a program nobody knows.
    assertThat(report.refusedLines(Refusal.CUT_HEADER))
        .isPositive()
        .isLessThanOrEqualTo(count(lines, "^\\w{3} +\\d+ [\\d:]+ (\\S+ )?\\[postfix/smtpd\\]"));
    assertThat(report.refusedLines())
        .isEqualTo(
            report.refusedLines(Refusal.CUT)
                + report.refusedLines(Refusal.CUT_HEADER)
                + report.refusedLines(Refusal.UNKNOWN_PROGRAM));
  }

  private static long count(List<String> lines, String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return lines.stream().filter(line -> compiled.matcher(line).find()).count();
  }
}
