package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slash64.feed.FeedSamples.DAY;
import static slash64.feed.FeedSamples.entry;
import static slash64.feed.FeedSamples.night;
import static slash64.feed.FeedSamples.stamp;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

class NdjsonTest {
  private static byte[] bytes(FeedFormat format, FeedNight night) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    format.write(night, bytes);
    return bytes.toByteArray();
  }

  private static String text(FeedFormat format, FeedNight night) throws IOException {
    return new String(bytes(format, night), StandardCharsets.US_ASCII);
  }

  private static List<PolicyEntry> read(byte[] bytes) throws IOException {
    List<PolicyEntry> entries = new ArrayList<>();
    try (PolicyReader reader = new PolicyReader(new ByteArrayInputStream(bytes), "policy.ndjson")) {
      reader.forEachRemaining(entries::add);
    }
    return entries;
  }

  private static PolicyEntry withEvidence(String evidence) {
    return new PolicyEntry(
        Prefix.parse("2001:db8:1::/48"),
        Tier.REJECT,
        3.1,
        0.98,
        "95 % spam",
        LocalDate.parse("2026-12-01"),
        evidence);
  }

  @Test
  void anEntryIsOneLineWithItsFieldsInOrder() throws IOException {
    assertThat(text(PolicyNdjson.compact(), night(withEvidence("{ \"spam\": 95,\n\"all\": 100 }"))))
        .isEqualTo(
            "{\"prefix\":\"2001:db8:1::/48\",\"tier\":\"reject\",\"score\":3.1,\"confidence\":0.98,"
                + "\"reason\":\"95 % spam\",\"expires\":\"2026-12-01\","
                + "\"evidence\":{\"spam\":95,\"all\":100}}\n");
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    List<PolicyEntry> entries = FeedSamples.forest(5_000, 17);
    assertThat(read(bytes(PolicyNdjson.compact(), night(entries)))).isEqualTo(entries);
  }

  @Test
  void hostileReasonsAndEvidenceStayInsideTheirStrings() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    for (String reason : HostileText.REASONS) {
      PolicyEntry entry = withEvidence(mapper.createObjectNode().put("helo", reason).toString());
      PolicyEntry hostile =
          new PolicyEntry(
              entry.prefix(), Tier.REJECT, 1, 1, reason, entry.expires(), entry.evidence());
      String line = text(PolicyNdjson.compact(), night(hostile));
      assertThat(line).matches("[ -~]*\\n").doesNotContain("<", ">", "&", "'");
      assertThat(mapper.readTree(line).path("reason").asText())
          .isEqualTo(FeedText.sentence(reason));
      if (StandardCharsets.UTF_8.newEncoder().canEncode(reason)) {
        assertThat(mapper.readTree(line).path("evidence").path("helo").asText()).isEqualTo(reason);
      }
    }
  }

  @Test
  void hostileNamesAndReasonsOfAlertsAndChangesStayInsideTheirStrings() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    for (String text : HostileText.REASONS) {
      String evidence = mapper.createObjectNode().put("customer", text).toString();
      FeedAlert alert =
          new FeedAlert(text, Optional.empty(), Optional.of(text), text, text, evidence);
      PolicyChange change =
          new PolicyChange(
              Prefix.parse("2001:db8::/48"),
              PolicyChange.Kind.ADDED,
              Optional.empty(),
              Optional.of(Tier.REJECT),
              text);
      FeedNight night =
          FeedSamples.withChanges(
              FeedSamples.night(stamp(DAY), List.of(), List.of(alert)), List.of(change));
      for (FeedFormat format : List.of(new AlertsNdjson(), new ChangesNdjson())) {
        String line = text(format, night);
        assertThat(line).matches("[ -~]*\\n").doesNotContain("<", ">", "&", "'");
        assertThat(mapper.readTree(line).path("reason").asText())
            .isEqualTo(FeedText.sentence(text));
      }
      assertThat(mapper.readTree(text(new AlertsNdjson(), night)).path("customer").asText())
          .isEqualTo(FeedText.sentence(text));
    }
  }

  @ParameterizedTest(name = "evidence {0}")
  @ValueSource(strings = {"", "null", "[]", "{", "{} {}", "{\"a\":1}x", "{'a':1}", "{\"a\":NaN}"})
  void evidenceThatIsNotOneObjectIsOurOwnMistake(String evidence) {
    assertThatThrownBy(
            () ->
                PolicyNdjson.compact()
                    .write(night(withEvidence(evidence)), OutputStream.nullOutputStream()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Cannot write the evidence of 2001:db8:1::/48: need one JSON object: ");
  }

  @Test
  void theFullTreeIsWrittenWhenItIsGiven() throws IOException {
    FeedNight night = night(entry("2001:db8::/48", Tier.REJECT));
    List<PolicyEntry> tree =
        List.of(entry("2001:db8::/48", Tier.REJECT), entry("2001:db8::/64", Tier.REJECT));
    assertThat(read(bytes(PolicyNdjson.full(), FeedSamples.withFull(night, tree)))).isEqualTo(tree);
    assertThatThrownBy(() -> text(PolicyNdjson.full(), night))
        .hasMessage("Cannot write policy-full.ndjson: the full tree was not given");
  }

  @Test
  void anAlertNamesAPrefixACustomerBothOrWhomItsEvidenceTells() throws IOException {
    FeedAlert both =
        new FeedAlert(
            "spike",
            Optional.of(Prefix.parse("2001:db8::/48")),
            Optional.of("c-1"),
            "high",
            "ten times\nmore",
            "{\"messages\":10}");
    FeedAlert customer =
        new FeedAlert("campaign", Optional.empty(), Optional.of("c-2"), "low", "one text", "{}");
    FeedAlert neither =
        new FeedAlert(
            "broken_authentication",
            Optional.empty(),
            Optional.empty(),
            "medium",
            "SPF fails",
            "{\"sender_domain\":\"example.com\"}");
    FeedNight night =
        FeedSamples.night(
            stamp(DAY),
            List.of(entry("2001:db8::/48", Tier.REJECT)),
            List.of(both, customer, neither));
    assertThat(text(new AlertsNdjson(), night))
        .isEqualTo(
            """
            {"kind":"spike","prefix":"2001:db8::/48","customer":"c-1","severity":"high",\
            "reason":"ten times more","evidence":{"messages":10}}
            {"kind":"campaign","customer":"c-2","severity":"low","reason":"one text","evidence":{}}
            {"kind":"broken_authentication","severity":"medium","reason":"SPF fails",\
            "evidence":{"sender_domain":"example.com"}}
            """);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"prefix":"2001:db8::/48"}                                  | field 'tier' is missing
          {"prefix":"2001:db8::/48","tier":5}                         | field 'tier' is missing or of another kind
          {"prefix":"2001:db8::1/48","tier":"reject"}                 | bits are set beyond its length
          {"prefix":"2001:db8::/48","tier":"reject","score":1,"con    | Unexpected end-of-input
          [1]                                                         | field 'prefix' is missing
          """)
  void aDamagedPolicyIsToldByNameAndLine(String line, String problem) {
    assertThatThrownBy(() -> read(line.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot read policy.ndjson: ")
        .hasMessageContaining(problem)
        .hasMessageContaining("Publish that night again.");
  }

  @Test
  void aNightMustBeInTreeOrderWithEachPrefixOnceAndOneFamilyEach() {
    PolicyEntry a = entry("2001:db8::/48", Tier.REJECT);
    PolicyEntry b = entry("2001:db8:1::/48", Tier.REJECT);
    assertThatThrownBy(() -> FeedSamples.night(stamp(DAY), List.of(b, a), List.of()))
        .hasMessage(
            "Cannot publish the policy: 2001:db8::/48 stands after 2001:db8:1::/48"
                + " (need tree order, each prefix once)");
    assertThatThrownBy(() -> FeedSamples.night(stamp(DAY), List.of(a, a), List.of()))
        .hasMessageContaining("each prefix once");
    assertThatThrownBy(() -> night(entry("::/0", Tier.REJECT)))
        .hasMessageStartingWith("Cannot publish ::/0: it spans both families");
  }

  @Test
  void changesAreEmptyBetweenEqualPoliciesAndUndoneByTheWayBack() {
    List<PolicyEntry> a = FeedSamples.forest(2_000, 1);
    List<PolicyEntry> b = new ArrayList<>(FeedSamples.forest(2_000, 2));
    b.addAll(a.subList(0, 700));
    b.sort(PolicyEntry.BY_PREFIX);
    assertThat(PolicyDiff.between(a.iterator(), a.iterator())).isEmpty();

    List<PolicyChange> there = PolicyDiff.between(a.iterator(), b.iterator());
    List<PolicyChange> back = PolicyDiff.between(b.iterator(), a.iterator());

    assertThat(there).hasSize(2_000 + 1_300);
    Iterator<PolicyChange> each = back.iterator();
    for (PolicyChange change : there) {
      PolicyChange undone = each.next();
      assertThat(undone.prefix()).isEqualTo(change.prefix());
      assertThat(undone.before()).isEqualTo(change.after());
      assertThat(undone.after()).isEqualTo(change.before());
    }
  }
}
