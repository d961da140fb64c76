package slash64.nightly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.baseline.Alert;
import slash64.baseline.AlertKind;
import slash64.baseline.BaselineSettings;
import slash64.baseline.CustomerDay;
import slash64.baseline.CustomerVolume;
import slash64.baseline.OpenAlarm;
import slash64.baseline.Thresholds;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.scores.AlertMail;
import slash64.scores.CustomerDays;
import slash64.scores.CustomerParts;

/** Finds the customers who sent far more than usual, spread so that no prefix tells it. */
final class NightCustomers {
  /** Customers that are looked at closely: those with most messages beyond the usual. */
  private static final int MOST_CUSTOMERS = 1_000;

  /** Alerts on days of which a customer's past learns nothing. */
  private static final Object[] TEACHING_NOTHING =
      List.of(
              AlertKind.VOLUME,
              AlertKind.RAMP,
              AlertKind.CONTENT,
              AlertKind.ROTATION,
              AlertKind.SNOWSHOE)
          .stream()
          .map(AlertKind::label)
          .toArray();

  /**
   * A customer and what happened.
   *
   * @param parts networks with most of the mail, the largest first
   * @param examples queue ids of these
   */
  record Found(
      String customer, Alert alert, List<CustomerVolume.Part> parts, List<String> examples) {}

  private final Lake lake;
  private final BaselineSettings settings;

  NightCustomers(Lake lake, BaselineSettings settings) {
    this.lake = lake;
    this.settings = settings;
  }

  /**
   * Judges the customers of a day.
   *
   * @param messages the day's rows of {@code messages}, from clients afar
   * @param scores the day's rows of {@code prefix_scores}
   * @param reported excess of a customer that other alerts of the night account for
   */
  List<Found> of(
      Dataset<Row> messages,
      Dataset<Row> scores,
      ToDoubleFunction<String> reported,
      LocalDate day) {
    if (!lake.days(Tables.CUSTOMER_ACTIVITY).contains(day)) {
      return List.of();
    }
    List<CustomerDay> small = new ArrayList<>();
    double threshold = tested(day, small);
    List<CustomerDay> suspects =
        small.stream()
            .filter(customer -> !customer.isExcused())
            .sorted(
                Comparator.comparingDouble(CustomerDay::excess)
                    .reversed()
                    .thenComparing(CustomerDay::customer))
            .limit(MOST_CUSTOMERS)
            .toList();
    if (suspects.isEmpty()) {
      return List.of();
    }
    Map<String, LocalDate> open = open(day);
    Map<String, List<Row>> parts = new LinkedHashMap<>();
    CustomerParts.of(messages, scores, suspects.stream().map(CustomerDay::customer).toList())
        .collectAsList()
        .forEach(
            row -> parts.computeIfAbsent(row.getAs("customer"), key -> new ArrayList<>()).add(row));
    CustomerVolume judge = new CustomerVolume(settings, threshold);
    List<Found> found = new ArrayList<>();
    for (CustomerDay suspect : suspects) {
      String customer = suspect.customer();
      List<Row> rows = parts.getOrDefault(customer, List.of());
      List<CustomerVolume.Part> networks = rows.stream().map(CustomerParts::part).toList();
      judge
          .judge(
              day,
              suspect,
              reported.applyAsDouble(customer),
              rows.isEmpty() ? 0 : rows.get(0).<Long>getAs("networks"),
              networks,
              Optional.ofNullable(open.get(customer)))
          .ifPresent(alert -> found.add(new Found(customer, alert, networks, examples(rows))));
    }
    return found;
  }

  private static List<String> examples(List<Row> parts) {
    return parts.stream()
        .map(row -> row.<String>getAs("example"))
        .filter(Objects::nonNull)
        .limit(AlertMail.MOST_EXAMPLES)
        .toList();
  }

  /** Adds the customers that may stand out, and returns from where on they do. */
  private double tested(LocalDate day, List<CustomerDay> small) {
    LocalDate first = day.minusDays(CustomerDay.DAYS);
    long tested = 0;
    List<Double> logPs = new ArrayList<>();
    for (Row row :
        CustomerDays.of(
                lake.readWhole(Tables.CUSTOMER_ACTIVITY, first, day),
                lake.readWhole(Tables.ALERTS, first, day.minusDays(1))
                    .filter(col("kind").isin(TEACHING_NOTHING)),
                day,
                settings)
            .collectAsList()) {
      tested += row.<Long>getAs("tested");
      if (row.getAs("customer") != null) {
        small.add(CustomerDays.customer(row));
        logPs.add(row.<Double>getAs("log_p"));
      }
    }
    return Thresholds.of(
        logPs.stream().mapToDouble(Double::doubleValue).toArray(), tested, settings);
  }

  /** Returns the customers whose alerts are open, and since when. */
  private Map<String, LocalDate> open(LocalDate day) {
    Map<String, LocalDate> open = new HashMap<>();
    lake.readWhole(Tables.ALERTS, day.minusDays(OpenAlarm.GRACE_DAYS), day.minusDays(1))
        .filter(
            col("kind")
                .equalTo(AlertKind.VOLUME.label())
                .and(col("prefix").isNull())
                .and(col("customer").isNotNull()))
        .groupBy("customer")
        .agg(min("since").cast("string").as("since"))
        .collectAsList()
        .forEach(row -> open.put(row.getString(0), LocalDate.parse(row.getString(1))));
    return open;
  }
}
