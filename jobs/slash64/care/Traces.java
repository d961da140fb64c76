package slash64.care;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import slash64.lake.TableDefinition;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.privacy.PseudonymKey;
import slash64.trace.TraceQuery;

/**
 * What the tables hold of somebody.
 *
 * @param of who it is, for people
 * @param rows the rows of each table that are theirs
 */
public record Traces(String of, Map<TableDefinition, Column> rows) {

  /**
   * Returns the traces of a person, who may have sent or authenticated.
   *
   * @param address an address, or a name that was authenticated with, in any case of letters
   * @param key what the tables' pseudonyms were made with
   */
  public static Traces ofPerson(String address, PseudonymKey key) {
    String pseudonym = key.pseudonym(address.toLowerCase(Locale.ROOT));
    Column isTheirs = col("sender_hash").equalTo(pseudonym).or(col("sasl_hash").equalTo(pseudonym));
    Map<TableDefinition, Column> rows = new LinkedHashMap<>();
    rows.put(Tables.MESSAGES, orFalse(isTheirs));
    rows.put(Tables.DUAL_STACK, orFalse(col("party").equalTo(pseudonym)));
    rows.put(Tables.ALERTS, isToldOf("$.party", pseudonym));
    return new Traces("one person", rows);
  }

  /** Returns the traces of a customer by the name in the allocations. */
  public static Traces ofCustomer(String customer) {
    Column isTheirs = orFalse(col("customer").equalTo(customer));
    Map<TableDefinition, Column> rows = new LinkedHashMap<>();
    for (TableDefinition table : Tables.ALL) {
      if (has(table, "customer")) {
        rows.put(table, isTheirs);
      }
    }
    rows.put(Tables.DUAL_STACK, orFalse(col("party").equalTo(customer)));
    // Alerts may be about a customer where nearly all of a prefix's mail is not his.
    rows.put(
        Tables.ALERTS,
        isTheirs.or(isToldOf("$.customer", customer)).or(isToldOf("$.party", customer)));
    return new Traces("customer " + customer, rows);
  }

  /**
   * Returns the traces of a prefix and all within it. Rows of wider prefixes are among them where
   * their text names one of its addresses; what they sum up names nobody.
   */
  public static Traces ofPrefix(Prefix prefix) {
    Column isWithin =
        orFalse(col("prefix_key").between(prefix.key(), prefix.last().prefix(128).key()));
    Map<TableDefinition, Column> rows = new LinkedHashMap<>();
    rows.put(Tables.MESSAGES, orFalse(new TraceQuery.OfPrefix(prefix).condition()));
    for (TableDefinition table : Tables.ALL) {
      Optional<Column> isNamed = Mentions.of(table, prefix).map(Traces::orFalse);
      if (has(table, "prefix_key")) {
        rows.put(table, isNamed.map(isWithin::or).orElse(isWithin));
      } else {
        isNamed.ifPresent(condition -> rows.put(table, condition));
      }
    }
    return new Traces("prefix " + prefix, rows);
  }

  private static Column isToldOf(String path, String name) {
    return orFalse(get_json_object(col("evidence"), path).equalTo(name));
  }

  private static boolean has(TableDefinition table, String column) {
    return Arrays.asList(table.schema().fieldNames()).contains(column);
  }

  private static Column orFalse(Column condition) {
    return org.apache.spark.sql.functions.coalesce(condition, lit(false));
  }
}
