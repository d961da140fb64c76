package slash64.care;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.udf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import slash64.lake.TableDefinition;
import slash64.lake.Tables;
import slash64.net.Prefix;

/**
 * Text of rows in which addresses and prefixes may be named that are not the row's own: sentences,
 * evidence, records of DNS, lines of logs.
 */
final class Mentions {
  private static final Map<TableDefinition, List<String>> TEXTS =
      Map.of(
          Tables.QUARANTINE, List.of("text"),
          Tables.POSTURE, List.of("unnamed_address", "unnamed_helo"),
          Tables.DUAL_STACK, List.of("party", "ipv6_prefix", "ipv4_address"),
          Tables.CUSTOMERS_TO_HELP, List.of("prefix", "record"),
          Tables.ALERTS, List.of("reason", "evidence"),
          Tables.RUNS, List.of("error", "warnings"));

  /** What is written before an address: in records of SPF (RFC 7208), in literals (RFC 5321). */
  private static final Pattern TAG = Pattern.compile("(?i)\\bipv?[46]:");

  /** What may be an IPv6 or IPv4 address, with a length or without. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]*(?:\\.[0-9]{1,3}){0,3}"
              + "|(?<![0-9.])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?!\\.?[0-9]))(?:/[0-9]{1,3})?");

  /** Characters of an address with its length, and a colon; a longer run of digits is none. */
  private static final int LONGEST = 50;

  private Mentions() {}

  /** Returns a condition on rows of a table: they name a prefix or a part of it in their text. */
  static Optional<Column> of(TableDefinition table, Prefix prefix) {
    UDF1<String, Boolean> names = text -> isNamed(prefix, text);
    return Optional.ofNullable(TEXTS.get(table))
        .map(columns -> columns.stream().map(name -> col(name)).toArray(Column[]::new))
        .map(columns -> udf(names, DataTypes.BooleanType).apply(concat_ws(" ", columns)));
  }

  /** Returns whether a text names a prefix, or an address or a prefix within it. */
  static boolean isNamed(Prefix prefix, String text) {
    Matcher found = ADDRESS.matcher(TAG.matcher(text).replaceAll(" "));
    while (found.find()) {
      if (isAnyWithin(found.group(), prefix)) {
        return true;
      }
    }
    return false;
  }

  /** A colon may follow an address in a sentence, or a word and a colon stand before it. */
  private static boolean isAnyWithin(String found, Prefix prefix) {
    String address = found.substring(Math.max(0, found.length() - LONGEST));
    while (!address.isEmpty()) {
      if (isWithin(address, prefix)
          || (address.endsWith(":")
              && isWithin(address.substring(0, address.length() - 1), prefix))) {
        return true;
      }
      int colon = address.indexOf(':');
      address = colon < 0 ? "" : address.substring(colon + 1);
    }
    return false;
  }

  private static boolean isWithin(String address, Prefix prefix) {
    try {
      return prefix.contains(Prefix.parse(address));
    } catch (IllegalArgumentException e) {
      return false; // a time of day, a number of a version
    }
  }
}
