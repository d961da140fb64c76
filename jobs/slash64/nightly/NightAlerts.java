package slash64.nightly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructField;
import slash64.activity.Clients;
import slash64.baseline.Alert;
import slash64.baseline.AlertEvidence;
import slash64.baseline.BaselineSettings;
import slash64.baseline.CampaignMail;
import slash64.baseline.Campaigns;
import slash64.baseline.DigestDay;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.scores.AlertMail;
import slash64.scores.Alerts;
import slash64.scores.DigestDays;

/**
 * Completes a night's alerts: adds the campaigns, which are no single prefix's, and tells of each
 * alert whose mail it is about and which messages to look at.
 */
final class NightAlerts {
  /** Days that tell what is usual for a digest. */
  private static final int USUAL_DAYS = 28;

  /** Quiet days after which a campaign is over. */
  private static final int GRACE_DAYS = 3;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lake lake;
  private final BaselineSettings settings;

  NightAlerts(Lake lake, BaselineSettings settings) {
    this.lake = lake;
    this.settings = settings;
  }

  /** Writes the day's rows of digest_days and alerts. */
  void write(Dataset<Row> scored, LocalDate day) {
    Dataset<Row> messages = lake.read(Tables.MESSAGES, day).filter(Clients.areForeign());
    List<Alert> campaigns = new ArrayList<>();
    lake.replaceDays(
        Tables.DIGEST_DAYS,
        lake.spark()
            .createDataFrame(digests(messages, day, campaigns), DigestDays.SCHEMA)
            .coalesce(1),
        List.of(day));
    List<Row> rows = new ArrayList<>(scored.collectAsList());
    campaigns.forEach(alert -> rows.add(row(alert, day)));
    Set<Prefix> prefixes = new HashSet<>();
    for (Row row : rows) {
      if (row.<String>getAs("prefix") != null) {
        prefixes.add(Prefix.parse(row.<String>getAs("prefix")));
      }
    }
    AlertMail mail =
        AlertMail.of(messages, prefixes, campaigns.stream().map(NightAlerts::digest).toList());
    lake.replaceDays(
        Tables.ALERTS,
        lake.spark()
            .createDataFrame(
                rows.stream()
                    .filter(row -> !isOfCampaign(row, mail))
                    .map(row -> complete(row, mail))
                    .toList(),
                Alerts.SCHEMA)
            .coalesce(1),
        List.of(day));
  }

  /** Whether an alert of one prefix tells of nothing but a campaign's mail. */
  private static boolean isOfCampaign(Row row, AlertMail mail) {
    String prefix = row.getAs("prefix");
    JsonNode excess = evidence(row.getAs("evidence")).path("excess");
    return prefix != null
        && excess.isNumber()
        && CampaignMail.explanation(mail.campaigns(prefix), excess.asDouble()) != null;
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

  /** Judges the day's digests; those that few parties sent are not among them. */
  private List<Row> digests(Dataset<Row> messages, LocalDate day, List<Alert> campaigns) {
    TreeSet<LocalDate> before = new TreeSet<>(lake.days(Tables.DIGEST_DAYS));
    before.removeIf(other -> !other.isBefore(day));
    int known =
        before.isEmpty()
            ? 0
            : (int) Math.min(USUAL_DAYS, day.toEpochDay() - before.first().toEpochDay());
    Map<String, Row> past = past(day);
    Campaigns judge = new Campaigns(settings);
    List<Row> rows = new ArrayList<>();
    for (Row row : DigestDays.of(messages).collectAsList()) {
      DigestDay digest = digest(row);
      Row earlier = past.get(digest.digest());
      double usual = earlier == null ? 0 : earlier.getLong(1) / (double) Math.max(1, known);
      boolean isOpen = earlier != null && !earlier.isNullAt(2);
      Optional<Alert> alert =
          judge.judge(
              (int) day.toEpochDay(),
              digest,
              usual,
              known,
              isOpen ? earlier.getInt(2) : (int) day.toEpochDay());
      alert.ifPresent(campaigns::add);
      rows.add(
          RowFactory.create(
              Date.valueOf(day),
              digest.digest(),
              digest.messages(),
              digest.bad(),
              digest.members(),
              digest.unrelated(),
              alert.map(each -> Date.valueOf(each.since())).orElse(null)));
    }
    return rows;
  }

  /**
   * Returns by digest how many parties sent it on ordinary days, summed, and since when its alert
   * is open, null if none is. Days under an alert teach nothing.
   */
  private Map<String, Row> past(LocalDate day) {
    Map<String, Row> past = new HashMap<>();
    lake.read(Tables.DIGEST_DAYS, day.minusDays(USUAL_DAYS), day.minusDays(1))
        .groupBy("digest")
        .agg(
            sum(when(col("campaign_since").isNull(), col("unrelated")).otherwise(lit(0L)))
                .as("ordinary"),
            max(when(
                    unix_date(col("day")).geq(day.toEpochDay() - GRACE_DAYS),
                    unix_date(col("campaign_since"))))
                .as("since"))
        .collectAsList()
        .forEach(row -> past.put(row.getString(0), row));
    return past;
  }

  private static DigestDay digest(Row row) {
    List<Prefix> largest = new ArrayList<>();
    for (Row member : row.<Row>getList(row.fieldIndex("largest"))) {
      long high = member.getAs("high");
      long low = member.getAs("low");
      largest.add(Prefix.of(high, low, low == 0 ? 64 : 128));
    }
    return new DigestDay(
        row.getAs("digest"),
        row.<Long>getAs("messages"),
        row.<Long>getAs("bad"),
        row.<Long>getAs("members"),
        row.<Long>getAs("unrelated"),
        largest);
  }

  private static Row row(Alert alert, LocalDate day) {
    Map<String, Object> values = new HashMap<>();
    values.put("day", Date.valueOf(day));
    values.put("kind", alert.kind().label());
    values.put("prefix", alert.prefix().toString());
    values.put("prefix_key", alert.prefix().key());
    values.put("severity", alert.severity().label());
    values.put("expected", alert.expected());
    values.put("observed", alert.observed());
    values.put("since", Date.valueOf(alert.since()));
    values.put("is_new", alert.isNew());
    values.put("reason", alert.reason());
    values.put("advice", alert.advice());
    values.put("evidence", alert.evidence());
    return row(values);
  }

  private static Row complete(Row row, AlertMail mail) {
    Map<String, Object> values = new HashMap<>();
    for (StructField field : row.schema().fields()) {
      values.put(field.name(), row.getAs(field.name()));
    }
    String prefix = row.getAs("prefix");
    if (prefix != null) {
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
