package slash64.report;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import slash64.lake.Lake;
import slash64.lake.Tables;

/** Asks the ledger for the archives that hold lines of a day; those with refused lines first. */
final class ArchiveQuery {
  private final Lake lake;

  ArchiveQuery(Lake lake) {
    this.lake = lake;
  }

  List<ArchiveRow> of(LocalDate day, int most) {
    return lake
        .readWhole(Tables.LEDGER)
        .filter("status = 'done'")
        .filter("date(first_time) <= DATE'%s' AND date(last_time) >= DATE'%s'".formatted(day, day))
        .orderBy(col("lines_refused").desc(), col("archive"))
        .limit(most)
        .collectAsList()
        .stream()
        .map(ArchiveQuery::row)
        .toList();
  }

  private static ArchiveRow row(Row row) {
    return new ArchiveRow(
        row.getAs("archive"),
        row.getAs("format"),
        row.<Long>getAs("lines"),
        row.<Long>getAs("lines_used"),
        row.<Long>getAs("lines_empty"),
        row.getJavaMap(row.fieldIndex("refused_by_reason")),
        row.getAs("first_time"),
        row.getAs("last_time"));
  }
}
