package slash64.scores;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.baseline.BaselineSettings;
import slash64.baseline.CustomerDay;
import slash64.rows.MapRows;

/**
 * The customers of a day whose volume may be an event. Nothing is carried from night to night: the
 * weeks before are few small rows a customer, and the alerts say which of their days teach nothing.
 */
public final class CustomerDays {
  public static final StructType SCHEMA =
      new StructType()
          .add("customer", DataTypes.StringType, true, "null in rows that count the tested")
          .add("tested", DataTypes.LongType, false, "customers tested; 0 in a customer's row")
          .add("messages", DataTypes.LongType, false, "of the day")
          .add("bad", DataTypes.LongType, false, "of these, spam or refused")
          .add("expected", DataTypes.DoubleType, false, "messages")
          .add("dispersion", DataTypes.DoubleType, false, "variance of that over its mean")
          .add("is_young", DataTypes.BooleanType, false, "known for less than a month")
          .add("is_excused", DataTypes.BooleanType, false, "comes again and again")
          .add("log_p", DataTypes.DoubleType, false, "of so many messages or more");

  private CustomerDays() {}

  /**
   * Turns a customer's weeks into {@link #SCHEMA}: a row for each customer with p below the share
   * of false discoveries, about one in a hundred, and rows that count how many were tested.
   *
   * @param activity rows of {@code customer_activity} of {@code day} and the {@link
   *     CustomerDay#DAYS} before it
   * @param alerts rows of {@code alerts} of the days before
   */
  public static Dataset<Row> of(
      Dataset<Row> activity, Dataset<Row> alerts, LocalDate day, BaselineSettings settings) {
    Dataset<Row> alarmed =
        alerts
            .filter(col("customer").isNotNull())
            .select(col("day"), col("customer"), lit(true).as("is_alarmed"))
            .distinct();
    Column isToday = col("number").equalTo(day.toEpochDay());
    Column bad = least(greatest(col("spam"), col("rejects")), col("transactions"));
    Dataset<Row> customers =
        activity
            .filter(col("transactions").gt(0))
            .select(col("day"), col("customer"), col("transactions"), bad.as("bad"))
            .join(alarmed, new String[] {"day", "customer"}, "left_outer")
            .withColumn("number", unix_date(col("day")))
            .groupBy("customer")
            .agg(
                sort_array(
                        collect_list(
                            struct(
                                col("number"),
                                col("transactions"),
                                coalesce(col("is_alarmed"), lit(false)).as("is_alarmed"))))
                    .as("days"),
                max(when(isToday, col("bad"))).as("bad"))
            .filter(col("bad").isNotNull());
    return MapRows.of(
        customers, new Test((int) day.toEpochDay(), Math.log(settings.falseShare())), SCHEMA);
  }

  /** Returns a row of {@link #SCHEMA} as it is judged. */
  public static CustomerDay customer(Row row) {
    return new CustomerDay(
        row.getAs("customer"),
        row.<Long>getAs("messages"),
        row.<Long>getAs("bad"),
        row.<Double>getAs("expected"),
        row.<Double>getAs("dispersion"),
        row.<Boolean>getAs("is_young"),
        row.<Boolean>getAs("is_excused"));
  }

  /** Fits one customer after the other. */
  private record Test(int today, double most) implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> customers) {
      List<Row> rows = new ArrayList<>();
      long tested = 0;
      while (customers.hasNext()) {
        CustomerDay day = read(customers.next());
        if (day == null) {
          continue;
        }
        tested++;
        double logP = day.logUpperMid(day.messages());
        if (logP <= most) {
          rows.add(row(day, logP));
        }
      }
      rows.add(RowFactory.create(null, tested, 0L, 0L, 0.0, 0.0, false, false, 0.0));
      return rows.iterator();
    }

    private CustomerDay read(Row customer) {
      List<CustomerDay.Past> past = new ArrayList<>();
      long messages = 0;
      for (Row day : customer.<Row>getList(customer.fieldIndex("days"))) {
        int number = day.getInt(0);
        if (number == today) {
          messages = day.getLong(1);
        } else {
          past.add(new CustomerDay.Past(number, day.getLong(1), day.getBoolean(2)));
        }
      }
      return CustomerDay.of(
          customer.getAs("customer"), today, messages, customer.<Long>getAs("bad"), past);
    }

    private static Row row(CustomerDay day, double logP) {
      return RowFactory.create(
          day.customer(),
          0L,
          day.messages(),
          day.bad(),
          day.expected(),
          day.dispersion(),
          day.isYoung(),
          day.isExcused(),
          logP);
    }
  }
}
