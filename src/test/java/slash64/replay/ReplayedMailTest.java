package slash64.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import slash64.activity.SampleMessages;
import slash64.net.Address;

/** Which senders count as known to be good, by what became of their mail. */
class ReplayedMailTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final KnownGood KNOWN = new KnownGood(3, 0.75, 0.15);

  private final List<Map<String, Object>> messages = new ArrayList<>();

  @Test
  void whoseMailMostlyPassesIsKnownToBeGood() {
    accepted("2001:db8::1", "ham", 3);
    accepted("2001:db8::1", "spam", 1);
    accepted("2001:db8::2", "ham", 3);
    accepted("2001:db8::2", "spam", 2);
    accepted("2001:db8::3", "ham", 2);
    assertThat(knownGood()).containsExactly(Map.entry("2001:db8::1", 3L));
  }

  @Test
  void ofMailThatIsJudgedMoreMayBeForNobodyThanWhereNoFilterStands() {
    accepted("2001:db8::1", "ham", 12);
    refused("2001:db8::1", "unknown_user", 4);
    accepted("2001:db8::2", null, 12);
    refused("2001:db8::2", "unknown_user", 4);
    accepted("2001:db8::3", null, 24);
    refused("2001:db8::3", "unknown_user", 3);
    accepted("2001:db8::4", null, 3); // somebody mistyped an address
    refused("2001:db8::4", "unknown_user", 1);
    assertThat(knownGood())
        .containsOnly(
            Map.entry("2001:db8::1", 12L),
            Map.entry("2001:db8::3", 24L),
            Map.entry("2001:db8::4", 3L));
  }

  @Test
  void whatWasGreylistedOrRefusedByOurPolicySpeaksForNobodyAndAgainstNobody() {
    accepted("2001:db8::1", null, 3);
    refused("2001:db8::1", "policy", 9);
    refused("2001:db8::1", "greylist", 9);
    refused("2001:db8::2", "greylist", 9);
    assertThat(knownGood()).containsExactly(Map.entry("2001:db8::1", 3L));
  }

  private void accepted(String client, String verdict, int times) {
    for (int i = 0; i < times; i++) {
      Map<String, Object> message = SampleMessages.message(client, NOON);
      message.put("direction", "inbound");
      message.put("rejects", 0);
      message.put("verdict", verdict);
      messages.add(message);
    }
  }

  private void refused(String client, String rejectClass, int times) {
    for (int i = 0; i < times; i++) {
      Map<String, Object> attempt = SampleMessages.message(client, NOON);
      attempt.put("direction", "inbound");
      attempt.put("kind", "refused");
      attempt.put("rejects", 1);
      attempt.put("reject_class", rejectClass);
      messages.add(attempt);
    }
  }

  private Map<String, Long> knownGood() {
    Map<String, Long> good = new TreeMap<>();
    for (Row row :
        ReplayedMail.of(SampleMessages.frame(messages))
            .filter(ReplayedMail.isKnownGood(KNOWN))
            .collectAsList()) {
      String client = new Address(row.getLong(0), row.getLong(1)).toString();
      good.put(client, row.getAs("good"));
    }
    return good;
  }
}
