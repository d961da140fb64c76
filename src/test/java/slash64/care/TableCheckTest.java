package slash64.care;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.activity.CustomerActivity;
import slash64.activity.Cuts;
import slash64.activity.PrefixActivity;
import slash64.activity.SampleMessages;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.lake.Transaction;
import slash64.testing.SharedSpark;

/** What counts as a contradiction between tables, on a day of a few messages. */
class TableCheckTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 1);

  @TempDir private Path folder;

  @Test
  void mailThroughATransitionMechanismIsNoFaultThoughBothItsAddressesCountIt() {
    Lake lake =
        counted(
            "2002:c000:201::1",
            "2001:0:cb00:7101::3fff:fdfe", // Teredo
            "64:ff9b::192.0.2.1",
            "2001:db8::5efe:192.0.2.1",
            "2002:a00:1::1", // a private network's
            "192.0.2.1",
            "2001:db8::1");

    assertThat(lake.read(Tables.PREFIX_ACTIVITY).filter("prefix = '192.0.2.1/32'").head())
        .extracting(row -> row.<Long>getAs("connections"), row -> row.<Long>getAs("sent"))
        .containsExactly(5L, 4L);
    assertThat(new TableCheck(lake, DAY).faults()).isEmpty();
  }

  @Test
  void aCarriedMessageThatIsNotCountedUnderItsIpv4AddressIsAFault() {
    Lake lake = counted("2002:c000:201::1");
    DeltaTable.forPath(lake.spark(), lake.path(Tables.PREFIX_ACTIVITY)).delete("family = 4");

    assertThat(new TableCheck(lake, DAY).faults())
        .containsExactly("table prefix_activity counts another number than the messages of " + DAY);
  }

  /** One refused and delivered message of each client, counted as a night does. */
  private Lake counted(String... clients) {
    Lake lake = Lake.at(SharedSpark.session(), folder.toString());
    lake.prepare(Tables.ALL);
    Dataset<Row> messages =
        SampleMessages.frame(Stream.of(clients).map(TableCheckTest::message).toList());
    lake.replaceDays(Tables.MESSAGES, messages, List.of(DAY));
    Transaction of = new Transaction("slash64-messages", lake.version(Tables.MESSAGES));
    lake.replaceDays(
        Tables.PREFIX_ACTIVITY,
        PrefixActivity.of(messages, Cuts.between(messages, 1)),
        List.of(DAY),
        of);
    lake.replaceDays(Tables.CUSTOMER_ACTIVITY, CustomerActivity.of(messages, 1), List.of(DAY), of);
    for (var table : List.of(Tables.POSTURE, Tables.DUAL_STACK)) {
      Dataset<Row> none = lake.spark().createDataFrame(List.of(), table.schema());
      lake.replaceDays(table, none, List.of(DAY), of);
    }
    return lake;
  }

  private static Map<String, Object> message(String client) {
    Map<String, Object> message =
        SampleMessages.message(client, Instant.parse("2026-11-01T12:00:00Z"));
    message.put("rejects", 1);
    return message;
  }
}
