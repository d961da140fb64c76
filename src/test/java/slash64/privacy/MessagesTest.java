package slash64.privacy;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.maillog.MessageRows;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.registry.Allocation;
import slash64.registry.Allocations;
import slash64.testing.SharedSpark;

class MessagesTest {
  private static final String SECRET = "not-for-anybodys-eyes-0123456789";
  private static final PseudonymKey KEY =
      PseudonymKey.of(SECRET.getBytes(StandardCharsets.US_ASCII));
  private static final Instant LATE = Instant.parse("2026-11-01T23:59:59.999Z");

  private final SparkSession spark = SharedSpark.session();

  @Test
  void peopleBecomePseudonymsAndDomainsStay() {
    Row row =
        only(
            Map.of(
                "time",
                LATE,
                "sender",
                "Jane.Doe@Example.COM",
                "sasl_username",
                "jane.doe@example.com",
                "message_id",
                "1@mx.Example.com"));

    assertThat(row.<LocalDate>getAs("day")).isEqualTo("2026-11-01");
    assertThat(row.<String>getAs("sender_domain")).isEqualTo("example.com");
    assertThat(row.<String>getAs("sender_hash")).isEqualTo(KEY.pseudonym("jane.doe@example.com"));
    assertThat(row.<String>getAs("sasl_domain")).isEqualTo("example.com");
    assertThat(row.<String>getAs("sasl_hash")).isEqualTo(row.getAs("sender_hash"));
    assertThat(row.<String>getAs("message_id_hash")).isEqualTo(KEY.pseudonym("1@mx.Example.com"));
  }

  @ParameterizedTest
  @CsvSource({
    "ham, no action, ham",
    "ham, add header, unsure",
    "ham, rewrite subject, unsure",
    "ham, greylist, unsure",
    "ham, soft reject, unsure",
    "ham, , ham",
    "spam, add header, spam",
    "skipped, add header, skipped",
    ", add header, ",
  })
  void whatTheFilterMarksItHasNotCalledGood(String verdict, String action, String kept) {
    Map<String, Object> message = new HashMap<>(Map.of("time", LATE));
    message.put("verdict", verdict);
    message.put("filter_action", action);

    assertThat(only(message).<String>getAs("verdict")).isEqualTo(kept);
  }

  @Test
  void noColumnHoldsAPersonsName() {
    Map<String, Object> values = new HashMap<>();
    values.put("time", LATE);
    for (String column :
        List.of(
            "sender",
            "sasl_username",
            "message_id",
            "helo",
            "client_name",
            "recipient_domain",
            "filter_action")) {
      values.put(column, "jane.doe@example.com");
    }

    assertThat(only(values).json()).doesNotContain("jane");
  }

  @ParameterizedTest(name = "sender {0}: domain {1}, hash {2}")
  @CsvSource(
      nullValues = "null",
      textBlock =
          """
          null,            null,        null
          '',              null,        ''
          jane,            null,        jane
          '"a@b"@EXAMPLE', example,     '"a@b"@example'
          jane@,           '',          jane@
          """)
  void whatIsMissingStaysMissing(String sender, String domain, String hashed) {
    Map<String, Object> values = new HashMap<>();
    values.put("time", LATE);
    values.put("sender", sender);

    Row row = only(values);

    assertThat(row.<String>getAs("sender_domain")).isEqualTo(domain);
    assertThat(row.<String>getAs("sender_hash"))
        .isEqualTo(hashed == null || hashed.isEmpty() ? hashed : KEY.pseudonym(hashed));
  }

  @Test
  void aDomainIsBounded() {
    Row row = only(Map.of("time", LATE, "sender", "a@" + "x".repeat(10_000)));

    assertThat(row.<String>getAs("sender_domain")).hasSize(Messages.MAX_DOMAIN);
  }

  @Test
  void theCustomerIsTheOneOfThatSecond() {
    Address address = Address.parse("2001:db8:1::25");
    Map<String, Object> values =
        new HashMap<>(Map.of("client_high", address.high(), "client_low", address.low()));
    values.put("time", Instant.parse("2026-11-01T11:59:59.999Z"));
    assertThat(only(values).<String>getAs("customer")).isEqualTo("alpha");
    values.put("time", Instant.parse("2026-11-01T12:00:00Z"));
    assertThat(only(values).<String>getAs("customer")).isEqualTo("beta");
    values.put("client_high", null);
    assertThat(only(values).<String>getAs("customer")).isNull();
  }

  @Test
  void neitherPlansNorTheirLogsShowTheKey() {
    Dataset<Row> messages = of(Map.of("time", LATE, "sender", "jane@example.com"));
    var execution = ((org.apache.spark.sql.classic.Dataset<Row>) messages).queryExecution();

    String plans =
        execution
            + execution.analyzed().toJSON()
            + execution.executedPlan().toJSON()
            + execution.executedPlan().treeString()
            + execution.debug();

    assertThat(plans)
        .doesNotContain(SECRET)
        .doesNotContain(HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.US_ASCII)))
        .contains("sender_hash");
  }

  @Test
  void theShapeHasNoPersonalColumn() {
    assertThat(Messages.SCHEMA.fieldNames())
        .contains("day", "sender_hash", "customer", "is_open")
        .doesNotContain("sender", "sasl_username", "message_id");
    for (StructField field : Messages.SCHEMA.fields()) {
      assertThat(field.getComment().isDefined()).as(field.name()).isTrue();
    }
  }

  private Row only(Map<String, Object> values) {
    return of(values).head();
  }

  private Dataset<Row> of(Map<String, Object> values) {
    Object[] row = new Object[MessageRows.SCHEMA.length()];
    for (int i = 0; i < row.length; i++) {
      row[i] = values.get(MessageRows.SCHEMA.fieldNames()[i]);
    }
    Dataset<Row> rows =
        spark
            .createDataFrame(List.of(RowFactory.create(row)), MessageRows.SCHEMA)
            .withColumn("is_open", expr("coalesce(is_open, false)"));
    return Messages.of(rows, KEY, allocations());
  }

  private Broadcast<Allocations> allocations() {
    long noon = Instant.parse("2026-11-01T12:00:00Z").getEpochSecond();
    Prefix prefix = Prefix.parse("2001:db8:1::/48");
    Allocations allocations =
        Allocations.of(
            List.of(
                new Allocation(prefix, "alpha", "access", Allocation.ALWAYS, noon),
                new Allocation(prefix, "beta", "access", noon, Allocation.FOREVER)));
    return org.apache.spark.api.java.JavaSparkContext.fromSparkContext(spark.sparkContext())
        .broadcast(allocations);
  }
}
