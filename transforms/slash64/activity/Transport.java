package slash64.activity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.net.Prefix;

/**
 * How the way of a message was protected. A session without TLS logs nothing of it, and neither
 * does a host that is not told to log TLS (smtpd_tls_loglevel 0): only of a host that logged TLS of
 * some session is silence taken as none.
 */
public final class Transport {
  /** Version of TLS in lower case, {@link #NONE}, or null where it is not logged. */
  public static final String TLS = "transport_tls";

  /** Class of the cipher: modern, forward_secret, static_key, weak; null without TLS. */
  public static final String CIPHER = "transport_cipher";

  /** The client's certificate: verified, untrusted, unverified, none; null where not logged. */
  public static final String CERTIFICATE = "transport_certificate";

  /** Whether the client lies on a link that the configuration names as protected by IPsec. */
  public static final String IS_IPSEC = "is_ipsec";

  public static final String NONE = "none";

  /** A log with more hosts than this names them at will. */
  private static final int MOST_HOSTS = 10_000;

  private Transport() {}

  /**
   * Returns the hosts that logged TLS of some session, by one short Spark job over two columns.
   *
   * @param messages rows of the table {@code messages}
   */
  public static List<String> hostsThatLog(Dataset<Row> messages) {
    return messages
        .filter(col("tls_version").isNotNull().and(col("host").isNotNull()))
        .select("host")
        .distinct()
        .limit(MOST_HOSTS)
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  /**
   * Adds {@link #TLS}, {@link #CIPHER}, {@link #CERTIFICATE} and {@link #IS_IPSEC} to rows of the
   * table {@code messages}.
   *
   * @param hosts that log TLS
   * @param ipsec prefixes of clients whose packets come through IPsec, which no mail log shows
   */
  public static Dataset<Row> add(
      Dataset<Row> messages, Collection<String> hosts, Collection<Prefix> ipsec) {
    Column isSilent = col("tls_version").isNull().and(col("host").isin(hosts.toArray()));
    return messages.withColumns(
        Map.of(
            TLS, when(isSilent, lit(NONE)).otherwise(lower(col("tls_version"))),
            CIPHER, cipherClass(upper(col("tls_cipher"))),
            CERTIFICATE, lower(col("tls_certificate")),
            IS_IPSEC, isWithin(ipsec)));
  }

  /** Returns rows that have these columns; of messages as they are, no host is known to log TLS. */
  static Dataset<Row> ensured(Dataset<Row> messages) {
    return Arrays.asList(messages.columns()).contains(TLS)
        ? messages
        : add(messages, List.of(), List.of());
  }

  /**
   * Sorts OpenSSL's and IANA's names of cipher suites: broken or anonymous ones (RFC 7457, RFC
   * 9325, 4.1), then those without forward secrecy, then CBC, then what RFC 9325 recommends.
   */
  private static Column cipherClass(Column name) {
    Column isWeak = containsAny(name, "RC4", "DES", "NULL", "EXP", "MD5", "ADH", "AECDH", "ANON");
    Column isForwardSecret =
        containsAny(name, "DHE").or(name.startsWith("TLS_AES")).or(name.startsWith("TLS_CHACHA"));
    Column isAuthenticated = containsAny(name, "GCM", "CCM", "POLY1305");
    return when(name.isNull(), lit(null))
        .when(isWeak, lit("weak"))
        .when(isForwardSecret.and(isAuthenticated), lit("modern"))
        .when(isForwardSecret, lit("forward_secret"))
        .otherwise(lit("static_key"));
  }

  private static Column containsAny(Column name, String... parts) {
    return Arrays.stream(parts).map(name::contains).reduce(Column::or).orElse(lit(false));
  }

  private static Column isWithin(Collection<Prefix> prefixes) {
    return prefixes.stream()
        .map(
            prefix ->
                matches("client_high", Prefix.highMask(prefix.length()), prefix.high())
                    .and(matches("client_low", Prefix.lowMask(prefix.length()), prefix.low())))
        .reduce(Column::or)
        .orElse(lit(false));
  }

  static Column matches(String half, long mask, long bits) {
    return mask == 0 ? lit(true) : col(half).bitwiseAND(mask).equalTo(bits);
  }
}
