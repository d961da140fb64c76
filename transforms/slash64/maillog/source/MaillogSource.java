package slash64.maillog.source;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Mail-log archives as a Spark data source: {@code spark.read().format("maillog").option("level",
 * "message").load(paths)}. Options are those of {@link MaillogOptions}; the rows are {@code
 * MessageRows.SCHEMA} or {@link LineRows#SCHEMA}.
 */
public final class MaillogSource implements TableProvider, DataSourceRegister {
  @Override
  public String shortName() {
    return "maillog";
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return MaillogOptions.of(options).schema();
  }

  @Override
  public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> options) {
    return new MaillogTable(MaillogOptions.of(new CaseInsensitiveStringMap(options)));
  }
}
