package slash64.maillog.source;

import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import slash64.maillog.message.MessageReader;
import slash64.maillog.message.OpenMessage;
import slash64.maillog.message.Text;

/** Hands the messages of a split to Spark, each written straight into one reused binary row. */
final class MessagePartitionReader implements PartitionReader<InternalRow> {
  private final MessageReader messages;
  private final MessageRowWriter writer;
  private final RowFilter filter;
  private final SplitEnd end;
  private OpenMessage current;

  MessagePartitionReader(
      MessageReader messages, StructType columns, RowFilter filter, SplitEnd end) {
    this.filter = filter;
    this.messages = messages;
    this.writer = new MessageRowWriter(columns);
    this.end = end;
  }

  @Override
  public boolean next() throws IOException {
    do {
      current = messages.next();
    } while (current != null && !filter.isAll() && !isWanted(current));
    if (current == null) {
      end.reached();
    }
    return current != null;
  }

  private boolean isWanted(OpenMessage message) {
    return filter.takesTime(message.hasTime(), message.micros())
        && filter.takesHost(message.string(Text.HOST));
  }

  @Override
  public InternalRow get() {
    return writer.write(current);
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return MaillogMetrics.of(end.report());
  }

  @Override
  public void close() throws IOException {
    messages.close();
  }
}
