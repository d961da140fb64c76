package slash64.scores;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import slash64.activity.SampleMessages;
import slash64.baseline.DigestDay;
import slash64.net.Address;
import slash64.testing.SharedSpark;

/** Digests are counted as an obvious count of every message counts them. */
class DigestDaysTest {
  /** The numbers by which Spark tells customers apart; of as many messages, the lower is named. */
  private static final Map<String, Long> CUSTOMERS =
      Map.of("customer0", xxhash64("customer0"), "customer1", xxhash64("customer1"));

  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  @Test
  void everyDigestOfFivePartiesIsCountedAndItsLargestNamed() {
    List<Map<String, Object>> messages = messages(new Random(64));

    Map<String, String> counted = new TreeMap<>();
    for (Row row : DigestDays.of(SampleMessages.frame(messages).repartition(5)).collectAsList()) {
      List<String> largest = new ArrayList<>();
      for (Row member : row.<Row>getList(5)) {
        largest.add(member.mkString("/"));
      }
      String told =
          "%s %s %s %s %s".formatted(row.get(1), row.get(2), row.get(3), row.get(4), largest);
      assertThat(counted.put(row.getString(0), told)).as("told twice").isNull();
    }

    Map<String, String> slowly = slowly(messages);
    assertThat(counted).isEqualTo(slowly);
    assertThat(slowly).hasSizeBetween(20, 49); // the rarest of fifty are left out
  }

  private static long xxhash64(String text) {
    return SharedSpark.session()
        .range(1)
        .select(functions.xxhash64(functions.lit(text)))
        .head()
        .getLong(0);
  }

  private static List<Map<String, Object>> messages(Random random) {
    List<Map<String, Object>> messages = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      // Of few bits each, so that ties and repeated networks are many.
      int common = (int) Math.min(49, -Math.log(random.nextDouble()) * 12);
      String client =
          random.nextInt(3) == 0
              ? "192.0.%d.%d".formatted(random.nextInt(40), random.nextInt(3))
              : "2001:db8:%x:%x::%x"
                  .formatted(random.nextInt(60), random.nextInt(3), random.nextInt(2));
      Map<String, Object> message = SampleMessages.message(client, NOON.plusSeconds(i));
      message.put("digest", random.nextInt(50) == 0 ? null : "digest%02d".formatted(common));
      message.put("customer", random.nextInt(20) == 0 ? "customer" + random.nextInt(2) : null);
      message.put("verdict", random.nextInt(4) == 0 ? "spam" : random.nextBoolean() ? "ham" : null);
      message.put("reject_class", List.of("content", "blocklist", "policy").get(random.nextInt(3)));
      messages.add(message);
    }
    return messages;
  }

  private record Member(long messages, long high, long low) {}

  private static final class Party {
    private final Map<Address, Long> networks = new HashMap<>();
    private long number;

    long messages() {
      return networks.values().stream().mapToLong(each -> each).sum();
    }

    Member largest() {
      return networks.entrySet().stream()
          .map(each -> new Member(each.getValue(), each.getKey().high(), each.getKey().low()))
          .max(DESCENDING.reversed())
          .orElseThrow();
    }
  }

  private static final Comparator<Member> DESCENDING =
      Comparator.comparingLong(Member::messages)
          .thenComparingLong(Member::high)
          .thenComparingLong(Member::low)
          .reversed();

  private static Map<String, String> slowly(List<Map<String, Object>> messages) {
    Map<String, Map<Object, Party>> digests = new TreeMap<>();
    Map<String, Long> bad = new HashMap<>();
    for (Map<String, Object> message : messages) {
      String digest = (String) message.get("digest");
      if (digest == null) {
        continue;
      }
      long high = (Long) message.get("client_high");
      long low = (Long) message.get("client_low");
      boolean isIpv4 = Address.isIpv4(high, low);
      Object customer = message.get("customer");
      Object relation = customer != null ? customer : isIpv4 ? low >> 8 : high >> 16;
      Party party =
          digests
              .computeIfAbsent(digest, key -> new HashMap<>())
              .computeIfAbsent(relation, key -> new Party());
      party.number = relation instanceof Long number ? number : CUSTOMERS.get(relation);
      party.networks.merge(new Address(high, isIpv4 ? low : 0), 1L, Long::sum);
      boolean isBad =
          "spam".equals(message.get("verdict"))
              || List.of("content", "blocklist").contains(message.get("reject_class"));
      bad.merge(digest, isBad ? 1L : 0L, Long::sum);
    }
    Map<String, String> told = new TreeMap<>();
    digests.forEach(
        (digest, parties) -> {
          if (parties.size() >= DigestDays.LEAST_UNRELATED) {
            told.put(digest, told(parties.values(), bad.get(digest)));
          }
        });
    return told;
  }

  private static String told(Iterable<Party> parties, long bad) {
    List<Party> all = new ArrayList<>();
    parties.forEach(all::add);
    all.sort(
        Comparator.comparingLong(Party::messages)
            .reversed()
            .thenComparingLong(party -> party.number));
    List<String> largest =
        all.stream()
            .limit(DigestDay.MOST_NAMED)
            .map(Party::largest)
            .sorted(DESCENDING)
            .map(each -> "%d/%d/%d".formatted(each.messages, each.high, each.low))
            .toList();
    return "%d %d %d %d %s"
        .formatted(
            all.stream().mapToLong(Party::messages).sum(),
            bad,
            all.stream().mapToLong(party -> party.networks.size()).sum(),
            all.size(),
            largest);
  }
}
