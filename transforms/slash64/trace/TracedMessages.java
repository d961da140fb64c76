package slash64.trace;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Who sent what, when, from where: the columns of {@code messages} that tell it. */
public final class TracedMessages {
  /** Columns of {@code messages}, in the order they are shown. */
  public static final List<String> COLUMNS =
      List.of(
          "time",
          "last_time",
          "host",
          "kind",
          "direction",
          "queue_id",
          "client_ip",
          "client_high",
          "client_low",
          "client_name",
          "helo",
          "customer",
          "sasl_domain",
          "sasl_hash",
          "sender_domain",
          "sender_hash",
          "recipient_domain",
          "size",
          "connections",
          "recipients",
          "sent",
          "bounced",
          "deferred",
          "rejects",
          "tempfails",
          "auth_failures",
          "reject_stage",
          "reject_code",
          "reject_dsn",
          "reject_class",
          "status_dsn",
          "outcome",
          "verdict",
          "score",
          "spf",
          "dkim",
          "dmarc",
          "tls_version",
          "message_id_hash");

  private TracedMessages() {}

  /** Keeps the rows of {@code messages} that are asked for and events, in order of time. */
  public static Dataset<Row> of(Dataset<Row> messages, TraceQuery query) {
    return messages
        .filter(query.condition().and(col("kind").notEqual("statistics")))
        .select(COLUMNS.stream().map(name -> col(name)).toArray(Column[]::new))
        .orderBy("time", "host", "queue_id", "client_ip");
  }
}
