package slash64.maillog.source;

import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import slash64.maillog.message.MessageReader;
import slash64.maillog.message.OpenMessage;
import slash64.maillog.message.SplitReport;

/** Hands the messages of a split to Spark, each written straight into one reused binary row. */
final class MessagePartitionReader implements PartitionReader<InternalRow> {
  private final MessageReader messages;
  private final MessageRowWriter writer;
  private final SplitReport report;
  private final SplitReports reports;
  private OpenMessage current;

  MessagePartitionReader(
      MessageReader messages, StructType columns, SplitReport report, SplitReports reports) {
    this.messages = messages;
    this.writer = new MessageRowWriter(columns);
    this.report = report;
    this.reports = reports;
  }

  @Override
  public boolean next() throws IOException {
    current = messages.next();
    if (current == null && reports != null) {
      reports.add(report);
    }
    return current != null;
  }

  @Override
  public InternalRow get() {
    return writer.write(current);
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return MaillogMetrics.of(report);
  }

  @Override
  public void close() throws IOException {
    messages.close();
  }
}
