package slash64.maillog.message;

/** The text columns of a message that are kept as bytes while it is open. */
public enum Text {
  HOST,
  INSTANCE,
  QUEUE_ID,
  MESSAGE_ID,
  CLIENT_NAME,
  HELO,
  SASL_USERNAME,
  SENDER,
  RECIPIENT_DOMAIN,
  REJECT_STAGE,
  REJECT_DSN,
  STATUS_DSN,
  VERDICT,
  FILTER_ACTION,
  SPF,
  DKIM,
  DMARC,
  TLS_VERSION,
  TLS_CIPHER,
  TLS_CERTIFICATE,
  DIGEST;

  static final int COUNT = values().length;
}
