package slash64.rows;

import static org.apache.spark.sql.functions.shiftright;

import org.apache.spark.sql.Column;
import slash64.net.Address;

/** What two columns of address bits tell, in Spark's own expressions. */
public final class AddressColumns {
  private static final int MAPPED = 0xffff; // RFC 4291, 2.5.5.2

  private AddressColumns() {}

  /** Returns what {@link Address#isIpv4(long, long)} does; null where a column that counts is. */
  public static Column isIpv4(Column high, Column low) {
    return high.equalTo(0).and(shiftright(low, 32).equalTo(MAPPED));
  }
}
