package slash64.nightly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get_json_object;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.activity.Clients;
import slash64.baseline.Alert;
import slash64.baseline.AlertKind;
import slash64.baseline.LoginSpread;
import slash64.baseline.LoginUse;
import slash64.baseline.OpenAlarm;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.scores.LoginNetworks;

/** Finds the logins that are used from many networks where they never were, each once. */
final class NightLogins {
  /** Of what a login sent from customers' own allocations, the share that makes it one's. */
  private static final double MOSTLY = 0.5;

  /** Share of a campaign's mail that makes it a login's. */
  private static final double EXPLAINED = 0.5;

  /**
   * A login and what happened.
   *
   * @param customer who mostly used it in the days before; null if none
   */
  record Found(LoginUse use, String customer, Alert alert) {}

  private final Lake lake;

  NightLogins(Lake lake) {
    this.lake = lake;
  }

  /**
   * Judges the logins of a day. The days before are read only where a login has networks enough
   * today, and what comes here is a row for each such login.
   *
   * @param messages the day's rows of {@code messages}, from clients afar
   */
  List<Found> of(Dataset<Row> messages, LocalDate day) {
    List<String> suspects =
        LoginNetworks.suspects(messages).collectAsList().stream()
            .map(row -> row.getString(0))
            .toList();
    if (suspects.isEmpty()) {
      return List.of();
    }
    LocalDate first = day.minusDays(LoginSpread.DAYS - 1L);
    Dataset<Row> all = lake.readWhole(Tables.MESSAGES, first, day).filter(Clients.areForeign());
    Dataset<Row> alerts =
        lake.readWhole(Tables.ALERTS, first, day.minusDays(1))
            .filter(col("kind").equalTo(AlertKind.LOGIN_SPREAD.label()));
    int known =
        (int)
            lake.days(Tables.MESSAGES).stream()
                .filter(other -> !other.isBefore(first) && other.isBefore(day))
                .count();
    Map<String, LocalDate> open = open(alerts, day);
    Map<String, LoginUse> spread = new TreeMap<>();
    for (Row row : LoginNetworks.of(all, alerts, suspects, day).collectAsList()) {
      LoginUse use = LoginNetworks.use(row);
      if (judge(day, use, known, null, open).isPresent()) {
        spread.put(use.login(), use);
      }
    }
    if (spread.isEmpty()) {
      return List.of();
    }
    Map<String, String> customers = customers(LoginNetworks.customers(all, spread.keySet(), day));
    List<Found> found = new ArrayList<>();
    spread.forEach(
        (login, use) ->
            judge(day, use, known, customers.get(login), open)
                .ifPresent(alert -> found.add(new Found(use, customers.get(login), alert))));
    return found;
  }

  /** Returns those of some contents whose mail was mostly that of logins that are told. */
  static List<String> explained(
      Dataset<Row> messages, List<Found> logins, Map<String, Long> digests) {
    if (logins.isEmpty() || digests.isEmpty()) {
      return List.of();
    }
    return LoginNetworks.digests(messages, names(logins), digests.keySet()).collectAsList().stream()
        .filter(row -> row.getLong(1) > EXPLAINED * digests.get(row.getString(0)))
        .map(row -> row.getString(0))
        .toList();
  }

  private static Collection<String> names(List<Found> logins) {
    return logins.stream().map(each -> each.use().login()).toList();
  }

  private static Optional<Alert> judge(
      LocalDate day, LoginUse use, int known, String customer, Map<String, LocalDate> open) {
    return LoginSpread.judge(day, use, known, customer, Optional.ofNullable(open.get(use.login())));
  }

  /** Returns who has most of each login's mail; who shares it with others has none. */
  private static Map<String, String> customers(Dataset<Row> counts) {
    Map<String, Map<String, Long>> logins = new HashMap<>();
    counts
        .collectAsList()
        .forEach(
            row ->
                logins
                    .computeIfAbsent(row.getString(0), key -> new HashMap<>())
                    .put(row.getString(1), row.getLong(2)));
    Map<String, String> owners = new HashMap<>();
    logins.forEach(
        (login, customers) -> {
          double sum = customers.values().stream().mapToLong(Long::longValue).sum();
          customers.forEach(
              (customer, messages) -> {
                if (messages > MOSTLY * sum) {
                  owners.put(login, customer);
                }
              });
        });
    return owners;
  }

  /** Returns the logins whose alerts are open, and since when. */
  private static Map<String, LocalDate> open(Dataset<Row> alerts, LocalDate day) {
    Map<String, LocalDate> open = new HashMap<>();
    alerts
        .filter(col("day").geq(day.minusDays(OpenAlarm.GRACE_DAYS)))
        .select(get_json_object(col("evidence"), "$.party"), col("since").cast("string"))
        .collectAsList()
        .forEach(
            row ->
                open.merge(
                    row.getString(0),
                    LocalDate.parse(row.getString(1)),
                    (a, b) -> a.isBefore(b) ? a : b));
    return open;
  }
}
