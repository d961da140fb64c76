package slash64.maillog.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** One read, planned on the driver: which splits there are, and who reads them. */
final class MaillogScan implements Scan, Batch {
  private final MaillogOptions options;
  private final StructType columns;
  private final RowFilter filter;
  private final Configuration hadoop;

  MaillogScan(MaillogOptions options, StructType columns, RowFilter filter) {
    this.options = options;
    this.columns = columns;
    this.filter = filter;
    this.hadoop = SparkSession.active().sessionState().newHadoopConf();
  }

  @Override
  public StructType readSchema() {
    return columns;
  }

  @Override
  public String description() {
    return "maillog %s level=%s columns=%s%s"
        .formatted(
            options.paths(),
            options.perMessage() ? "message" : "line",
            List.of(columns.fieldNames()),
            filter.isAll() ? "" : " " + filter);
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    try {
      return Splits.of(options, hadoop).toArray(new InputPartition[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new MaillogReaderFactory(
        options,
        columns,
        filter,
        new SerializableConfiguration(hadoop),
        SplitReports.find(options.reportId()));
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return MaillogMetrics.all();
  }
}
