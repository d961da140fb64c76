package slash64.nightly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructField;
import slash64.activity.Clients;
import slash64.baseline.Alert;
import slash64.baseline.AlertEvidence;
import slash64.baseline.BaselineSettings;
import slash64.baseline.CampaignMail;
import slash64.baseline.DelegationMoves;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.scores.AlertMail;
import slash64.scores.Alerts;

/**
 * Completes a night's alerts: adds the campaigns, the parties that move and the logins that are
 * used from everywhere, which are no single prefix's, and tells of each alert whose mail it is
 * about and which messages to look at.
 */
final class NightAlerts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lake lake;
  private final NightCampaigns campaigns;
  private final NightMoves moves;
  private final NightCustomers customers;
  private final NightLogins logins;

  NightAlerts(Lake lake, BaselineSettings settings) {
    this.lake = lake;
    this.campaigns = new NightCampaigns(lake, settings);
    this.moves = new NightMoves(lake);
    this.customers = new NightCustomers(lake, settings);
    this.logins = new NightLogins(lake);
  }

  /**
   * Writes the day's rows of {@code digest_days} and {@code alerts}.
   *
   * @param scored alerts of single prefixes and parties, of the shape of {@link Alerts#SCHEMA}
   * @param scores the day's rows of {@code prefix_scores}
   */
  void write(Dataset<Row> scored, Dataset<Row> scores, LocalDate day) {
    Dataset<Row> messages = lake.readWhole(Tables.MESSAGES, day).filter(Clients.areForeign());
    List<Alert> found = campaigns.write(messages, day);
    List<NightLogins.Found> ofLogins = logins.of(messages, day);
    List<String> theirDigests = NightLogins.explained(messages, ofLogins, digests(found));
    List<Row> rows = new ArrayList<>(scored.collectAsList());
    found.stream()
        .filter(alert -> !theirDigests.contains(digest(alert)))
        .forEach(alert -> rows.add(row(alert, day)));
    Set<Prefix> prefixes = new HashSet<>();
    for (Row row : rows) {
      if (row.<String>getAs("prefix") != null) {
        prefixes.add(Prefix.parse(row.<String>getAs("prefix")));
      }
    }
    AlertMail mail =
        AlertMail.of(messages, prefixes, found.stream().map(NightAlerts::digest).toList());
    List<Row> told = new ArrayList<>();
    rows.stream()
        .filter(row -> !isOfCampaign(row, mail))
        .map(row -> complete(row, mail))
        .forEach(told::add);
    List<NightCustomers.Found> ofCustomers =
        customers.of(messages, scores, customer -> reported(told, customer), day);
    CampaignMail theirs = new CampaignMail();
    for (NightCustomers.Found each : ofCustomers) {
      each.parts().forEach(part -> theirs.add(each.customer(), part.prefix(), part.messages()));
    }
    told.removeIf(row -> isOfCustomers(row, theirs));
    ofCustomers.forEach(
        customer -> told.add(row(customer.alert(), customer.customer(), customer.examples(), day)));
    moves
        .of(day)
        .forEach(
            party ->
                told.add(
                    row(
                        party.alert(),
                        party.customer(),
                        DelegationMoves.examples(party.sightings(), AlertMail.MOST_EXAMPLES),
                        day)));
    ofLogins.forEach(
        login ->
            told.add(
                row(
                    login.alert(),
                    login.customer(),
                    login.use().examples().stream().limit(AlertMail.MOST_EXAMPLES).toList(),
                    day)));
    lake.replaceDays(
        Tables.ALERTS, lake.spark().createDataFrame(told, Alerts.SCHEMA).coalesce(1), List.of(day));
  }

  /** Whether an alert of one prefix tells of nothing but a campaign's mail. */
  private static boolean isOfCampaign(Row row, AlertMail mail) {
    String prefix = row.getAs("prefix");
    JsonNode excess = evidence(row.getAs("evidence")).path("excess");
    return prefix != null
        && excess.isNumber()
        && CampaignMail.explanation(mail.campaigns(Prefix.parse(prefix)), excess.asDouble())
            != null;
  }

  /** Returns the messages of campaigns by digest. */
  private static Map<String, Long> digests(List<Alert> campaigns) {
    Map<String, Long> messages = new HashMap<>();
    campaigns.forEach(
        campaign ->
            messages.put(
                digest(campaign), evidence(campaign.evidence()).path("messages").asLong()));
    return messages;
  }

  private static String digest(Alert campaign) {
    return evidence(campaign.evidence()).path("digest").asText();
  }

  private static JsonNode evidence(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Evidence that we wrote is no JSON: " + json, e);
    }
  }

  private static Row row(Alert alert, LocalDate day) {
    return row(values(alert, day));
  }

  /** The mail is one party's alone, not all that came from a prefix. */
  private static Row row(Alert alert, String customer, List<String> examples, LocalDate day) {
    Map<String, Object> values = values(alert, day);
    values.put("customer", customer);
    values.put(
        "evidence",
        AlertEvidence.completed(
            alert.evidence(), alert.since().toString(), alert.isNew(), alert.advice(), examples));
    return row(values);
  }

  /** Returns the excess that alerts of a customer's prefixes account for. */
  private static double reported(List<Row> told, String customer) {
    return told.stream()
        .filter(row -> customer.equals(row.getAs("customer")) && row.getAs("prefix") != null)
        .mapToDouble(row -> evidence(row.getAs("evidence")).path("excess").asDouble(0))
        .sum();
  }

  /** Whether a wide prefix's alert tells of nothing but what customers' alerts tell better. */
  private static boolean isOfCustomers(Row row, CampaignMail customers) {
    if (row.getAs("prefix") == null || row.getAs("customer") != null) {
      return false;
    }
    JsonNode excess = evidence(row.getAs("evidence")).path("excess");
    return excess.isNumber()
        && customers.explains(Prefix.parse(row.<String>getAs("prefix")), excess.asDouble()) != null;
  }

  private static Map<String, Object> values(Alert alert, LocalDate day) {
    Map<String, Object> values = new HashMap<>();
    values.put("day", day);
    values.put("kind", alert.kind().label());
    if (alert.prefix() != null) {
      values.put("prefix", alert.prefix().toString());
      values.put("prefix_key", alert.prefix().key());
    }
    values.put("severity", alert.severity().label());
    values.put("expected", alert.expected());
    values.put("observed", alert.observed());
    values.put("since", alert.since());
    values.put("is_new", alert.isNew());
    values.put("reason", alert.reason());
    values.put("advice", alert.advice());
    values.put("evidence", alert.evidence());
    return values;
  }

  private static Row complete(Row row, AlertMail mail) {
    Map<String, Object> values = new HashMap<>();
    for (StructField field : row.schema().fields()) {
      values.put(field.name(), row.getAs(field.name()));
    }
    String text = row.getAs("prefix");
    if (text != null) {
      Prefix prefix = Prefix.parse(text);
      values.putIfAbsent("customer", mail.customer(prefix).orElse(null));
      values.put(
          "evidence",
          AlertEvidence.completed(
              row.getAs("evidence"),
              String.valueOf(values.get("since")),
              row.<Boolean>getAs("is_new"),
              row.getAs("advice"),
              mail.examples(prefix)));
    }
    return row(values);
  }

  private static Row row(Map<String, Object> values) {
    Object[] fields = new Object[Alerts.SCHEMA.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = values.get(Alerts.SCHEMA.fields()[i].name());
    }
    return new GenericRowWithSchema(fields, Alerts.SCHEMA);
  }
}
