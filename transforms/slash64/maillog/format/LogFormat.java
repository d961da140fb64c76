package slash64.maillog.format;

import java.util.Locale;

/** Whose lines they are: a mail server's with all its programs, or a filter's. */
public enum LogFormat {
  POSTFIX,
  RSPAMD,
  EXIM,
  SENDMAIL,
  OPENSMTPD,
  OPENDKIM,
  OPENDMARC,
  POLICYD_SPF,
  POSTGREY,
  AMAVIS,
  KUMOMTA,
  POWERMTA;

  /** Returns the name as people write it: {@code policyd-spf}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
