package slash64.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.policy.OperatorRule;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicySettings;
import slash64.policy.Tier;

/** Finds out why a prefix is treated as it is. Reads only. */
public final class Explainer {
  private static final int MOST_ALERTS = 20;
  private static final int MOST_STOOD_FOR = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lake lake;
  private final PolicySettings settings;
  private final NavigableSet<LocalDate> scored;

  /**
   * @param settings those that the night was scored with
   * @throws UserError with status 2 if there are no tables, 3 if no day was scored
   */
  public Explainer(Lake lake, PolicySettings settings) {
    lake.requireTables();
    this.lake = lake;
    this.settings = settings;
    this.scored = new TreeSet<>(lake.days(Tables.PREFIX_STATE));
    if (scored.isEmpty()) {
      throw UserError.inputMissing(
          "There are no scores in %s: no night went to its end there. Start nightly again."
              .formatted(lake.warehouse()));
    }
  }

  /**
   * Explains a prefix, or an address as the prefix of its full length.
   *
   * @param wanted a scored day, UTC; the last one if empty
   * @throws UserError with status 3 if the day was not scored
   */
  public Explanation explain(Prefix asked, Optional<LocalDate> wanted) {
    LocalDate day = wanted.orElse(scored.last());
    if (!scored.contains(day)) {
      throw UserError.inputMissing(
          "There are no scores of %s in %s. Do its night first; scored are %s to %s."
              .formatted(day, lake.warehouse(), scored.first(), scored.last()));
    }
    EvidenceQuery query = new EvidenceQuery(lake, day);
    List<Prefix> counted = Chain.counted(asked);
    Answers around = Answers.of(query, asked, counted, MOST_ALERTS);
    List<PrefixReading> chain = chain(counted, around.activity, around.scores);
    Optional<PolicyEntry> entry = last(around.covering);
    Optional<PolicyEntry> label = last(around.labels);
    List<PolicyEntry> stoodFor =
        entry
            .filter(e -> isForOthers(e, label))
            .map(e -> query.stoodFor(e, MOST_STOOD_FOR))
            .orElse(List.of());
    Optional<PrefixReading> judged = stoodFor.isEmpty() ? judged(chain, label) : Optional.empty();
    Optional<Conduct> conduct = judged.map(j -> Conduct.of(query, j.prefix(), scored));
    List<Clue> clues =
        conduct
            .map(
                c ->
                    new Clues(settings.reputation().weights(), settings.reputation().decay())
                        .of(
                            around.activity.get(c.prefix.key()),
                            c.feedback,
                            c.carried.orElse(null),
                            Math.toIntExact(day.toEpochDay())))
            .orElse(List.of());
    Tier tier = entry.map(PolicyEntry::tier).orElse(Tier.NEUTRAL);
    return new Explanation(
        asked,
        day,
        entry,
        stoodFor,
        around.inside,
        chain,
        judged,
        conduct.map(c -> c.past),
        around.alerts,
        clues,
        judged
            .map(
                j ->
                    new Turning(settings, query.asOfThatNight(settings))
                        .of(j, tier, limit(j, label, entry), entry))
            .orElse(List.of()));
  }

  /** Whether no prefix around the one asked for was judged to be what the entry says. */
  private static boolean isForOthers(PolicyEntry entry, Optional<PolicyEntry> label) {
    return !evidence(entry).has(OperatorRule.OPERATOR)
        && label.filter(e -> e.tier() == entry.tier()).isEmpty();
  }

  /** The one that the full policy names, else the longest of which anything is known. */
  private static Optional<PrefixReading> judged(
      List<PrefixReading> chain, Optional<PolicyEntry> label) {
    Optional<PrefixReading> named =
        label.flatMap(e -> chain.stream().filter(r -> r.prefix().equals(e.prefix())).findFirst());
    return named
        .filter(PrefixReading::isKnown)
        .or(() -> chain.stream().filter(PrefixReading::isKnown).findFirst());
  }

  /** The word for what limited its tier, or for whose rule it is. */
  private static String limit(
      PrefixReading judged, Optional<PolicyEntry> label, Optional<PolicyEntry> entry) {
    if (entry.filter(e -> evidence(e).has(OperatorRule.OPERATOR)).isPresent()) {
      return OperatorRule.OPERATOR;
    }
    return label
        .filter(e -> e.prefix().equals(judged.prefix()))
        .map(e -> evidence(e).path("limit").asText("none"))
        .or(() -> Optional.ofNullable(judged.limitedBy()))
        .orElse("none");
  }

  private static JsonNode evidence(PolicyEntry entry) {
    try {
      return JSON.readTree(entry.evidence());
    } catch (JsonProcessingException broken) {
      return JSON.createObjectNode();
    }
  }

  private static List<PrefixReading> chain(
      List<Prefix> counted, Map<String, Row> activity, Map<String, Row> scores) {
    List<PrefixReading> chain = new ArrayList<>();
    for (Prefix prefix : counted) {
      Row score = scores.get(prefix.key());
      chain.add(
          score == null
              ? PrefixReading.unknown(prefix)
              : reading(prefix, score, activity.get(prefix.key())));
    }
    return chain;
  }

  private static PrefixReading reading(Prefix prefix, Row score, Row active) {
    return new PrefixReading(
        prefix,
        true,
        score.<Long>getAs("transactions"),
        active == null ? 0 : Clues.good(active),
        active == null ? 0 : Clues.spam(active),
        active == null ? 0 : active.<Long>getAs("rejects"),
        score.getAs("score"),
        score.getAs("spam_share_low"),
        score.getAs("spam_share_high"),
        score.getAs("spam_share_around"),
        score.<Double>getAs("spam"),
        score.<Double>getAs("ham"),
        score.getAs("tier"),
        score.getAs("reason"),
        score.getAs("wanted"),
        score.getAs("limited_by"),
        score.getAs("expected_transactions"),
        score.getAs("volume_log_p"),
        score.getAs("content_log_p"));
  }

  private static <T> Optional<T> last(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
  }
}
