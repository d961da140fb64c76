package slash64.lake;

import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.apache.spark.sql.types.DataTypes.createMapType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;
import slash64.failure.ExitStatus;

/**
 * How one run of a night ended: for schedulers that do not hand on an exit status, and for whoever
 * asks how the nights went.
 *
 * @param day UTC day that the run was to score
 * @param error what went wrong, one sentence; null when nothing did
 * @param settingsSha256 SHA-256 of the settings in force
 * @param counts what the run counted by name: lines, refused lines, messages, prefixes, ...
 * @param steps seconds by step
 */
public record RunRecord(
    LocalDate day,
    String runId,
    Instant started,
    Instant ended,
    ExitStatus status,
    String error,
    String version,
    String settingsSha256,
    Map<String, Long> counts,
    Map<String, Double> steps,
    List<String> warnings) {

  private static final DataType STRING = DataTypes.StringType;

  private static final String SERIES = "slash64-runs";

  public static final StructType SCHEMA =
      new StructType()
          .add("day", DataTypes.DateType, true, "UTC day that the run was to score")
          .add("run_id", STRING, true, "the run; also in ledger and logs")
          .add("started", DataTypes.TimestampType, true, "UTC")
          .add("ended", DataTypes.TimestampType, true, "UTC")
          .add("status", STRING, true, "done, failed, wrong_use, input_missing, refused, busy")
          .add("exit_status", DataTypes.IntegerType, true, "0 to 5, the same as a number")
          .add("error", STRING, true, "what went wrong, one sentence; null when nothing did")
          .add("version", STRING, true, "of Slash64")
          .add("settings_sha256", STRING, true, "SHA-256 of the settings in force")
          .add(
              "counts",
              createMapType(STRING, DataTypes.LongType, false),
              true,
              "what the run counted, by name")
          .add(
              "steps",
              createMapType(STRING, DataTypes.DoubleType, false),
              true,
              "seconds by step; steps of one name are added up")
          .add("warnings", createArrayType(STRING, false), true, "what did not stop the run");

  /** Adds the record to the table. */
  public void write(Lake lake) {
    Row row =
        RowFactory.create(
            day,
            runId,
            started,
            ended,
            status.name().toLowerCase(Locale.ROOT),
            status.code(),
            error,
            version,
            settingsSha256,
            CollectionConverters.asScala(new TreeMap<>(counts)),
            CollectionConverters.asScala(new TreeMap<>(steps)),
            CollectionConverters.asScala(warnings).toSeq());
    lake.append(
        Tables.RUNS,
        lake.spark().createDataFrame(List.of(row), SCHEMA).coalesce(1),
        new Transaction(SERIES, number(lake)));
  }

  /**
   * By its end, so that a write that is done again adds nothing; higher if a clock was set back.
   */
  private long number(Lake lake) {
    long end = ChronoUnit.MICROS.between(Instant.EPOCH, ended);
    long last = lake.lastNumber(Tables.RUNS, SERIES).orElse(Long.MIN_VALUE);
    return last > end ? last + 1 : end;
  }
}
