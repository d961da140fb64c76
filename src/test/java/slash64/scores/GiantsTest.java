package slash64.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import slash64.activity.Cuts;
import slash64.activity.PrefixActivity;
import slash64.baseline.BaselineSettings;
import slash64.policy.PolicySettings;
import slash64.reputation.CensusMemory;
import slash64.testing.ManyMessages;
import slash64.testing.SharedSpark;

/** Giant subtrees are scored in parts: the same whatever the parts, and nearly as in one. */
class GiantsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
  private static final Cut WHOLE = new Cut(2, Long.MAX_VALUE, true);

  private static Dataset<Row> states;
  private static Dataset<Row> statesOfParts;
  private static Dataset<Row> activity;

  /** Two days of 16 /48 in one /32, two of them bad; a /64 sends much on the second. */
  @BeforeAll
  static void makeDays() {
    SparkSession spark = SharedSpark.session();
    Dataset<Row> none = spark.createDataFrame(List.of(), PrefixStates.SCHEMA);
    Dataset<Row> before = activity(spark, DAY.minusDays(1), 0);
    try (NightScores scores = score(before, none, DAY.minusDays(1), WHOLE)) {
      states = kept(scores.states());
    }
    try (NightScores scores = score(before, none, DAY.minusDays(1), new Cut(3, 2_000, true))) {
      statesOfParts = kept(scores.states());
    }
    activity = activity(spark, DAY, 0.2);
  }

  @Test
  void whatComesOutDoesNotDependOnTheNumberOfParts() {
    Map<String, String> few = rows(new Cut(2, 4_000, true));
    assertThat(differing(rows(new Cut(5, 700, true)), few)).isEmpty();
    assertThat(few.keySet()).isEqualTo(rows(WHOLE).keySet());
  }

  /** Only what the /32 makes of its /48, and so expects of each of them, may differ. */
  @Test
  void aGiantIsScoredNearlyAsAWholeSubtree() {
    Map<String, Row> parts = scores(new Cut(3, 2_000, true));
    Map<String, Row> whole = scores(WHOLE);
    assertThat(parts.keySet()).isEqualTo(whole.keySet());
    int tiers = 0;
    int otherTiers = 0;
    for (String prefix : parts.keySet()) {
      Row part = parts.get(prefix);
      Row one = whole.get(prefix);
      if (!prefix.endsWith("/32")) {
        assertThat(part.<Long>getAs("transactions")).isEqualTo(one.getAs("transactions"));
        // What is typical of a length is learnt from others of the same prefixes.
        for (String column : List.of("expected_transactions", "volume_log_p", "content_log_p")) {
          assertNear(prefix + ' ' + column, part.getAs(column), one.getAs(column));
        }
      }
      double most = prefix.endsWith("/32") ? 0.1 : prefix.endsWith("/48") ? 0.05 : 0.01;
      assertThat(part.<Double>getAs("spam_share"))
          .as(prefix)
          .isCloseTo(one.getAs("spam_share"), within(most));
      tiers += one.getAs("tier") == null ? 0 : 1;
      otherTiers += Objects.equals(part.getAs("tier"), one.getAs("tier")) ? 0 : 1;
    }
    assertThat(tiers).isGreaterThan(200);
    assertThat(otherTiers).isLessThan(tiers / 100);
  }

  private static void assertNear(String what, Double value, Double other) {
    if (other == null) {
      assertThat(value).as(what).isNull();
    } else {
      assertThat(value).as(what).isCloseTo(other, within(0.05 + 0.05 * Math.abs(other)));
    }
  }

  @Test
  void alertsAndPastsOfWhatLiesBelowAreTheSame() {
    try (NightScores parts = score(activity, states, DAY, new Cut(3, 2_000, true));
        NightScores whole = score(activity, states, DAY, WHOLE)) {
      Map<String, String> alerts = below(whole.alerts(), "kind", "observed", "since");
      assertThat(below(parts.alerts(), "kind", "observed", "since")).isEqualTo(alerts).isNotEmpty();
      Map<String, String> pasts = below(whole.states().filter("baseline is not null"), "baseline");
      assertThat(pasts).hasSizeGreaterThan(3_000);
      assertThat(differing(below(parts.states().filter("baseline is not null"), "baseline"), pasts))
          .isEmpty();
    }
  }

  /** What newcomers sent is known by their /48, whether yesterday's night was cut or not. */
  @Test
  void aGiantRemainsWhatItWasFromNightToNight() {
    Cut cut = new Cut(3, 2_000, true);
    Map<String, Row> afterWhole = scores(states, WHOLE);
    Map<String, Row> afterParts = scores(statesOfParts, cut);
    int compared = 0;
    for (String prefix : afterWhole.keySet()) {
      Double expected = afterWhole.get(prefix).getAs("expected_transactions");
      if (expected != null && !prefix.endsWith("/32")) {
        compared++;
        assertThat(afterParts.get(prefix).<Double>getAs("expected_transactions"))
            .as(prefix)
            .isCloseTo(expected, withinPercentage(5));
      }
    }
    assertThat(compared).isGreaterThan(3_000);
  }

  @Test
  void partsAreScoredThoughNothingWideHasARow() {
    Dataset<Row> narrow = activity.filter("bits > 48");
    Dataset<Row> past = states.filter("bits = 128");
    try (NightScores scores = score(narrow, past, DAY, new Cut(2, 3_000, true))) {
      Dataset<Row> scored = scores.scores().filter("transactions > 0");
      assertThat(scored.count())
          .isEqualTo(narrow.filter("not is_rest and transactions > 0").count());
      assertThat(scored.select("prefix").distinct().count()).isEqualTo(scored.count());
    }
  }

  @Test
  void smallSubtreesAreLeftWhole() {
    Dataset<Row> rows =
        NodeRows.of(activity, states, Optional.empty(), false, new Cut(2, 4_000, true));
    assertThat(rows.filter(col("root").equalTo(0x20010db8L)).filter("bucket < 0").count()).isZero();
    Dataset<Row> uncut =
        NodeRows.of(activity, states, Optional.empty(), false, new Cut(2, 1_000_000, true));
    assertThat(uncut.filter("bucket >= 0 or is_top").count()).isZero();
    assertThat(uncut.count())
        .isEqualTo(rows.filter("not is_top or (bits < 48 and bucket = 0)").count());
  }

  private static Dataset<Row> activity(SparkSession spark, LocalDate day, double giant) {
    Dataset<Row> messages =
        ManyMessages.of(spark, day, 16_000, 4_096, 1, giant)
            .withColumn(
                "verdict",
                expr(
                    "case when kind = 'refused' then null"
                        + " when pmod(shiftright(client_high, 16), 11) = 5 then 'spam'"
                        + " when pmod(client_high, 37) = 0 then 'spam' else 'ham' end"));
    return kept(PrefixActivity.of(messages, Cuts.between(messages, 2)));
  }

  private static Dataset<Row> kept(Dataset<Row> rows) {
    return rows.localCheckpoint();
  }

  private static NightScores score(
      Dataset<Row> activity, Dataset<Row> states, LocalDate day, Cut cut) {
    return NightScores.of(
        activity,
        states,
        CensusMemory.NONE,
        Optional.empty(),
        day,
        BaselineSettings.DEFAULT,
        PolicySettings.DEFAULTS,
        cut);
  }

  /** Returns all rows of all parts, each under its prefix. */
  private static Map<String, String> rows(Cut cut) {
    try (NightScores scores = score(activity, states, DAY, cut)) {
      return values(scores.outcomes(), Outcomes.SCHEMA.fieldNames());
    }
  }

  private static Map<String, Row> scores(Cut cut) {
    return scores(states, cut);
  }

  private static Map<String, Row> scores(Dataset<Row> before, Cut cut) {
    try (NightScores scores = score(activity, before, DAY, cut)) {
      Map<String, Row> rows = new TreeMap<>();
      scores.scores().collectAsList().forEach(row -> rows.put(row.getAs("prefix"), row));
      return rows;
    }
  }

  private static Map<String, String> below(Dataset<Row> rows, String... columns) {
    return values(rows.filter("bits > 32"), columns);
  }

  /** Returns what columns of the rows of each prefix hold. */
  private static Map<String, String> values(Dataset<Row> rows, String... columns) {
    Map<String, TreeSet<String>> values = new TreeMap<>();
    for (Row row : rows.collectAsList()) {
      StringBuilder text = new StringBuilder();
      for (String column : columns) {
        Object value = row.getAs(column);
        text.append(column).append('=');
        text.append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
        text.append(' ');
      }
      values.computeIfAbsent(row.getAs("prefix"), key -> new TreeSet<>()).add(text.toString());
    }
    Map<String, String> result = new TreeMap<>();
    values.forEach((prefix, texts) -> result.put(prefix, texts.toString()));
    return result;
  }

  private static List<String> differing(Map<String, String> some, Map<String, String> others) {
    Set<String> prefixes = new TreeSet<>(some.keySet());
    prefixes.addAll(others.keySet());
    return prefixes.stream()
        .filter(prefix -> !Objects.equals(some.get(prefix), others.get(prefix)))
        .toList();
  }
}
