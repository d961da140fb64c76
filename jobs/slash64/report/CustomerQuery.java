package slash64.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import slash64.lake.Lake;
import slash64.lake.Tables;

/** Asks for the customers whose set-up costs them most: SPF, DKIM, PTR or TLS over a week. */
final class CustomerQuery {
  private static final int DAYS = 7;

  /** A share of faults below this is nobody's trouble. */
  private static final double NOTABLE = 0.02;

  private final Lake lake;

  CustomerQuery(Lake lake) {
    this.lake = lake;
  }

  List<CustomerRow> of(LocalDate day, int most) {
    Map<String, CustomerRow> customers = new HashMap<>();
    for (Row row :
        lake.readWhole(Tables.CUSTOMER_ACTIVITY, day.minusDays(DAYS - 1), day)
            .select("customer", "transactions", "spam", "named", "spf", "dkim", "tls")
            .collectAsList()) {
      customers.merge(row.getAs("customer"), row(row), CustomerQuery::sum);
    }
    List<CustomerRow> faulty = new ArrayList<>(customers.values());
    faulty.removeIf(customer -> customer.faults() < NOTABLE * customer.transactions());
    faulty.sort(
        Comparator.comparingDouble(CustomerRow::faults)
            .reversed()
            .thenComparing(CustomerRow::customer));
    return faulty.subList(0, Math.min(most, faulty.size()));
  }

  private static CustomerRow row(Row row) {
    return new CustomerRow(
        row.getAs("customer"),
        row.<Long>getAs("transactions"),
        row.<Long>getAs("spam"),
        logged(row, "spf"),
        logged(row, "dkim"),
        logged(row, "tls"),
        row.<Long>getAs("named"));
  }

  private static Map<String, Long> logged(Row row, String column) {
    Map<String, Long> counts = new TreeMap<>(row.<String, Long>getJavaMap(row.fieldIndex(column)));
    counts.remove("not_logged");
    return counts;
  }

  private static CustomerRow sum(CustomerRow a, CustomerRow b) {
    return new CustomerRow(
        a.customer(),
        a.transactions() + b.transactions(),
        a.spam() + b.spam(),
        sum(a.spf(), b.spf()),
        sum(a.dkim(), b.dkim()),
        sum(a.tls(), b.tls()),
        a.named() + b.named());
  }

  private static Map<String, Long> sum(Map<String, Long> a, Map<String, Long> b) {
    Map<String, Long> sum = new TreeMap<>(a);
    b.forEach((name, count) -> sum.merge(name, count, Long::sum));
    return sum;
  }
}
