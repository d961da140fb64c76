package slash64.activity;

import java.util.Locale;

/** What is counted of a prefix or a customer and simply adds up. */
enum Measure {
  CONNECTIONS("sessions the client opened"),
  TRANSACTIONS("attempts to pass a message, accepted or refused"),
  MESSAGES("of these, messages that got a queue file"),
  RECIPIENTS("recipients accepted"),
  SENT("recipients delivered"),
  BOUNCED("recipients that failed for good"),
  DEFERRED("recipients whose last attempt was put off"),
  DEFERRALS("delivery attempts that were put off"),
  REJECTS("refusals with a 5xx reply"),
  TEMPFAILS("refusals with a 4xx reply"),
  AUTH_FAILURES("failed SASL authentications"),
  SPAM("transactions the content filter called spam"),
  HAM("transactions the content filter called ham"),
  UNSCANNED("messages that were not refused and the content filter did not judge"),
  SCORED("transactions with a score of the content filter"),
  SCORE_SUM("sum of these scores, each rounded to 0.01 and held within -1000 to 1000", 100),
  SCORE_SQUARE_SUM("sum of the squares of these scores", 10_000),
  BYTES("bytes of the messages as queued"),
  NULL_SENDERS("transactions with the null sender"),
  NAMED("transactions from a client with a forward-confirmed name"),
  HELO_MATCHES("of these, with a HELO name that is that name"),
  UNSURE("transactions with a score that the content filter called neither spam nor ham"),
  UNALIGNED("transactions that passed SPF or DKIM and failed DMARC: for another domain's name"),
  IPSEC("transactions over links that the configuration names as protected by IPsec"),
  CARRIED("transactions from an IPv6 address that carries this IPv4 address; counted there too"),
  CARRIED_SPAM("of these, called spam and counted as such both here and there"),
  CARRIED_HAM("of these, called ham and counted as such both here and there"),
  CUSTOMERS_BOUNCED(
      "recipients that failed for good, of customers: the client had logged in, or is allocated"),
  UNSCANNED_INBOUND("of the unscanned, messages from elsewhere that were not thrown away"),
  CUSTOMERS_AUTH_FAILURES("of the failed authentications, those from prefixes of customers");

  static final int COUNT = values().length;

  private final String comment;
  private final int unit;

  Measure(String comment) {
    this(comment, 1);
  }

  Measure(String comment, int unit) {
    this.comment = comment;
    this.unit = unit;
  }

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  String comment() {
    return comment;
  }

  /**
   * Returns how many counted units make 1 in the table. Sums of scores are counted as whole
   * hundredths, so that they come out the same in whatever order they are added.
   */
  int unit() {
    return unit;
  }
}
