package slash64.nightly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import slash64.baseline.Alert;
import slash64.baseline.BaselineSettings;
import slash64.baseline.Campaigns;
import slash64.baseline.DigestDay;
import slash64.baseline.OpenAlarm;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.scores.DigestDays;

/** Finds a night's campaigns, and remembers for the next which content is usual. */
final class NightCampaigns {
  /** Days that tell what is usual for a digest. */
  private static final int USUAL_DAYS = 28;

  private final Lake lake;
  private final Campaigns judge;

  NightCampaigns(Lake lake, BaselineSettings settings) {
    this.lake = lake;
    this.judge = new Campaigns(settings);
  }

  /**
   * Judges the day's digests and writes them as the day's rows of {@code digest_days}; those that
   * few parties sent are not among them. Returns the campaigns.
   *
   * @param messages the day's rows of {@code messages}, from clients afar
   */
  List<Alert> write(Dataset<Row> messages, LocalDate day) {
    TreeSet<LocalDate> before = new TreeSet<>(lake.days(Tables.DIGEST_DAYS));
    before.removeIf(other -> !other.isBefore(day));
    int known =
        before.isEmpty()
            ? 0
            : (int) Math.min(USUAL_DAYS, day.toEpochDay() - before.first().toEpochDay());
    Map<String, Row> past = past(day);
    List<Alert> campaigns = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (Row row : DigestDays.of(messages).collectAsList()) {
      DigestDay digest = digest(row);
      Row earlier = past.get(digest.digest());
      double usual =
          earlier == null
              ? 0
              : earlier.getLong(1) / (double) Math.max(1, known - earlier.getLong(2));
      boolean isOpen = earlier != null && !earlier.isNullAt(3);
      Optional<Alert> alert =
          judge.judge(
              (int) day.toEpochDay(),
              digest,
              usual,
              known,
              isOpen ? earlier.getInt(3) : (int) day.toEpochDay());
      alert.ifPresent(campaigns::add);
      rows.add(
          RowFactory.create(
              day,
              digest.digest(),
              digest.messages(),
              digest.bad(),
              digest.members(),
              digest.unrelated(),
              alert.map(Alert::since).orElse(null)));
    }
    lake.replaceDays(
        Tables.DIGEST_DAYS,
        lake.spark().createDataFrame(rows, DigestDays.SCHEMA).coalesce(1),
        List.of(day));
    return campaigns;
  }

  /**
   * Returns by digest how many parties sent it on ordinary days, summed, how many days were none,
   * and since when its alert is open, null if none is. Days under an alert teach nothing, unless it
   * has lasted as long as days are looked back at, and did no harm: by then it is what is usual.
   */
  private Map<String, Row> past(LocalDate day) {
    Map<String, Row> past = new HashMap<>();
    Column since = unix_date(col("campaign_since"));
    Column isSettled =
        unix_date(col("day"))
            .minus(since)
            .geq(USUAL_DAYS)
            .and(col("bad").multiply(2).lt(col("messages")));
    Column isOrdinary = since.isNull().or(isSettled);
    Column isRecent = unix_date(col("day")).geq(day.toEpochDay() - OpenAlarm.GRACE_DAYS);
    lake.readWhole(Tables.DIGEST_DAYS, day.minusDays(USUAL_DAYS), day.minusDays(1))
        .groupBy("digest")
        .agg(
            sum(when(isOrdinary, col("unrelated")).otherwise(lit(0L))).as("ordinary"),
            sum(when(isOrdinary, lit(0L)).otherwise(lit(1L))).as("events"),
            max(when(isRecent, since)).as("since"))
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
}
