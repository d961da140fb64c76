package slash64.privacy;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.maillog.message.MessageParts;
import slash64.registry.Allocations;

/**
 * Merges parts of messages that are in the table already, where people are pseudonyms. The names
 * are gone, but equal names have equal pseudonyms, and that is all that merging needs.
 */
public final class MessageMerge {
  private MessageMerge() {}

  /**
   * Merges the open rows of the table {@code messages}.
   *
   * @param open rows of {@link Messages#SCHEMA}
   * @return rows of the same shape, each message once; open are those that still lack an end or a
   *     start
   */
  public static Dataset<Row> of(Dataset<Row> open, Broadcast<Allocations> allocations) {
    return of(open, MessageParts::merge, allocations);
  }

  /**
   * Joins what belongs to messages that have ended, of rows that are not in the table yet.
   *
   * @param rows of {@link Messages#SCHEMA}
   * @return rows of the same shape; messages under way are unchanged
   */
  public static Dataset<Row> ofEnded(Dataset<Row> rows, Broadcast<Allocations> allocations) {
    return of(rows, MessageParts::mergeEnded, allocations);
  }

  private static Dataset<Row> of(
      Dataset<Row> open, UnaryOperator<Dataset<Row>> merge, Broadcast<Allocations> allocations) {
    Dataset<Row> named =
        open.withColumns(
            Map.of(
                "message_id", col("message_id_hash"),
                "sender", packed("sender"),
                "sasl_username", packed("sasl"),
                "is_open", not(col("has_end"))));
    Dataset<Row> merged = Messages.of(merge.apply(named), PseudonymKey.NONE, allocations);
    return merged
        .withColumns(
            Map.of(
                "sender_hash", pseudonym("sender_hash"),
                "sender_domain", domain("sender_domain"),
                "sasl_hash", pseudonym("sasl_hash"),
                "sasl_domain", domain("sasl_domain")))
        .to(Messages.SCHEMA);
  }

  /**
   * Pseudonym and domain as one address, so that they stay together; the null sender stays empty.
   */
  private static Column packed(String who) {
    Column hash = col(who + "_hash");
    return when(hash.equalTo(""), hash)
        .otherwise(concat(hash, lit("@"), coalesce(col(who + "_domain"), lit(""))));
  }

  /** What stands before the last @: without a key a pseudonym is the name itself, with an @. */
  private static Column pseudonym(String column) {
    Column domain = substring_index(col(column), "@", -1);
    return when(
            col(column).contains("@"),
            expr(
                "left(%1$s, length(%1$s) - length(substring_index(%1$s, '@', -1)) - 1)"
                    .formatted(column)))
        .otherwise(when(domain.isNotNull(), col(column)));
  }

  private static Column domain(String column) {
    return nullif(col(column), lit(""));
  }
}
