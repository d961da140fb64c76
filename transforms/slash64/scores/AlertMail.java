package slash64.scores;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;
import slash64.net.Prefix;
import slash64.rows.MapRows;

/**
 * What the mail of a night's alerts was, for people: whose, and the queue ids to look it up by. One
 * pass over the day's messages, each looked up among the alerts' prefixes; only counts come back.
 */
public final class AlertMail {
  private static final StructType SCHEMA =
      new StructType()
          .add("prefix", DataTypes.StringType, false)
          .add("customer", DataTypes.StringType, true)
          .add("messages", DataTypes.LongType, false)
          .add(
              "campaigns",
              DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType, false),
              false)
          .add("queue_ids", DataTypes.createArrayType(DataTypes.StringType, false), false);

  /** Queue ids of an alert. */
  public static final int MOST_EXAMPLES = 3;

  /** Customers counted apart in one task; the mail of others counts as nobody's. */
  private static final int MOST_CUSTOMERS = 100;

  /** An alert is a customer's when it has this share of its mail. */
  private static final double ALMOST_ALL = 0.9;

  /** By prefix and customer, who may be null. */
  private final Map<Prefix, Map<String, Mail>> mail = new HashMap<>();

  private AlertMail() {}

  private static final class Mail {
    private long messages;

    /** Messages by digest, of digests that are campaigns'. */
    private final Map<String, Long> campaigns = new HashMap<>();

    /** Sorted, so that they do not depend on how the messages were cut into tasks. */
    private final TreeSet<String> queueIds = new TreeSet<>();

    void add(long more, Map<String, Long> digests, Collection<String> ids) {
      messages += more;
      digests.forEach((digest, count) -> campaigns.merge(digest, count, Long::sum));
      queueIds.addAll(ids);
      while (queueIds.size() > MOST_EXAMPLES) {
        queueIds.pollLast();
      }
    }
  }

  /**
   * Looks the mail up.
   *
   * @param messages the day's rows of {@code messages}
   * @param prefixes of the alerts, of any level
   * @param campaigns digests of the night's campaigns
   */
  public static AlertMail of(
      Dataset<Row> messages, Collection<Prefix> prefixes, Collection<String> campaigns) {
    AlertMail all = new AlertMail();
    if (prefixes.isEmpty()) {
      return all;
    }
    Dataset<Row> found =
        MapRows.of(
            messages
                .filter("client_high IS NOT NULL AND client_low IS NOT NULL")
                .select("client_high", "client_low", "customer", "queue_id", "digest"),
            new Lookup(
                prefixes.stream().map(Prefix::length).distinct().toList(),
                new HashSet<>(prefixes),
                new HashSet<>(campaigns)),
            SCHEMA);
    for (Row row : found.collectAsList()) {
      all.add(
          Prefix.parse(row.getString(0)),
          row.getString(1),
          row.getLong(2),
          row.getJavaMap(3),
          row.getList(4));
    }
    return all;
  }

  private void add(
      Prefix prefix,
      String customer,
      long messages,
      Map<String, Long> campaigns,
      List<String> queueIds) {
    Map<String, Mail> customers = mail.computeIfAbsent(prefix, key -> new HashMap<>());
    boolean isKnown = customers.containsKey(customer) || customers.size() < MOST_CUSTOMERS;
    customers
        .computeIfAbsent(isKnown ? customer : null, key -> new Mail())
        .add(messages, campaigns, queueIds);
  }

  /** Returns whose nearly all of a prefix's mail was; empty where it was several's or nobody's. */
  public Optional<String> customer(Prefix prefix) {
    Map<String, Mail> customers = mail.getOrDefault(prefix, Map.of());
    double all = customers.values().stream().mapToLong(each -> each.messages).sum();
    return customers.entrySet().stream()
        .filter(each -> each.getKey() != null && each.getValue().messages >= ALMOST_ALL * all)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Returns up to three queue ids of a prefix, as logged; those of its busiest customer first. */
  public List<String> examples(Prefix prefix) {
    return mail.getOrDefault(prefix, Map.of()).values().stream()
        .sorted(Comparator.comparingLong((Mail each) -> each.messages).reversed())
        .flatMap(each -> each.queueIds.stream())
        .limit(MOST_EXAMPLES)
        .toList();
  }

  /** Returns a prefix's messages by digest, of digests that are campaigns'. */
  public Map<String, Long> campaigns(Prefix prefix) {
    Map<String, Long> all = new HashMap<>();
    for (Mail each : mail.getOrDefault(prefix, Map.of()).values()) {
      each.campaigns.forEach((digest, count) -> all.merge(digest, count, Long::sum));
    }
    return all;
  }

  /** Finds the alerts each message lies in. */
  private record Lookup(List<Integer> lengths, HashSet<Prefix> prefixes, HashSet<String> campaigns)
      implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
      AlertMail here = new AlertMail();
      while (rows.hasNext()) {
        Row row = rows.next();
        String id = row.getString(3);
        String digest = row.getString(4);
        Map<String, Long> campaign =
            digest != null && campaigns.contains(digest) ? Map.of(digest, 1L) : Map.of();
        for (int length : lengths) {
          Prefix prefix = Prefix.of(row.getLong(0), row.getLong(1), length);
          if (prefixes.contains(prefix)) {
            List<String> ids = id == null ? List.of() : List.of(id);
            here.add(prefix, row.getString(2), 1, campaign, ids);
          }
        }
      }
      List<Row> result = new ArrayList<>();
      here.mail.forEach(
          (prefix, customers) ->
              customers.forEach(
                  (customer, each) ->
                      result.add(
                          RowFactory.create(
                              prefix.toString(),
                              customer,
                              each.messages,
                              CollectionConverters.asScala(each.campaigns),
                              each.queueIds.toArray(new String[0])))));
      return result.iterator();
    }
  }
}
