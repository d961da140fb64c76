package slash64.activity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import slash64.net.Address;
import slash64.net.OwnAddresses;
import slash64.net.Prefix;
import slash64.net.TransitionAddress;

/** Which rows of {@code messages} have a client whose prefix is worth counting, and under what. */
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

  /**
   * Returns a condition on foreign clients: their mail is counted under an IPv4 address, too, which
   * their IPv6 address carries.
   */
  public static Column carryIpv4() {
    UDF2<Long, Long, Boolean> carries = (high, low) -> carriedBy(high, low) != null;
    return ofAddress(carries);
  }

  /**
   * Returns a condition on clients of {@link #carryIpv4}: what their mail was is counted there, not
   * only that it came. See {@link TransitionAddress#isProven}.
   */
  public static Column proveIpv4() {
    UDF2<Long, Long, Boolean> proves = TransitionAddress::isProven;
    return ofAddress(proves);
  }

  private static Column ofAddress(UDF2<Long, Long, Boolean> condition) {
    return udf(condition, DataTypes.BooleanType).apply(col("client_high"), col("client_low"));
  }

  /** Returns the IPv4 address that an address carries, null if none or one of our own. */
  static Address carriedBy(long high, long low) {
    Address inside = TransitionAddress.ipv4(high, low);
    return inside == null || OwnAddresses.contains(inside.high(), inside.low()) ? null : inside;
  }
}
