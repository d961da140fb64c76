package slash64.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.posture.Senders;
import slash64.report.CustomerRow.Checked;

/**
 * Asks for the customers whose set-up costs them most: SPF, DKIM, PTR or TLS over a week, as the
 * table {@code customers_to_help} judges them day by day.
 */
final class CustomerQuery {
  private static final int DAYS = 7;

  /** A share of faults below this is nobody's trouble. */
  private static final double NOTABLE = 0.02;

  private final Lake lake;

  CustomerQuery(Lake lake) {
    this.lake = lake;
  }

  List<CustomerRow> of(LocalDate day, int most) {
    List<CustomerRow> faulty = new ArrayList<>();
    for (Row row :
        Senders.ofCustomers(lake.readWhole(Tables.POSTURE, day.minusDays(DAYS - 1), day))
            .collectAsList()) {
      CustomerRow customer =
          new CustomerRow(
              row.getAs("customer"),
              row.<Long>getAs("transactions"),
              checked(row, "spf"),
              checked(row, "dkim"),
              checked(row, "ptr"),
              checked(row, "tls"));
      if (customer.faults() >= Math.max(1, NOTABLE * customer.transactions())) {
        faulty.add(customer);
      }
    }
    faulty.sort(
        Comparator.comparingLong(CustomerRow::faults)
            .reversed()
            .thenComparing(CustomerRow::customer));
    return faulty.subList(0, Math.min(most, faulty.size()));
  }

  private static Checked checked(Row row, String check) {
    return new Checked(row.<Long>getAs(check + "_passed"), row.<Long>getAs(check + "_known"));
  }
}
