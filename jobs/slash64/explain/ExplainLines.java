package slash64.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.PrintWriter;
import java.util.StringJoiner;
import slash64.answer.Csv;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/** An explanation for programs: one JSON object, or the chain of prefixes as CSV. */
public final class ExplainLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExplainLines() {}

  /**
   * Prints one object on one line: {@code asked}, {@code day}, {@code tier}, {@code entry} (null
   * when none), {@code stands_for} (prefixes), {@code inside} (entries by tier), {@code prefixes}
   * (the longest first), {@code judged}, {@code history}, {@code usual}, {@code alerts}, {@code
   * evidence}, {@code would_change}.
   */
  public static void json(Explanation told, PrintWriter out) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("asked", told.asked().toString())
            .put("day", told.day().toString())
            .put("tier", told.tier().word());
    json.set("entry", told.entry().map(ExplainLines::entry).orElse(null));
    ArrayNode stoodFor = json.putArray("stands_for");
    told.stoodFor().forEach(each -> stoodFor.add(each.prefix().toString()));
    ObjectNode inside = json.putObject("inside");
    for (Tier tier : Tier.values()) {
      inside.put(tier.word(), told.inside().getOrDefault(tier, 0L));
    }
    ArrayNode prefixes = json.putArray("prefixes");
    told.chain().forEach(reading -> prefixes.add(prefix(reading)));
    json.put("judged", told.judged().map(judged -> judged.prefix().toString()).orElse(null));
    addPast(json, told);
    ArrayNode alerts = json.putArray("alerts");
    for (PrefixAlert alert : told.alerts()) {
      alerts
          .addObject()
          .put("day", alert.day().toString())
          .put("kind", alert.kind())
          .put("prefix", alert.prefix())
          .put("severity", alert.severity())
          .put("reason", alert.reason())
          .put("advice", alert.advice());
    }
    ArrayNode evidence = json.putArray("evidence");
    for (Clue clue : told.clues()) {
      evidence
          .addObject()
          .put("what", clue.what())
          .put("count", clue.count() < 0 ? null : clue.count())
          .put("spam", clue.against())
          .put("ham", clue.inFavour());
    }
    ArrayNode changes = json.putArray("would_change");
    told.changes().forEach(changes::add);
    out.println(json);
    out.flush();
  }

  private static JsonNode entry(PolicyEntry entry) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("prefix", entry.prefix().toString())
            .put("tier", entry.tier().word())
            .put("score", entry.score())
            .put("confidence", entry.confidence())
            .put("reason", entry.reason())
            .put("expires", entry.expires().toString());
    json.set("evidence", evidence(entry.evidence()));
    return json;
  }

  private static JsonNode evidence(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      return TextNode.valueOf(text);
    }
  }

  private static ObjectNode prefix(PrefixReading reading) {
    return JSON.createObjectNode()
        .put("prefix", reading.prefix().toString())
        .put("is_known", reading.isKnown())
        .put("transactions", reading.transactions())
        .put("ham", reading.ham())
        .put("spam", reading.spam())
        .put("refused", reading.refused())
        .put("score", reading.score())
        .put("spam_share_low", reading.shareLow())
        .put("spam_share_high", reading.shareHigh())
        .put("spam_share_around", reading.shareAround())
        .put("evidence_spam", reading.evidenceSpam())
        .put("evidence_ham", reading.evidenceHam())
        .put("tier", reading.tier())
        .put("reason", reading.reason())
        .put("wanted", reading.wanted())
        .put("limited_by", reading.limitedBy())
        .put("expected_transactions", reading.expected())
        .put("volume_log_p", reading.volumeLogP())
        .put("content_log_p", reading.contentLogP());
  }

  private static void addPast(ObjectNode json, Explanation told) {
    ArrayNode history = json.putArray("history");
    ObjectNode usual = json.putObject("usual");
    told.past()
        .ifPresent(
            past -> {
              past.days()
                  .forEach(
                      (day, transactions) ->
                          history
                              .addObject()
                              .put("day", day.toString())
                              .put("transactions", transactions));
              if (past.hasBand()) {
                usual.put("low", past.low()).put("high", past.high());
              }
            });
  }

  /** Prints the chain of prefixes, the longest first, with a header; the columns of the JSON. */
  public static void csv(Explanation told, PrintWriter out) {
    StringJoiner names = new StringJoiner(",");
    prefix(PrefixReading.unknown(told.asked())).fieldNames().forEachRemaining(names::add);
    out.println("day," + names);
    for (PrefixReading reading : told.chain()) {
      StringJoiner line = new StringJoiner(",").add(told.day().toString());
      prefix(reading)
          .elements()
          .forEachRemaining(value -> line.add(Csv.field(value.isNull() ? null : value.asText())));
      out.println(line);
    }
    out.flush();
  }
}
