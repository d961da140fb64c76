package slash64.replay;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.activity.Clients;

/** Mail that met the door, and what it turned out to be: what policies are tried on. */
public final class InboundMail {
  /**
   * Refusals that say nothing of the sender: the policy's own must not speak for it, and a
   * greylisted or hurried sender comes again.
   */
  private static final Column SAYS_NOTHING =
      coalesce(col("reject_class").isin("policy", "greylist", "rate"), lit(false));

  private InboundMail() {}

  /**
   * Keeps the rows of {@code messages} of clients outside that did not authenticate, since those
   * who do are let in on other terms, and adds {@code is_spam} (judged to be spam, or refused) and
   * {@code is_good} (passed as good; what no filter judged passed if it was accepted). Neither is
   * ever null, and a row may be neither.
   */
  public static Dataset<Row> of(Dataset<Row> messages) {
    Column isSpam =
        coalesce(col("verdict").equalTo("spam"), lit(false))
            .or(col("rejects").gt(0).and(not(SAYS_NOTHING)));
    Column isPassed =
        coalesce(col("verdict").equalTo("ham"), lit(false))
            .or(col("kind").equalTo("message").and(col("rejects").equalTo(0)));
    return messages
        .filter(col("kind").isin("message", "refused"))
        .filter(col("direction").equalTo("inbound"))
        .filter(Clients.areForeign())
        .withColumn("is_spam", isSpam)
        .withColumn("is_good", not(isSpam).and(isPassed));
  }
}
