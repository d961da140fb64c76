package slash64.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.feedback.FeedbackKind;
import slash64.reputation.DayCounts;
import slash64.reputation.Decay;
import slash64.reputation.Evidence;
import slash64.reputation.EvidenceWeights;

/** What explain tells of a day adds up to the evidence that the night drew from it. */
class CluesTest {
  private static final int DAY = 20_000;

  @ParameterizedTest
  @CsvSource({
    "0, 100, 0, 0, 0, 0, 0, 0",
    "40, 10, 5, 3, 7, 9, 11, 0",
    "3, 10, 5, 40, 7, 9, 11, 0",
    "0, 0, 400, 0, 0, 19, 2, 0",
    "0, 0, 400, 0, 0, 21, 2, 0",
    "0, 0, 400, 0, 0, 21, 90, 0",
    "0, 0, 40, 0, 0, 0, 2, 30",
    "0, 100, 0, 0, 0, 0, 0, 3",
  })
  void cluesAddUpToTheEvidence(
      long spam,
      long ham,
      long unscanned,
      long content,
      long blocklist,
      long unknownUsers,
      long failures,
      long complaints) {
    EvidenceWeights weights = EvidenceWeights.DEFAULTS;
    long fromElsewhere = unscanned * 3 / 4;
    Evidence drawn =
        weights.of(
            new DayCounts(
                Math.max(spam, content),
                blocklist,
                ham,
                unscanned - fromElsewhere,
                fromElsewhere,
                unknownUsers,
                failures,
                complaints,
                2 * complaints,
                3 * complaints + failures),
            DAY);
    Row activity =
        row(
            spam,
            ham,
            unscanned,
            content,
            blocklist,
            unknownUsers,
            failures,
            failures,
            fromElsewhere,
            false);

    Map<FeedbackKind, Long> feedback =
        Map.of(
            FeedbackKind.COMPLAINT,
            complaints,
            FeedbackKind.TRAP,
            2 * complaints,
            FeedbackKind.BOUNCE,
            3 * complaints);

    List<Clue> clues = new Clues(weights, Decay.TEN_DAYS).of(activity, feedback, null, DAY);

    assertThat(clues.stream().mapToDouble(Clue::against).sum())
        .isCloseTo(drawn.spam(), within(1e-9));
    assertThat(clues.stream().mapToDouble(Clue::inFavour).sum())
        .isCloseTo(drawn.ham(), within(1e-9));
  }

  @Test
  void whatServersThatRefuseSpamAcceptWeighsAsMuchAsAVerdict() {
    Row activity = row(0L, 0L, 50L, 2L, 0L, 0L, 0L, 0L, 30L, true);
    List<Clue> clues =
        new Clues(EvidenceWeights.DEFAULTS, Decay.TEN_DAYS).of(activity, Map.of(), null, DAY);
    assertThat(clues)
        .containsExactly(
            new Clue("accepted by servers that refuse spam", 30, 0, 30),
            new Clue("called spam by the content filter", 2, 2, 0),
            new Clue("submitted or thrown away, judged by no filter", 20, 0, 1));
    assertThat(Clues.good(activity)).as("the column of good mail").isEqualTo(30);
    assertThat(Clues.spam(activity)).as("the column of spam").isEqualTo(2);
  }

  private static Row row(Object... values) {
    StructType schema = new StructType();
    for (String name :
        new String[] {
          "spam",
          "ham",
          "unscanned",
          "content",
          "blocklist",
          "unknown_user",
          "auth_failures",
          "customers_bounced",
          "unscanned_inbound"
        }) {
      schema = schema.add(name, DataTypes.LongType);
    }
    schema = schema.add(EvidenceQuery.ARE_SERVERS_FILTER, DataTypes.BooleanType);
    return new GenericRowWithSchema(values, schema);
  }
}
