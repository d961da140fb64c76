package slash64.dualstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import slash64.activity.SampleMessages;
import slash64.activity.Transport;

/** Which pairs share which values, against comparing each with each. */
class LinksTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final int MOST_PAIRS = 400;

  @Test
  void pairsShareWhatBothShowHoweverOftenAndContentWithinAnHour() {
    List<Map<String, Object>> messages = messages(new Random(64));
    Dataset<Row> transactions =
        DualStack.transactions(
            Transport.add(SampleMessages.frame(messages).repartition(3), List.of(), List.of()));
    Dataset<Row> units = transactions.select("number", "is_ipv4", "high", "low").distinct();

    Map<String, String> shared = new TreeMap<>();
    Map<String, Integer> sides = new HashMap<>();
    for (Row row : Links.candidates(transactions, units).collectAsList()) {
      List<String> told = new ArrayList<>();
      for (SharedField field : SharedField.ALL) {
        told.add(String.valueOf(row.<Object>getAs(field.sharedBy())));
      }
      shared.put(row.getAs("party"), String.join(" ", told));
      sides.merge(row.getAs("party"), 1, Integer::sum);
    }

    assertThat(sides.values()).containsOnly(2);
    Map<String, String> slowly = slowly(messages);
    assertThat(shared).isEqualTo(slowly);
    for (int field = 0; field < SharedField.ALL.size(); field++) {
      int at = field;
      assertThat(slowly.values().stream().map(told -> told.split(" ", -1)[at]).distinct().count())
          .as("different answers of %s", SharedField.ALL.get(field))
          .isGreaterThan(2);
    }
  }

  private static List<Map<String, Object>> messages(Random random) {
    List<Map<String, Object>> messages = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      String client =
          random.nextBoolean()
              ? "192.0.2.%d".formatted(random.nextInt(60))
              : "2001:db8:0:%x::%x".formatted(random.nextInt(60), 1 + random.nextInt(3));
      Instant time = NOON.plusSeconds(random.nextInt(5 * 3_600));
      Map<String, Object> message = SampleMessages.message(client, time);
      message.put("helo", name(random, "Helo%d.example.com", "localhost"));
      message.put("client_name", name(random, "mx%d.example.com", null));
      message.put("sender_domain", name(random, "domain%d.example", null));
      message.put("digest", name(random, "digest%d", null));
      messages.add(message);
    }
    return messages;
  }

  /** Some names are those of a few, one is that of everybody. */
  private static String name(Random random, String pattern, String none) {
    int kind = random.nextInt(10);
    return kind < 6 ? none : pattern.formatted(kind == 6 ? 0 : 1 + random.nextInt(100));
  }

  /** What a client shows, by field; of content on IPv4 three hours' worth. */
  private static Map<SharedField, Set<String>> shown(Map<String, Object> message, boolean isIpv4) {
    Map<SharedField, Set<String>> shown = new HashMap<>();
    String helo = (String) message.get("helo");
    if (helo.contains(".")) {
      shown.put(SharedField.HELO, Set.of(helo.toLowerCase(Locale.ROOT)));
    }
    if (message.get("client_name") != null) {
      shown.put(SharedField.PTR, Set.of((String) message.get("client_name")));
    }
    if (message.get("sender_domain") != null) {
      shown.put(SharedField.DOMAIN, Set.of((String) message.get("sender_domain")));
      if (message.get("digest") != null) {
        long hour = ((Instant) message.get("time")).getEpochSecond() / 3_600;
        String content = message.get("digest") + " of " + message.get("sender_domain") + " ";
        shown.put(
            SharedField.CONTENT,
            isIpv4
                ? Set.of(content + (hour - 1), content + hour, content + (hour + 1))
                : Set.of(content + hour));
      }
    }
    return shown;
  }

  private static Map<String, String> slowly(List<Map<String, Object>> messages) {
    Map<SharedField, Map<String, Set<String>>> six = new HashMap<>();
    Map<SharedField, Map<String, Set<String>>> four = new HashMap<>();
    for (Map<String, Object> message : messages) {
      String client = (String) message.get("client_ip");
      boolean isIpv4 = !client.contains(":");
      String unit = isIpv4 ? client : client.substring(0, client.lastIndexOf(':') + 1) + "/64";
      shown(message, isIpv4)
          .forEach(
              (field, values) -> {
                for (String value : values) {
                  (isIpv4 ? four : six)
                      .computeIfAbsent(field, key -> new HashMap<>())
                      .computeIfAbsent(value, key -> new HashSet<>())
                      .add(unit);
                }
              });
    }
    Map<String, Map<SharedField, Integer>> rarest = new HashMap<>();
    for (SharedField field : SharedField.ALL) {
      six.get(field)
          .forEach(
              (value, of6) -> {
                Set<String> of4 = four.get(field).getOrDefault(value, Set.of());
                if (of6.size() * of4.size() <= MOST_PAIRS) {
                  for (String a : of6) {
                    for (String b : of4) {
                      rarest
                          .computeIfAbsent(a + " " + b, key -> new HashMap<>())
                          .merge(field, of4.size(), Math::min);
                    }
                  }
                }
              });
    }
    Map<String, String> told = new TreeMap<>();
    rarest.forEach(
        (pair, fields) ->
            told.put(
                pair.replace("2001:db8:0:0::/64", "2001:db8::/64"),
                SharedField.ALL.stream()
                    .map(field -> String.valueOf(fields.get(field)))
                    .collect(Collectors.joining(" "))));
    return told;
  }
}
