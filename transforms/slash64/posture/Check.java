package slash64.posture;

import static org.apache.spark.sql.functions.col;
import static slash64.posture.Posture.sumOf;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;

/**
 * What is looked at in a sender's set-up: of which transactions it is known, and which pass. A
 * temporary error of the check says nothing about the sender.
 */
enum Check {
  SPF(
      sumOf("spf", "pass"),
      sumOf("spf", "pass", "fail", "softfail", "neutral", "none", "permerror")),
  DKIM(sumOf("dkim", "pass"), sumOf("dkim", "pass", "fail", "none", "permerror")),
  DMARC(sumOf("dmarc", "pass"), sumOf("dmarc", "pass", "fail", "none", "permerror")),
  PTR(col("named"), col("named").plus(col("unnamed"))),
  TLS(sumOf("tls", "tlsv1.2", "tlsv1.3"), sumOf("tls", Posture.TLS));

  static final List<Check> ALL = List.of(values());

  @SuppressWarnings("ImmutableEnumChecker") // columns are expressions, which do not change
  private final Column passed;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Column known;

  Check(Column passed, Column known) {
    this.passed = passed;
    this.known = known;
  }

  Column passed() {
    return passed;
  }

  Column known() {
    return known;
  }

  /** Returns the name in columns: lower case. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it belongs to the client rather than to the domain it sends for. */
  boolean isOfClient() {
    return this == PTR || this == TLS;
  }
}
