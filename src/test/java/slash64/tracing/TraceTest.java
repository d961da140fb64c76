package slash64.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.activity.Cuts;
import slash64.activity.PrefixActivity;
import slash64.activity.SampleMessages;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.registry.Allocations;
import slash64.registry.AllocationsFile;
import slash64.terminal.Screen;
import slash64.testing.SharedSpark;
import slash64.trace.TraceQuery;

class TraceTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
  private static final LocalDate SECOND = LocalDate.of(2026, 11, 2);
  private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");

  @TempDir private static Path folder;

  private static Lake lake;
  private static Allocations allocations;

  /** On the first day example.com holds the /56 until noon, then example.org; one neighbour. */
  @BeforeAll
  static void tablesAreWritten() throws IOException {
    allocations =
        AllocationsFile.read(
            new BufferedReader(
                new StringReader(
                    """
                    prefix,customer,kind,since,until
                    2001:db8:1:100::/56,old,hosting,2026-10-01,2026-11-01T12:00:00Z
                    2001:db8:1:100::/56,new,hosting,2026-11-01T12:00:00Z,
                    2001:db8:1:200::/56,next door,access,,
                    """)),
            "allocations.csv");
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(row("2001:db8:1:100::1", "2026-11-01T11:59:59Z", "old", "AAA1"));
    rows.add(row("2001:db8:1:100::1", "2026-11-01T12:00:00Z", "new", "AAA2"));
    Map<String, Object> authenticated =
        row("2001:db8:1:101::1", "2026-11-02T12:00:00Z", "new", "AAA3");
    authenticated.put("sasl_hash", "0a");
    rows.add(authenticated);
    rows.add(row("2001:db8:1:200::1", "2026-11-02T13:00:00Z", "next door", "BBB1"));
    rows.add(row("192.0.2.1", "2026-11-02T13:00:01Z", null, "CCC1"));
    Map<String, Object> hostile = row("192.0.2.1", "2026-11-02T13:00:02Z", null, "CCC2");
    hostile.put("helo", "a\u001b[2Jb");
    hostile.put("message_id_hash", "5e");
    hostile.put("sasl_hash", "0a");
    rows.add(hostile);
    lake = Lake.at(SharedSpark.session(), folder.toString());
    Dataset<Row> messages = SampleMessages.frame(rows);
    lake.replaceDays(Tables.MESSAGES, messages, List.of(FIRST, SECOND));
    lake.replaceDays(
        Tables.PREFIX_ACTIVITY,
        PrefixActivity.of(messages, Cuts.between(messages, 1)),
        List.of(FIRST, SECOND));
  }

  private static Map<String, Object> row(
      String client, String time, String customer, String queueId) {
    Map<String, Object> row = SampleMessages.message(client, Instant.parse(time));
    row.put("host", "mx1");
    row.put("queue_id", queueId);
    row.put("customer", customer);
    row.put("sender_domain", "example.com");
    return row;
  }

  @Test
  void aPrefixIsToldInOrderOfTimeWithTheMomentItChangedHands() {
    String text = text(new TraceQuery.OfPrefix(Prefix.parse("2001:db8:1:100::/56")), FIRST, 100);

    assertThat(text)
        .startsWith(
            "prefix 2001:db8:1:100::/56, 2026-11-01 to 2026-11-02: 3 messages (3 recipients delivered")
        .containsSubsequence(
            "2001:db8:1:100::/56  old       hosting  2026-10-01T00:00:00Z  2026-11-01T12:00:00Z\n",
            "2001:db8:1:100::/56  new       hosting  2026-11-01T12:00:00Z  open                  holds now\n",
            "2026-11-01T11:59:59Z  mx1 AAA1 2001:db8:1:100::1 (old, now new)",
            "-- 2001:db8:1:100::/56 is allocated to new",
            "2026-11-01T12:00:00Z  mx1 AAA2 2001:db8:1:100::1 (new)",
            "2026-11-02T12:00:00Z  mx1 AAA3",
            "Active in the same block",
            "2001:db8:1:100::/64  new           2  ████",
            "traced\n",
            "2001:db8:1:200::/64  next door     1  ██ ")
        .doesNotContain("BBB1", "192.0.2.1");
  }

  @Test
  void aTableShowsSoManyRowsAndSaysHowManyItLeavesOut() {
    String text = text(new TraceQuery.OfPrefix(Prefix.parse("2001:db8:1::/48")), FIRST, 1);

    assertThat(text).contains("AAA1", "... and 3 more").doesNotContain("AAA2");
  }

  @Test
  void aCustomerIsTracedByWhoHeldTheAddressAtThatTime() {
    assertThat(queueIds(new TraceQuery.OfCustomer("new"), FIRST)).containsExactly("AAA2", "AAA3");
    assertThat(queueIds(new TraceQuery.OfCustomer("old"), FIRST)).containsExactly("AAA1");
    assertThat(queueIds(new TraceQuery.OfCustomer("new"), SECOND)).containsExactly("AAA3");
  }

  @Test
  void anAddressAQueueIdAndAMessageIdAreFound() {
    assertThat(queueIds(new TraceQuery.OfPrefix(Prefix.parse("192.0.2.1")), FIRST))
        .containsExactly("CCC1", "CCC2");
    assertThat(queueIds(new TraceQuery.OfPrefix(Prefix.parse("2001:db8:1:100::1")), FIRST))
        .containsExactly("AAA1", "AAA2");
    assertThat(queueIds(new TraceQuery.OfPrefix(Prefix.ALL), FIRST)).hasSize(6);
    assertThat(queueIds(new TraceQuery.OfQueueId("BBB1"), FIRST)).containsExactly("BBB1");
    assertThat(queueIds(new TraceQuery.OfMessageId("x@example.com", "5e"), FIRST))
        .containsExactly("CCC2");
    assertThat(queueIds(new TraceQuery.OfQueueId("absent"), FIRST)).isEmpty();
  }

  @Test
  void aLoginIsTracedFromWhereverItWasUsed() {
    assertThat(queueIds(new TraceQuery.OfLogin("office@example.com", "0a"), FIRST))
        .containsExactly("AAA3", "CCC2");
    assertThat(queueIds(new TraceQuery.OfLogin("0a", "of no name"), FIRST))
        .containsExactly("AAA3", "CCC2");
    assertThat(text(new TraceQuery.OfLogin("office@example.com", "0a"), FIRST, 100))
        .startsWith("login office@example.com, 2026-11-01 to 2026-11-02: 2 messages")
        .contains("2001:db8:1:100::/56  new       hosting  2026-11-01T12:00:00Z  open");
  }

  @Test
  void whatClientsWroteDoesNotReachTheTerminal() {
    String text = text(new TraceQuery.OfQueueId("CCC2"), FIRST, 100);

    assertThat(text).contains("helo=a\uFFFD[2Jb").doesNotContain("\u001b");
  }

  @Test
  void jsonHasOneObjectALineAndCsvAHeader() throws IOException {
    StringWriter json = new StringWriter();
    TraceLines.json(trace(new TraceQuery.OfQueueId("AAA1"), FIRST), new PrintWriter(json));
    StringWriter csv = new StringWriter();
    TraceLines.csv(trace(new TraceQuery.OfQueueId("AAA1"), FIRST), new PrintWriter(csv));

    List<String> kinds = new ArrayList<>();
    for (String line : json.toString().lines().toList()) {
      JsonNode node = new ObjectMapper().readTree(line);
      kinds.add(node.get("record").asText());
      if (node.get("record").asText().equals("message")) {
        assertThat(node.get("customer").asText()).isEqualTo("old");
        assertThat(node.get("customer_now").asText()).isEqualTo("new");
      }
    }
    assertThat(kinds)
        .containsExactly(
            "allocation", "allocation", "message", "neighbour", "neighbour", "neighbour");
    assertThat(csv.toString().lines().toList()).hasSize(2);
    assertThat(csv.toString()).startsWith("time,last_time,host,").contains(",AAA1,");
  }

  private static Trace trace(TraceQuery query, LocalDate first) {
    return new Trace(lake, query, first, SECOND, allocations, NOW);
  }

  private static String text(TraceQuery query, LocalDate first, int rows) {
    StringWriter text = new StringWriter();
    new TraceText(trace(query, first), Screen.plain(Screen.NARROW), new PrintWriter(text))
        .print(rows);
    return text.toString();
  }

  private static List<String> queueIds(TraceQuery query, LocalDate first) {
    return trace(query, first).messages().collectAsList().stream()
        .map(row -> row.<String>getAs("queue_id"))
        .toList();
  }
}
