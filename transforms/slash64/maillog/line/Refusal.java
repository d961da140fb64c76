package slash64.maillog.line;

import java.util.Locale;

/** Why a line could not be read. Every refused line has exactly one reason. */
public enum Refusal {
  /** No stamp that any known header form begins with. */
  NO_HEADER,
  /** A header whose stamp is no date: Feb 30, month names that are not English. */
  BAD_STAMP,
  /** A header without host, program or text after it. */
  CUT_HEADER,
  /** Another program's line: not a mail server's or a filter's. */
  UNKNOWN_PROGRAM,
  /** A mail server's line about a message, of a kind that no manual knows. */
  UNKNOWN_KIND,
  /** The text breaks off, or a field that must be there is damaged. */
  CUT,
  /** Longer than the limit; only its head was kept. */
  TOO_LONG,
  /** A JSON line that is no JSON, or lacks its text. */
  BAD_JSON;

  private final String words = name().toLowerCase(Locale.ROOT).replace('_', ' ');

  /** Returns the reason as people read it: {@code no header}. */
  public String words() {
    return words;
  }
}
