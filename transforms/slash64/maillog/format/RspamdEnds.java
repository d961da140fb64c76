package slash64.maillog.format;

import slash64.maillog.line.Bytes;

/**
 * Finds where the verdict of Rspamd's task line begins and where its symbols end, in one pass over
 * what follows the first verdict. Sender, options, recipients and reasons are others' text and may
 * imitate both, so whatever could be the true place is looked at. Not for use by several threads.
 */
final class RspamdEnds {
  private static final byte[] SENDER_END = Bytes.of(">, (");
  private static final byte[] AFTER_SYMBOLS = Bytes.of("), len: ");
  private static final byte[] AFTER_SYMBOLS_BARE = Bytes.of("], len: ");
  private static final byte[] TIME = Bytes.of(", time: ");
  private static final byte[] DNS = Bytes.of(", dns req: ");

  /** {@code 120.512ms real, 3.201ms virtual} of old versions. */
  private static final int LONGEST_TIME = 48;

  private int verdict;
  private int symbolsTo;
  private boolean isCertain;

  /**
   * Looks for both.
   *
   * @param first the line's first verdict
   * @param head where the line begins
   * @param others where others' text begins in the head, {@code first} if it holds none
   */
  void find(byte[] b, int head, int others, int first, int to) {
    verdict = first;
    symbolsTo = -1;
    isCertain = true;
    boolean mayBeSenders = others < first;
    int at = Bytes.indexOfEither(b, first, to, '>', ']');
    while (at >= 0) {
      if (b[at] == ']') {
        takeEnd(b, at + 1, to);
      } else if (mayBeSenders && Bytes.startsWith(b, at, to, SENDER_END)) {
        takeVerdict(b, head, at, to);
      }
      at = Bytes.indexOfEither(b, at + 1, to, '>', ']');
    }
    if (symbolsTo < 0) {
      int scores = RspamdVerdict.scoreFrom(b, verdict, to);
      int last = Bytes.lastIndexOf(b, scores, to, AFTER_SYMBOLS);
      symbolsTo = last >= 0 ? last : Bytes.lastIndexOf(b, scores, to, AFTER_SYMBOLS_BARE);
    }
  }

  /**
   * Returns where the verdict begins: the first, since options of symbols come after it, but for
   * one that follows the end of a sender and is harsher, if there is a sender before the first.
   * Then that may lie in the sender, and nobody puts one there to look worse.
   */
  int verdict() {
    return verdict;
  }

  /**
   * Returns where the symbols end: before the first stretch that is just as what follows them in
   * the shipped format, else before the last one that begins so, else -1.
   */
  int symbolsTo() {
    return symbolsTo;
  }

  /**
   * Returns false if there is more than one such stretch. Then options or recipients imitate it,
   * and what stands behind the first is symbols or not: none that cannot be told counts.
   */
  boolean isCertain() {
    return isCertain;
  }

  /** Returns where the tail of the line begins: its size, if the symbols end anywhere. */
  int tail() {
    return symbolsTo + AFTER_SYMBOLS.length;
  }

  private void takeVerdict(byte[] b, int head, int senderTo, int to) {
    int at = senderTo + SENDER_END.length - 1;
    if (RspamdVerdict.isAt(b, at, to)
        && endsSender(b, head, senderTo)
        && RspamdVerdict.isHarsher(b, at, verdict, to)) {
      verdict = at;
      symbolsTo = -1;
      isCertain = true;
    }
  }

  /** Returns whether {@code @domain} stands before: a sender has no other end. */
  private static boolean endsSender(byte[] b, int from, int to) {
    int at = to - 1;
    while (at > from && isInDomain(b[at])) {
      at--;
    }
    return at > from && at < to - 1 && b[at] == '@';
  }

  private static boolean isInDomain(byte c) {
    return c < 0
        || c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '-' && c <= ':' && c != '/'
        || c == '['
        || c == ']'
        || c == '_';
  }

  private void takeEnd(byte[] b, int at, int to) {
    if (isEnd(b, at, to)) {
      isCertain = symbolsTo < 0;
      symbolsTo = isCertain ? at : symbolsTo;
    }
  }

  /** {@code ), len: 2048, time: 120.512ms, dns req: 42}. */
  private static boolean isEnd(byte[] b, int at, int to) {
    int size = at + AFTER_SYMBOLS.length;
    if (!Bytes.startsWith(b, at, to, AFTER_SYMBOLS)) {
      return false;
    }
    int time = Bytes.digits(b, size, to);
    if (time == size || !Bytes.startsWith(b, time, to, TIME)) {
      return false;
    }
    int from = time + TIME.length;
    int dns = Bytes.indexOf(b, from, Math.min(to, from + LONGEST_TIME), DNS);
    return dns > from && b[from] >= '0' && b[from] <= '9';
  }
}
