package slash64.lake;

import static org.apache.spark.sql.types.DataTypes.createMapType;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One archive in one intake, as it was planned or as it was done.
 *
 * @param day UTC day on which the intake was planned
 * @param intake number of the intake, from 1
 * @param runId run that wrote the entry
 * @param archive what was taken in
 * @param format how it was read, null while planned
 * @param counts what it held, {@link LineCounts#NONE} while planned
 * @param recorded when the entry was written
 */
public record LedgerEntry(
    LocalDate day,
    long intake,
    String runId,
    Status status,
    Archive archive,
    String format,
    LineCounts counts,
    Instant recorded) {

  /** Whether an archive is yet to be read, wholly in the tables, or was not fit to be taken in. */
  public enum Status {
    PLANNED,
    DONE,
    CANCELED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final DataType STRING = DataTypes.StringType;
  private static final DataType LONG = DataTypes.LongType;

  public static final StructType SCHEMA =
      new StructType()
          .add("day", DataTypes.DateType, true, "UTC day on which the intake was planned")
          .add("intake", LONG, true, "number of the intake, from 1")
          .add("run_id", STRING, true, "run that wrote this entry")
          .add("status", STRING, true, "planned, then a second entry: done or canceled")
          .add("archive", STRING, true, "path of the file")
          .add("bytes", LONG, true, "size of the file")
          .add("file_sha256", STRING, true, "SHA-256 of the file's bytes, hexadecimal")
          .add("head_sha256", STRING, true, "SHA-256 of the first 64 KiB of its text")
          .add("content_bytes", LONG, true, "bytes of its text, decompressed")
          .add("content_sha256", STRING, true, "SHA-256 of its text, decompressed")
          .add(
              "from_byte",
              LONG,
              true,
              "where in the text the intake began: 0, or where the last ended")
          .add("format", STRING, true, "log format; null while planned")
          .add("lines", LONG, true, "lines read")
          .add("lines_used", LONG, true, "lines that became part of a message")
          .add("lines_empty", LONG, true, "well-formed lines that say nothing of mail")
          .add("lines_refused", LONG, true, "lines that could not be read")
          .add("refused_by_reason", createMapType(STRING, LONG, false), true, "these by reason")
          .add("first_time", DataTypes.TimestampType, true, "earliest stamp, UTC")
          .add("last_time", DataTypes.TimestampType, true, "latest stamp, UTC")
          .add("recorded", DataTypes.TimestampType, true, "when this entry was written, UTC");

  Row row() {
    return RowFactory.create(
        day,
        intake,
        runId,
        status.text(),
        archive.path(),
        archive.bytes(),
        archive.fileSha256(),
        archive.content().headSha256(),
        archive.content().bytes(),
        archive.content().sha256(),
        archive.fromByte(),
        format,
        counts.lines(),
        counts.used(),
        counts.empty(),
        counts.refused(),
        CollectionConverters.asScala(new TreeMap<>(counts.refusedByReason())),
        counts.first(),
        counts.last(),
        recorded);
  }

  static LedgerEntry of(Row row) {
    Map<String, Long> refused = row.getJavaMap(row.fieldIndex("refused_by_reason"));
    return new LedgerEntry(
        row.getAs("day"),
        row.getAs("intake"),
        row.getAs("run_id"),
        Status.valueOf(row.<String>getAs("status").toUpperCase(Locale.ROOT)),
        new Archive(
            row.getAs("archive"),
            row.getAs("bytes"),
            row.getAs("file_sha256"),
            new ContentIdentity(
                row.getAs("head_sha256"), row.getAs("content_bytes"), row.getAs("content_sha256")),
            row.getAs("from_byte")),
        row.getAs("format"),
        new LineCounts(
            row.getAs("lines_used"),
            row.getAs("lines_empty"),
            refused,
            row.getAs("first_time"),
            row.getAs("last_time")),
        row.getAs("recorded"));
  }
}
