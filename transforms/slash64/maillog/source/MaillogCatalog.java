package slash64.maillog.source;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Lets SQL read archives by their path: {@code SELECT … FROM maillog.`/var/log/mail.log*`}, one row
 * a message. It is switched on by {@code
 * spark.sql.catalog.maillog=slash64.maillog.source.MaillogCatalog}; further settings under that
 * name ({@code spark.sql.catalog.maillog.zone=Europe/Berlin}) are options of every read. Nothing
 * can be made, changed or dropped through it.
 */
public final class MaillogCatalog implements TableCatalog {
  private String name = "maillog";
  private CaseInsensitiveStringMap settings = CaseInsensitiveStringMap.empty();

  @Override
  public void initialize(String catalog, CaseInsensitiveStringMap options) {
    name = catalog;
    settings = options;
  }

  @Override
  public String name() {
    return name;
  }

  /** There is no end of paths. */
  @Override
  public Identifier[] listTables(String[] namespace) {
    return new Identifier[0];
  }

  @Override
  public Table loadTable(Identifier path) {
    Map<String, String> options = new HashMap<>(settings.asCaseSensitiveMap());
    options.put("path", path.name());
    return new MaillogTable(MaillogOptions.of(new CaseInsensitiveStringMap(options)));
  }

  @Override
  public Table alterTable(Identifier path, TableChange... changes) {
    throw readOnly(path);
  }

  @Override
  public boolean dropTable(Identifier path) {
    throw readOnly(path);
  }

  @Override
  public void renameTable(Identifier path, Identifier other) {
    throw readOnly(path);
  }

  private static UnsupportedOperationException readOnly(Identifier path) {
    return new UnsupportedOperationException(
        "Cannot change %s: mail logs are only read".formatted(path.name()));
  }
}
