package slash64.maillog.source;

import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructType;

/** Takes what Spark pushes down: which columns are wanted, and of which time, host and program. */
final class MaillogScanBuilder
    implements ScanBuilder, SupportsPushDownRequiredColumns, SupportsPushDownV2Filters {
  private final MaillogOptions options;
  private StructType columns;
  private RowFilter filter = RowFilter.ALL;

  MaillogScanBuilder(MaillogOptions options) {
    this.options = options;
    this.columns = options.schema();
  }

  @Override
  public void pruneColumns(StructType required) {
    columns = required;
  }

  /** Leaves every predicate to Spark as well: what is pushed down only spares rows. */
  @Override
  public Predicate[] pushPredicates(Predicate[] predicates) {
    filter = RowFilter.of(predicates);
    return predicates;
  }

  @Override
  public Predicate[] pushedPredicates() {
    return new Predicate[0];
  }

  @Override
  public Scan build() {
    return new MaillogScan(options, columns, filter);
  }
}
