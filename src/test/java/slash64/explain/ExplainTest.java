package slash64.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slash64.testing.SampleWarehouse.FIRST;
import static slash64.testing.SampleWarehouse.LAST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.PolicyRows;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicySettings;
import slash64.policy.PolicyTable;
import slash64.policy.Tier;
import slash64.terminal.Screen;
import slash64.testing.SampleWarehouse;

/** Prefixes of the sample's last day, explained. */
class ExplainTest {
  private static final Lake LAKE = SampleWarehouse.lake();

  private static Explainer explainer;
  private static List<PolicyEntry> policy;
  private static Explanation harsh;

  @BeforeAll
  static void theHarshestEntryIsExplained() {
    explainer = new Explainer(LAKE, PolicySettings.DEFAULTS);
    policy = PolicyRows.entries(LAKE.read(Tables.POLICY, LAST));
    harsh = explainer.explain(harshest().prefix(), Optional.empty());
  }

  private static PolicyEntry harshest() {
    return policy.stream()
        .filter(entry -> !entry.prefix().isIpv4())
        .max(java.util.Comparator.comparing(PolicyEntry::tier))
        .orElseThrow();
  }

  @Test
  void theAnswerIsThatOfTheLongestEntryOfTheLastDay() {
    PolicyTable table = PolicyTable.of(policy);
    Prefix inside = harshest().prefix().last().prefix(128);

    Explanation told = explainer.explain(inside, Optional.of(LAST));

    assertThat(harsh.day()).isEqualTo(LAST);
    assertThat(harsh.entry()).contains(harshest());
    assertThat(told.entry()).isEqualTo(table.lookup(inside.first()));
    assertThat(told.tier()).isEqualTo(table.tier(inside.high(), inside.low()));
    assertThat(told.chain())
        .extracting(r -> r.prefix().length())
        .containsExactly(128, 64, 56, 48, 32);
  }

  @Test
  void theChainHasTheFiguresOfTheTables() {
    for (PrefixReading reading : harsh.chain()) {
      List<Row> active =
          LAKE.read(Tables.PREFIX_ACTIVITY, LAST)
              .filter("NOT is_rest AND prefix = '%s'".formatted(reading.prefix()))
              .selectExpr("transactions", "spam", "ham")
              .collectAsList();
      if (!active.isEmpty()) {
        assertThat(List.of(reading.transactions(), reading.spam(), reading.ham()))
            .isEqualTo(List.of(active.get(0).get(0), active.get(0).get(1), active.get(0).get(2)));
      }
      assertThat(reading.isKnown()).isTrue();
      assertThat(reading.score()).isBetween(0.0, 100.0);
    }
  }

  @Test
  void whatWeighsMostStandsFirstAndSpeaksAgainstAHarshlyTreatedPrefix() {
    assertThat(harsh.clues()).isNotEmpty();
    assertThat(harsh.clues()).isSortedAccordingTo((a, b) -> Double.compare(b.weight(), a.weight()));
    assertThat(harsh.clues().get(0).against()).isPositive();
    assertThat(harsh.changes()).anyMatch(change -> change.startsWith("Silence: "));
    assertThat(harsh.past().orElseThrow().days()).containsOnlyKeys(FIRST, LAST);
  }

  @Test
  void theScreenHoldsTheAnswerTheEntryAndTheChainAndFits() {
    String narrow = text(harsh, Screen.plain(80));

    assertThat(narrow)
        .startsWith(
            "%s on %s: %s\n"
                .formatted(
                    harshest().prefix(),
                    LAST,
                    harshest().tier().word().toUpperCase(java.util.Locale.ROOT)))
        .contains(
            "  Entry " + harshest().prefix(), "Prefix", "What weighs most", "What would change it")
        .doesNotContain("\u001b");
    assertThat(narrow.lines()).allMatch(line -> line.length() <= 80).hasSizeLessThan(45);
    assertThat(text(harsh, Screen.plain(160))).contains("\n" + harsh.chain().get(0).prefix());
    assertThat(text(harsh, new Screen(80, true)).replaceAll("\u001b\\[\\d*m", ""))
        .isEqualTo(narrow);
  }

  @Test
  void whatLimitsAPrefixIsToldWithoutAnEntryToo() {
    Row held =
        LAKE.read(Tables.PREFIX_SCORES, LAST)
            .filter("tier IS NULL AND wanted IN ('throttle', 'greylist', 'reject')")
            .orderBy("prefix_key")
            .head();

    Explanation told =
        explainer.explain(Prefix.parse(held.<String>getAs("prefix")), Optional.empty());

    assertThat(told.tier()).isEqualTo(Tier.NEUTRAL);
    assertThat(told.changes())
        .hasSize(2)
        .contains(
            "Its reputation alone asks for %s already.".formatted(held.<String>getAs("wanted")));
    assertThat(told.changes().get(1)).contains("policy.");
  }

  @Test
  void theScoresNameTheWantedTierAndItsLimitAsTheEntriesDo() throws Exception {
    List<Row> both =
        LAKE.read(Tables.PREFIX_SCORES, LAST)
            .select("prefix", "wanted", "limited_by")
            .join(LAKE.read(Tables.POLICY_FULL, LAST).select("prefix", "evidence"), "prefix")
            .collectAsList();

    assertThat(both).isNotEmpty();
    for (Row row : both) {
      JsonNode evidence = new ObjectMapper().readTree(row.<String>getAs("evidence"));
      assertThat(List.of(row.getString(1), row.getString(2)))
          .isEqualTo(List.of(evidence.path("wanted").asText(), evidence.path("limit").asText()));
    }
  }

  @Test
  void anEntryPutTogetherForOthersNamesThemInsteadOfJudgingWhatIsAroundThem() {
    PolicyEntry together =
        policy.stream()
            .filter(entry -> entry.evidence().contains("\"stands_for\":"))
            .min(java.util.Comparator.comparing(entry -> entry.evidence().length()))
            .orElseThrow();
    List<Prefix> judged =
        PolicyRows.entries(LAKE.read(Tables.POLICY_FULL, LAST)).stream()
            .filter(entry -> entry.tier() == together.tier())
            .map(PolicyEntry::prefix)
            .filter(together.prefix()::contains)
            .toList();

    Explanation told = explainer.explain(together.prefix(), Optional.empty());

    assertThat(together.evidence()).contains(":" + judged.size());
    assertThat(told.entry()).contains(together);
    assertThat(told.stoodFor())
        .extracting(PolicyEntry::prefix)
        .containsExactlyInAnyOrderElementsOf(judged);
    assertThat(told.judged()).isEmpty();
    assertThat(text(told, Screen.plain(80)))
        .contains("explain one of them:", judged.get(0) + "  ", judged.get(1) + "  ")
        .doesNotContain("What weighs most", "What would change it");
    Explanation one = explainer.explain(judged.get(0), Optional.empty());
    assertThat(one.stoodFor()).isEmpty();
    assertThat(one.judged().orElseThrow().prefix()).isEqualTo(judged.get(0));
  }

  @Test
  void anAddressNobodyKnowsIsNeutralAndSaidToBe() {
    Explanation told = explainer.explain(Prefix.parse("2001:db8:ffff::7"), Optional.empty());

    assertThat(told.tier()).isEqualTo(Tier.NEUTRAL);
    assertThat(text(told, Screen.plain(80)))
        .contains("No entry of the policy covers it", "/128", "nothing known");
    assertThat(text(explainer.explain(Prefix.ALL, Optional.empty()), Screen.plain(80)))
        .contains("Entries inside it decide", "It is wider than any prefix that is counted.");
  }

  @Test
  void programsGetTheSame() throws IOException {
    StringWriter line = new StringWriter();
    ExplainLines.json(harsh, new PrintWriter(line));
    JsonNode json = new ObjectMapper().readTree(line.toString());
    assertThat(line.toString().lines()).hasSize(1);
    assertThat(json.get("tier").textValue()).isEqualTo(harshest().tier().word());
    assertThat(json.at("/entry/prefix").textValue()).isEqualTo(harshest().prefix().toString());
    assertThat(json.at("/entry/evidence").isObject()).isTrue();
    assertThat(json.get("prefixes")).hasSameSizeAs(harsh.chain());
    assertThat(json.get("would_change")).hasSameSizeAs(harsh.changes());
    assertThat(json.get("history")).hasSize(2);

    StringWriter csv = new StringWriter();
    ExplainLines.csv(harsh, new PrintWriter(csv));
    assertThat(csv.toString().lines()).hasSize(1 + harsh.chain().size());
    assertThat(csv.toString())
        .startsWith("day,prefix,is_known,transactions,ham,spam,refused,score,");
  }

  @Test
  void aDayThatWasNotScoredAndAFolderWithoutTablesAreTold() {
    assertThatThrownBy(() -> explainer.explain(Prefix.ALL, Optional.of(LAST.plusDays(1))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("scored are %s to %s".formatted(FIRST, LAST));
    Lake empty = Lake.at(LAKE.spark(), LAKE.warehouse() + "-absent");
    assertThatThrownBy(() -> new Explainer(empty, PolicySettings.DEFAULTS))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.WRONG_USE))
        .hasMessage(
            "There are no tables in %s: name the folder that a night has written."
                .formatted(empty.warehouse()));
  }

  private static String text(Explanation told, Screen screen) {
    StringWriter text = new StringWriter();
    new ExplainText(told, screen, new PrintWriter(text)).print();
    return text.toString();
  }
}
