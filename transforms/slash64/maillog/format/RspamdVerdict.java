package slash64.maillog.format;

import slash64.maillog.line.Bytes;

/**
 * The verdict of Rspamd's task line, {@code (default: F (no action): [0.42/15.00]} or, where
 * log_format leaves the letter out, {@code (no action): [0.42/15.00]}. Positions are those of its
 * first bracket; all but {@link #isAt} want one that is a verdict.
 */
final class RspamdVerdict {
  private static final byte[] LETTER_BEFORE = Bytes.of("(default: ");
  private static final byte[] SCORES = Bytes.of(": [");
  private static final byte[] REJECT = Bytes.of("reject");
  private static final byte[] ADD_HEADER = Bytes.of("add header");
  private static final byte[] REWRITE_SUBJECT = Bytes.of("rewrite subject");

  /** Actions may be anybody's own: {@code quarantine to the spam folder}. */
  private static final int LONGEST_ACTION = 80;

  private RspamdVerdict() {}

  /** Returns the first verdict, -1 if there is none. */
  static int first(byte[] b, int from, int to) {
    int at = Bytes.indexOf(b, from, to, '(');
    while (at >= 0 && !isAt(b, at, to)) {
      at = Bytes.indexOf(b, at + 1, to, '(');
    }
    return at;
  }

  /** Returns whether a bracket is followed by an action and scores. */
  static boolean isAt(byte[] b, int at, int to) {
    int action = Bytes.startsWith(b, at, to, LETTER_BEFORE) ? at + LETTER_BEFORE.length + 2 : at;
    if (action >= to || b[action] != '(') {
      return false;
    }
    int close = Bytes.indexOf(b, action, Math.min(to, action + LONGEST_ACTION), ')');
    return close > 0 && Bytes.startsWith(b, close + 1, to, SCORES) && isNumber(b, close + 4, to);
  }

  private static boolean isNumber(byte[] b, int at, int to) {
    return at < to && (b[at] == '-' || b[at] == 'n' || (b[at] >= '0' && b[at] <= '9'));
  }

  /** Returns T for spam, F for ham, S for skipped; another character or 0 if no letter tells. */
  static char letter(byte[] b, int verdict, int to) {
    boolean hasLetter = Bytes.startsWith(b, verdict, to, LETTER_BEFORE);
    return hasLetter ? (char) b[verdict + LETTER_BEFORE.length] : 0;
  }

  /** Returns the first position of the action's words. */
  static int actionFrom(byte[] b, int verdict, int to) {
    boolean hasLetter = Bytes.startsWith(b, verdict, to, LETTER_BEFORE);
    return verdict + (hasLetter ? LETTER_BEFORE.length + 3 : 1);
  }

  /** Returns where the action's words end, which begin at {@code actionFrom}. */
  static int actionTo(byte[] b, int actionFrom, int to) {
    return Bytes.indexOf(b, actionFrom, to, ')');
  }

  /** Returns where the score begins. */
  static int scoreFrom(byte[] b, int verdict, int to) {
    return actionTo(b, actionFrom(b, verdict, to), to) + 1 + SCORES.length;
  }

  /** Returns whether an action that no letter stands before is for spam. */
  static boolean isSpam(byte[] b, int actionFrom, int actionTo) {
    return Bytes.equal(b, actionFrom, actionTo, REJECT)
        || Bytes.equal(b, actionFrom, actionTo, ADD_HEADER)
        || Bytes.equal(b, actionFrom, actionTo, REWRITE_SUBJECT);
  }

  /** Returns whether one verdict is worse for who sent the message than another. */
  static boolean isHarsher(byte[] b, int one, int other, int to) {
    int byLetter = Integer.compare(rank(b, one, to), rank(b, other, to));
    return byLetter == 0 ? score(b, one, to) > score(b, other, to) : byLetter > 0;
  }

  /** Spam before what was skipped, which is no evidence, before ham. */
  private static int rank(byte[] b, int verdict, int to) {
    int action = actionFrom(b, verdict, to);
    return switch (letter(b, verdict, to)) {
      case 'T' -> 2;
      case 'S' -> 1;
      case 0 -> isSpam(b, action, actionTo(b, action, to)) ? 2 : 0;
      default -> 0;
    };
  }

  /** Returns the score in hundredths, the least there is of what is no number. */
  private static long score(byte[] b, int verdict, int to) {
    int from = scoreFrom(b, verdict, to);
    int at = b[from] == '-' ? from + 1 : from;
    int point = Bytes.digits(b, at, to);
    if (point == at) {
      return Long.MIN_VALUE;
    }
    long score = 100 * Bytes.number(b, at, Math.min(point, at + 15), 0);
    if (point + 2 < to && b[point] == '.') {
      score += Bytes.number(b, point + 1, point + 3, 0);
    }
    return at > from ? -score : score;
  }
}
