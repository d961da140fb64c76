package slash64.maillog.source;

import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import slash64.maillog.line.LogLine;
import slash64.maillog.message.LogReader;
import slash64.maillog.message.SplitReport;

/** Hands the lines of a split to Spark. */
final class LinePartitionReader implements PartitionReader<InternalRow> {
  private final LogReader lines;
  private final LineRows writer;
  private final SplitReport report;
  private final SplitReports reports;
  private LogLine current;

  LinePartitionReader(
      LogReader lines, StructType columns, SplitReport report, SplitReports reports) {
    this.lines = lines;
    this.writer = new LineRows(columns);
    this.report = report;
    this.reports = reports;
  }

  @Override
  public boolean next() throws IOException {
    current = lines.next();
    if (current == null && reports != null) {
      reports.add(report);
    }
    return current != null;
  }

  @Override
  public InternalRow get() {
    return writer.write(current, report.archive(), lines.number());
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return MaillogMetrics.of(report);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
