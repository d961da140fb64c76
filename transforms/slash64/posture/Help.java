package slash64.posture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import slash64.breakage.Breakage;
import slash64.stats.Wilson;

/** What one customer's domain fails on a day, from the rows of {@code posture} of that day. */
final class Help {
  /** {@link CustomersToHelp#SCHEMA} without its day, and the other one as a number. */
  static final StructType SCHEMA =
      new StructType(
              Arrays.stream(CustomersToHelp.SCHEMA.fields())
                  .filter(field -> !field.dataType().equals(DataTypes.DateType))
                  .toArray(StructField[]::new))
          .add("since_number", DataTypes.IntegerType);

  /** Letters, digits, dashes and underscores between dots: what may stand in a record of DNS. */
  private static final Pattern PLAIN =
      Pattern.compile("(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62}\\.)+[a-z0-9-]{1,63}");

  private static final double Z = 1.96;

  private Help() {}

  static boolean isPlain(String domain) {
    return domain != null && PLAIN.matcher(domain).matches();
  }

  static List<Row> rows(Row sender, int today) {
    String domain = sender.getAs("sender_domain");
    List<Row> details = details(sender);
    List<Row> rows = new ArrayList<>();
    add(rows, sender, "spf", Check.SPF, d -> failing(d, "spf", SPF_FAILS), today, domain);
    add(rows, sender, "dkim", Check.DKIM, d -> failing(d, "dkim", FAILS), today, domain);
    add(rows, sender, "dmarc", Check.DMARC, d -> failing(d, "dmarc", FAILS), today, domain);
    add(rows, sender, "ptr", Check.PTR, d -> number(d, "unnamed"), today, domain);
    boolean isNeverItsName = details.stream().mapToLong(d -> number(d, "helo_matches")).sum() == 0;
    if (isNeverItsName) {
      add(rows, sender, "helo", null, d -> number(d, "named"), today, domain);
    }
    add(rows, sender, "tls", Check.TLS, d -> failing(d, "tls", WEAK_TLS), today, domain);
    return rows;
  }

  private static final List<String> SPF_FAILS =
      List.of("fail", "softfail", "neutral", "none", "permerror");
  private static final List<String> FAILS = List.of("fail", "none", "permerror");
  private static final List<String> WEAK_TLS = List.of("none", "tlsv1", "tlsv1.1");

  private static void add(
      List<Row> rows,
      Row sender,
      String problem,
      Check check,
      ToLongFunction<Row> failingOf,
      int today,
      String domain) {
    List<Row> places =
        details(sender).stream()
            .filter(d -> failingOf.applyAsLong(d) > 0)
            .sorted(
                Comparator.comparingLong((Row d) -> -failingOf.applyAsLong(d))
                    .thenComparing(d -> d.<String>getAs("prefix_key")))
            .toList();
    if (places.isEmpty()) {
      return;
    }
    long failing = places.stream().mapToLong(failingOf).sum();
    long ipv4 =
        places.stream().filter(d -> d.<Integer>getAs("family") == 4).mapToLong(failingOf).sum();
    long known = failing;
    int since = today;
    if (check != null) {
      var days = Senders.days(sender, check);
      known = days.stream().filter(d -> d.day() == today).mapToLong(d -> d.known()).sum();
      since = Breakage.failingSince(days, today);
    }
    known = Math.max(known, failing);
    String result = result(places, problem);
    Remedy remedy = Remedy.of(problem, result, isPlain(domain) ? domain : null, places);
    rows.add(
        RowFactory.create(
            sender.getAs("customer_key"),
            domain,
            problem,
            result,
            known,
            failing,
            ipv4,
            failing - ipv4,
            Wilson.lower((double) failing, (double) known, Z),
            Wilson.upper((double) failing, (double) known, Z),
            places.get(0).getAs("prefix"),
            places.size(),
            remedy.record(),
            remedy.advice(),
            since));
  }

  private static String result(List<Row> places, String problem) {
    Map<String, List<String>> maps =
        Map.of("spf", SPF_FAILS, "dkim", FAILS, "dmarc", FAILS, "tls", WEAK_TLS);
    if (!maps.containsKey(problem)) {
      return problem.equals("ptr") ? "no forward-confirmed name" : "not its name";
    }
    Map<String, Long> counts = new TreeMap<>();
    for (Row place : places) {
      for (String word : maps.get(problem)) {
        counts.merge(word, failing(place, problem, List.of(word)), Long::sum);
      }
    }
    return counts.entrySet().stream()
        .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  /** Returns the place where a customer sends most from, null if there are no details. */
  static String busiest(Row sender) {
    return details(sender).stream()
        .max(
            Comparator.comparingLong((Row d) -> number(d, "named") + number(d, "unnamed"))
                .thenComparing(d -> d.<String>getAs("prefix_key")))
        .map(d -> d.<String>getAs("prefix"))
        .orElse(null);
  }

  private static List<Row> details(Row sender) {
    return sender.getList(sender.fieldIndex("details"));
  }

  static long failing(Row detail, String map, List<String> words) {
    Map<String, Long> counts = detail.getJavaMap(detail.fieldIndex(map));
    return words.stream().mapToLong(word -> counts.getOrDefault(word, 0L)).sum();
  }

  private static long number(Row detail, String column) {
    return detail.<Long>getAs(column);
  }
}
