package slash64.activity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import org.apache.spark.sql.Column;
import slash64.net.OwnAddresses;
import slash64.net.Prefix;

/** Which rows of {@code messages} have a client whose prefix is worth counting. */
public final class Clients {
  private Clients() {}

  /** Returns a condition: the client address is known, and not one of {@link OwnAddresses}. */
  public static Column areForeign() {
    Column condition = col("client_high").isNotNull().and(col("client_low").isNotNull());
    for (Prefix prefix : OwnAddresses.PREFIXES) {
      Column inside =
          Transport.matches("client_high", Prefix.highMask(prefix.length()), prefix.high())
              .and(Transport.matches("client_low", Prefix.lowMask(prefix.length()), prefix.low()));
      condition = condition.and(not(inside));
    }
    return condition;
  }
}
