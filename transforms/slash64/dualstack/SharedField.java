package slash64.dualstack;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;

/** A field by which an IPv6 /64 and an IPv4 address may show that they are one party. */
enum SharedField {
  HELO(0.9, isName(col("helo")), hour -> xxhash64(lower(col("helo")))),
  PTR(0.9, isName(col("client_name")), hour -> xxhash64(lower(col("client_name")))),
  DOMAIN(0.8, col("sender_domain").isNotNull(), hour -> xxhash64(col("sender_domain"))),
  /** One content from one sender domain in one hour; see {@link Links} for the window. */
  CONTENT(
      0.3,
      col("digest").isNotNull().and(col("sender_domain").isNotNull()),
      hour -> xxhash64(col("sender_domain"), col("digest"), hour));

  static final List<SharedField> ALL = List.of(values());

  private final double match;

  @SuppressWarnings("ImmutableEnumChecker") // columns are expressions, which do not change
  private final Column isKnown;

  @SuppressWarnings("ImmutableEnumChecker")
  private final UnaryOperator<Column> value;

  SharedField(double match, Column isKnown, UnaryOperator<Column> value) {
    this.match = match;
    this.isKnown = isKnown;
    this.value = value;
  }

  /** What stands in brackets or has no dot is the name of nobody: [192.0.2.1], localhost. */
  private static Column isName(Column name) {
    return coalesce(name.contains(".").and(not(name.startsWith("["))), lit(false));
  }

  /** Probability that a party shows the same on both families, where both show it. */
  double match() {
    return match;
  }

  Column isKnown() {
    return isKnown;
  }

  /**
   * Returns what a transaction of some hour shows, as a number that equal values have in common.
   */
  Column value(Column hour) {
    return value.apply(hour);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Column: how many IPv4 addresses have the rarest value that a pair shares; null if none. */
  String sharedBy() {
    return word() + "_shared_by";
  }

  /** Column: whether a unit shows the field. */
  String knows() {
    return "knows_" + word();
  }
}
