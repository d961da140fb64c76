package slash64.dualstack;

import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import slash64.net.Address;
import slash64.net.Prefix;

/** What is linked: an IPv6 /64, an IPv4 address. */
final class Units {
  private Units() {}

  /** Returns the text of a struct of high and low: a prefix, or of 128 bits an address. */
  static Column text(Column unit, int bits) {
    UDF2<Long, Long, String> text =
        (high, low) ->
            high == null || low == null
                ? null
                : bits == 128
                    ? new Address(high, low).toString()
                    : Prefix.of(high, low, bits).toString();
    return udf(text, DataTypes.StringType).apply(unit.getField("high"), unit.getField("low"));
  }
}
