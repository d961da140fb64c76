package slash64.maillog.line;

import java.util.Locale;

/**
 * What a log line can say, in the order in which {@code parse --level line} prints it. The first
 * ones come from the envelope, the rest from the text of the line.
 */
public enum Field {
  /** The stamp as written. */
  TIMESTAMP,
  HOST,
  /** With its service path: {@code postfix/submission/smtpd}. */
  PROGRAM,
  QUEUE_ID,
  /** What the server did: connect, reject, milter-reject, ...; for filters their own word. */
  ACTION,
  CLIENT_NAME,
  FROM,
  TO,
  ORIG_TO,
  SIZE,
  NRCPT,
  MESSAGE_ID,
  RELAY,
  DELAY,
  DSN,
  STATUS,
  STATUS_TEXT,
  REJECT_CODE,
  HELO,
  SASL_USERNAME,
  TLS_VERSION,
  TLS_CIPHER,
  /** Of the other side: verified, untrusted, unverified or none. */
  TLS_CERTIFICATE,
  VERDICT,
  SCORE,
  SPF,
  DKIM,
  DMARC,
  SYMBOLS,
  DIGEST,
  // From here on for the joiner only, not printed.
  /** SMTP stage of a refusal: CONNECT, EHLO, MAIL, RCPT, DATA, END-OF-MESSAGE, ... */
  STAGE,
  /** Text of a refusal after its codes. */
  REJECT_TEXT,
  /** A second queue id the line speaks of: a bounce made, a message handed on, a requeue. */
  OTHER_QUEUE_ID,
  /** The server's own name of a client's session, where it gives one: OpenSMTPD, KumoMTA. */
  SESSION,
  /** Client port, where logged. */
  CLIENT_PORT,
  /** How many sessions of the client were open at once. */
  CONCURRENT,
  /** A network with length that stands where a client address would. */
  NETWORK,
  /**
   * Present where a line about a delivery tells that the message came from no client: KumoMTA's
   * name of the way it came.
   */
  LOCAL_ORIGIN;

  /** How many of the fields {@code parse} prints. */
  public static final int PRINTED = STAGE.ordinal();

  private static final Field[] ALL = values();

  static final int COUNT = ALL.length;

  private final String key = name().toLowerCase(Locale.ROOT);

  /** Returns the name in JSON and SQL: lower case with underscores. */
  public String key() {
    return key;
  }
}
