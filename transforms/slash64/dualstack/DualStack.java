package slash64.dualstack;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.activity.Transport;
import slash64.rows.AddressColumns;
import slash64.rows.MapRows;
import slash64.shape.Shape;

/**
 * The table {@code dual_stack}: parties that sent over both address families on a day, what each
 * family showed of them, and how the two differ. A customer, and who authenticated, is one party
 * for certain; anybody else is linked by {@link Links}.
 */
public final class DualStack {
  private static final DataType LONG = DataTypes.LongType;

  private static final List<String> READ =
      List.of(
          "number",
          "is_ipv4",
          "high",
          "low",
          "time",
          "kind",
          "direction",
          "mta",
          "customer",
          "sasl_hash",
          "helo",
          "client_name",
          "sender_domain",
          "digest",
          "reject_class",
          "verdict",
          "spf",
          Transport.TLS);

  public static final StructType SCHEMA =
      sides(
              new StructType()
                  .add("day", DataTypes.DateType, true, "UTC day")
                  .add(
                      "basis",
                      DataTypes.StringType,
                      true,
                      "what links the families: customer, sasl_user or evidence")
                  .add(
                      "party",
                      DataTypes.StringType,
                      true,
                      "customer, pseudonym of the user, or the two prefixes")
                  .add(
                      "probability",
                      DataTypes.DoubleType,
                      true,
                      "that it is one party; 1 but for evidence")
                  .add("weight", DataTypes.DoubleType, true, "of the evidence, bits; else null")
                  .add("shared", DataTypes.StringType, true, "fields that agree; else null")
                  .add("ipv6_prefix", DataTypes.StringType, true, "first /64 it sent from")
                  .add("ipv4_address", DataTypes.StringType, true, "first IPv4 address"))
          .add(
              "escapes",
              DataTypes.createArrayType(DataTypes.StringType, false),
              true,
              "how the families differ, as refused_on_ipv6, spf_fails_on_ipv6, ptr_missing_on_ipv6,"
                  + " weaker_tls_on_ipv6 and the same of ipv4");

  private DualStack() {}

  private static StructType sides(StructType schema) {
    for (String family : List.of("ipv6", "ipv4")) {
      for (SideCount count : SideCount.values()) {
        schema = schema.add(family + "_" + count.column(), LONG, true, count.comment());
      }
    }
    return schema;
  }

  /**
   * Turns rows of the table {@code messages} into the few columns that {@link #of} reads, several
   * times: persist them.
   *
   * @param messages with the columns of {@link Transport}, clients known
   */
  public static Dataset<Row> transactions(Dataset<Row> messages) {
    return messages
        .filter(col("kind").equalTo("message").or(col("kind").equalTo("refused")))
        .withColumn("number", unix_date(col("day")))
        .withColumn("is_ipv4", AddressColumns.isIpv4(col("client_high"), col("client_low")))
        .withColumn("high", col("client_high"))
        .withColumn("low", when(col("is_ipv4"), col("client_low")).otherwise(lit(0L)))
        .select(READ.stream().map(name -> col(name)).toArray(Column[]::new));
  }

  /** Turns rows of {@link #transactions} into {@link #SCHEMA}. */
  public static Dataset<Row> of(Dataset<Row> transactions) {
    Column[] known =
        SharedField.ALL.stream()
            .map(field -> max(field.isKnown()).as(field.knows()))
            .toArray(Column[]::new);
    Dataset<Row> units = counted(transactions, List.of("number", "is_ipv4", "high", "low"), known);
    Dataset<Row> sides =
        Links.candidates(transactions, units)
            .unionByName(decisive(transactions, "customer", "customer"), true)
            .unionByName(decisive(transactions, "sasl_user", "sasl_hash"), true);
    Dataset<Row> escapes =
        MapRows.of(Links.linked(paired(sides), units), new Escapes(), Escapes.SCHEMA);
    return Shape.of(
        escapes.withColumn("day", functions.date_from_unix_date(col("number"))), SCHEMA);
  }

  private static Dataset<Row> counted(
      Dataset<Row> transactions, List<String> keys, Column... more) {
    List<Column> counts = new ArrayList<>();
    for (SideCount count : SideCount.values()) {
      counts.add(functions.count_if(count.condition()).as(count.column()));
    }
    counts.addAll(List.of(more));
    return transactions
        .groupBy(keys.stream().map(key -> col(key)).toArray(Column[]::new))
        .agg(counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new));
  }

  private static Dataset<Row> decisive(Dataset<Row> transactions, String basis, String column) {
    Dataset<Row> known =
        transactions.filter(col(column).isNotNull()).withColumn("party", col(column));
    return counted(
            known,
            List.of("number", "party", "is_ipv4"),
            min(struct(col("high"), col("low"))).as("first"))
        .withColumn("basis", lit(basis))
        .withColumn("high", col("first.high"))
        .withColumn("low", col("first.low"))
        .drop("first");
  }

  /** Brings the two sides of a party into one row; who has only one is left out. */
  private static Dataset<Row> paired(Dataset<Row> sides) {
    List<Column> columns = new ArrayList<>();
    for (boolean isIpv4 : new boolean[] {false, true}) {
      String family = isIpv4 ? "ipv4" : "ipv6";
      Column isSide = col("is_ipv4").equalTo(isIpv4);
      for (SideCount count : SideCount.values()) {
        columns.add(sum(when(isSide, col(count.column()))).as(family + "_" + count.column()));
      }
      columns.add(min(when(isSide, struct(col("high"), col("low")))).as(family + "_first"));
    }
    for (SharedField field : SharedField.ALL) {
      columns.add(min(field.sharedBy()).as(field.sharedBy()));
      columns.add(min(field.knows()).as(field.knows())); // both do
    }
    return sides
        .groupBy("number", "basis", "party")
        .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new))
        .filter(col("ipv4_first").isNotNull().and(col("ipv6_first").isNotNull()))
        .withColumn("ipv6_prefix", Units.text(col("ipv6_first"), 64))
        .withColumn("ipv4_address", Units.text(col("ipv4_first"), 128))
        .drop("ipv4_first", "ipv6_first");
  }
}
