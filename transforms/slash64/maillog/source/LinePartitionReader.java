package slash64.maillog.source;

import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.message.LogReader;

/** Hands the lines of a split to Spark. */
final class LinePartitionReader implements PartitionReader<InternalRow> {
  private final LogReader lines;
  private final LineRows writer;
  private final RowFilter filter;
  private final SplitEnd end;
  private LogLine current;

  LinePartitionReader(LogReader lines, StructType columns, RowFilter filter, SplitEnd end) {
    this.filter = filter;
    this.lines = lines;
    this.writer = new LineRows(columns);
    this.end = end;
  }

  @Override
  public boolean next() throws IOException {
    do {
      current = lines.next();
    } while (current != null && !filter.isAll() && !isWanted(current));
    if (current == null) {
      end.reached();
    }
    return current != null;
  }

  private boolean isWanted(LogLine line) {
    return filter.takesTime(line.hasTime(), line.micros())
        && filter.takesHost(line.string(Field.HOST))
        && filter.takesProgram(line.string(Field.PROGRAM));
  }

  @Override
  public InternalRow get() {
    return writer.write(current, end.report().archive(), lines.number());
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return MaillogMetrics.of(end.report());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
