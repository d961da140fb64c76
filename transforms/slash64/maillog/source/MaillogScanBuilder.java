package slash64.maillog.source;

import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;

/** Takes what Spark pushes down: which columns are wanted. */
final class MaillogScanBuilder implements ScanBuilder, SupportsPushDownRequiredColumns {
  private final MaillogOptions options;
  private StructType columns;

  MaillogScanBuilder(MaillogOptions options) {
    this.options = options;
    this.columns = options.schema();
  }

  @Override
  public void pruneColumns(StructType required) {
    columns = required;
  }

  @Override
  public Scan build() {
    return new MaillogScan(options, columns);
  }
}
