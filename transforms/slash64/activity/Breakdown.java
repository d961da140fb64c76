package slash64.activity;

import java.util.List;
import java.util.Locale;

/**
 * A count split by a small closed set of names. In the table each is a map from name to count with
 * the names that occurred; a name outside the set counts as its last name.
 */
enum Breakdown {
  REFUSALS_BY_STAGE(
      "refusals, 4xx and 5xx, by the SMTP stage of the transaction's first",
      "connect",
      "ehlo",
      "helo",
      "mail",
      "rcpt",
      "data",
      "end-of-message",
      "other"),
  REFUSALS_BY_CLASS(
      "refusals, 4xx and 5xx, by the class of the transaction's first",
      "unknown_user",
      "relay_denied",
      "blocklist",
      "policy",
      "content",
      "rate",
      "greylist",
      "protocol",
      "other"),
  BOUNCES_BY_STATUS("bounced recipients by subject of the enhanced status code", Names.SUBJECTS),
  DEFERRALS_BY_STATUS("deferred recipients by subject of the status code", Names.SUBJECTS),
  SPF(
      "messages, and refused ones where it is known, by SPF result",
      "pass",
      "fail",
      "softfail",
      "neutral",
      "none",
      "temperror",
      "permerror",
      "not_logged",
      "other"),
  DKIM(
      "the same by DKIM result",
      "pass",
      "fail",
      "none",
      "temperror",
      "permerror",
      "not_logged",
      "other"),
  DMARC(
      "the same by DMARC result",
      "pass",
      "fail",
      "none",
      "temperror",
      "permerror",
      "not_logged",
      "other"),
  TLS(
      "transactions by TLS version of the session; none where the host logs TLS and did not here",
      "not_logged",
      "tlsv1",
      "tlsv1.1",
      "tlsv1.2",
      "tlsv1.3",
      "none",
      "other"),
  CIPHERS(
      "transactions with TLS by class of the cipher: modern is authenticated encryption with"
          + " forward secrecy, static_key has no forward secrecy",
      "not_logged",
      "modern",
      "forward_secret",
      "static_key",
      "weak"),
  CERTIFICATES(
      "transactions with TLS by the client's certificate: none was not asked for or not sent,"
          + " unverified is untrusted or none",
      "not_logged",
      "verified",
      "untrusted",
      "unverified",
      "none",
      "other"),
  RECIPIENTS_PER_MESSAGE(
      "messages by how many recipients they had",
      "1",
      "2",
      "3-5",
      "6-10",
      "11-20",
      "21-50",
      "51-100",
      "over 100"),
  INTERFACE_IDENTIFIERS(
      "distinct addresses by kind of interface identifier (RFC 7707); none for IPv4",
      InterfaceIdentifier.NAMES.toArray(String[]::new));

  static final String NOT_LOGGED = "not_logged";

  private final String comment;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> names;

  Breakdown(String comment, String... names) {
    this.comment = comment;
    this.names = List.of(names);
  }

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  String comment() {
    return comment;
  }

  List<String> names() {
    return names;
  }

  /** Returns the place of a name, case apart; the last place if it is not one of ours. */
  int code(String name) {
    int code = names.indexOf(name);
    if (code < 0) {
      code = names.indexOf(name.toLowerCase(Locale.ROOT));
    }
    return code < 0 ? names.size() - 1 : code;
  }

  /** Constants of an enum cannot name its own static fields. */
  private static final class Names {
    /** RFC 3463, 3: X.1 to X.7; X.0 and everything else is other. */
    static final String[] SUBJECTS = {
      "address", "mailbox", "system", "network", "protocol", "content", "policy", "other"
    };
  }
}
