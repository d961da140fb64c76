package slash64.maillog.message;

import slash64.maillog.line.Field;
import slash64.maillog.line.WantedFields;

/** The text columns of a message that are kept as bytes while it is open. */
public enum Text {
  HOST(Field.HOST),
  INSTANCE(Field.PROGRAM),
  QUEUE_ID(Field.QUEUE_ID),
  MESSAGE_ID(Field.MESSAGE_ID),
  CLIENT_NAME(Field.CLIENT_NAME),
  HELO(Field.HELO),
  SASL_USERNAME(Field.SASL_USERNAME),
  SENDER(Field.FROM),
  RECIPIENT_DOMAIN(Field.TO, Field.ORIG_TO),
  REJECT_STAGE(Field.STAGE),
  REJECT_DSN(Field.DSN),
  STATUS_DSN(Field.DSN),
  VERDICT(Field.VERDICT),
  FILTER_ACTION(Field.ACTION),
  SPF(Field.SPF),
  DKIM(Field.DKIM),
  DMARC(Field.DMARC),
  TLS_VERSION(Field.TLS_VERSION),
  TLS_CIPHER(Field.TLS_CIPHER),
  TLS_CERTIFICATE(Field.TLS_CERTIFICATE),
  DIGEST(Field.DIGEST);

  static final int COUNT = values().length;

  private final long fields;

  Text(Field... fields) {
    this.fields = WantedFields.bits(fields);
  }

  /** Returns the bits of the fields of lines that it is taken from. */
  long fields() {
    return fields;
  }

  /** Returns a bit of its own among all texts. */
  int bit() {
    return 1 << ordinal();
  }
}
