package slash64.doctor;

import java.util.Locale;

/**
 * What one check found.
 *
 * @param verdict whether it is well
 * @param subject what was looked at, in a word or two
 * @param text what was found and, unless all is well, how to mend it
 */
public record Finding(Verdict verdict, String subject, String text) {
  /** How well it is: only {@link #BAD} keeps commands from working. */
  public enum Verdict {
    GOOD,
    DOUBTFUL,
    BAD;

    /** Returns the word that is shown. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding good(String subject, String text) {
    return new Finding(Verdict.GOOD, subject, text);
  }

  static Finding doubtful(String subject, String text) {
    return new Finding(Verdict.DOUBTFUL, subject, text);
  }

  static Finding bad(String subject, String text) {
    return new Finding(Verdict.BAD, subject, text);
  }
}
