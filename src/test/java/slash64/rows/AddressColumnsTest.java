package slash64.rows;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import slash64.net.Address;
import slash64.testing.SharedSpark;

class AddressColumnsTest {
  private static final StructType SCHEMA =
      new StructType().add("high", DataTypes.LongType).add("low", DataTypes.LongType);

  @Test
  void aColumnTellsIpv4AsAnAddressDoes() {
    List<Row> addresses = new ArrayList<>();
    for (String text :
        List.of(
            "192.0.2.1",
            "0.0.0.0",
            "255.255.255.255",
            "::",
            "::1",
            "2001:db8::1",
            "::fffe:0:0",
            "::1:0:0:0",
            "ffff::ffff:0:0",
            "::8000:ffff:0:0",
            "::ffff:ffff:0:0")) {
      Address address = Address.parse(text);
      addresses.add(RowFactory.create(address.high(), address.low()));
    }
    for (Row row : read(addresses)) {
      assertThat(row.getBoolean(2))
          .as("%s", new Address(row.getLong(0), row.getLong(1)))
          .isEqualTo(Address.isIpv4(row.getLong(0), row.getLong(1)));
    }
  }

  @Test
  void ofNoAddressItTellsNothing() {
    assertThat(read(List.of(RowFactory.create(null, null))).get(0).isNullAt(2)).isTrue();
  }

  private static List<Row> read(List<Row> addresses) {
    Dataset<Row> rows = SharedSpark.session().createDataFrame(addresses, SCHEMA);
    return rows.withColumn("is_ipv4", AddressColumns.isIpv4(col("high"), col("low")))
        .collectAsList();
  }
}
