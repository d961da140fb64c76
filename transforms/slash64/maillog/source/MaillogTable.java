package slash64.maillog.source;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The archives of one read, seen as a table that can be read in batches. */
record MaillogTable(MaillogOptions options) implements SupportsRead {
  @Override
  public String name() {
    return "maillog " + options.paths();
  }

  /** Spark's own way to ask for the columns; replaced by {@code columns()} in later lines. */
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return options.schema();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap ignored) {
    return new MaillogScanBuilder(options);
  }
}
