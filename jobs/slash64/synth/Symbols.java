package slash64.synth;

/** The symbols of one task, written as Rspamd does: by absolute score, the highest first. */
final class Symbols {
  static final byte[] SPF_ALLOW = Ascii.of("R_SPF_ALLOW");
  static final byte[] SPF_FAIL = Ascii.of("R_SPF_FAIL");
  static final byte[] SPF_SOFTFAIL = Ascii.of("R_SPF_SOFTFAIL");
  static final byte[] SPF_NONE = Ascii.of("R_SPF_NA");
  static final byte[] DKIM_ALLOW = Ascii.of("R_DKIM_ALLOW");
  static final byte[] DKIM_REJECT = Ascii.of("R_DKIM_REJECT");
  static final byte[] DKIM_NONE = Ascii.of("R_DKIM_NA");
  static final byte[] DMARC_ALLOW = Ascii.of("DMARC_POLICY_ALLOW");
  static final byte[] DMARC_REJECT = Ascii.of("DMARC_POLICY_REJECT");
  static final byte[] DMARC_NONE = Ascii.of("DMARC_NA");
  static final byte[] BAYES_SPAM = Ascii.of("BAYES_SPAM");
  static final byte[] BAYES_HAM = Ascii.of("BAYES_HAM");
  static final byte[] NEURAL_SPAM = Ascii.of("NEURAL_SPAM");
  static final byte[] NEURAL_HAM = Ascii.of("NEURAL_HAM");
  static final byte[] FUZZY_DENIED = Ascii.of("FUZZY_DENIED");
  static final byte[] MIXED_CHARSET = Ascii.of("R_MIXED_CHARSET");
  static final byte[] MIME_GOOD = Ascii.of("MIME_GOOD");
  static final byte[] ASN = Ascii.of("ASN");

  static final byte[] PLUS_MX = Ascii.of("+mx");
  static final byte[] MINUS_ALL = Ascii.of("-all");
  static final byte[] TILDE_ALL = Ascii.of("~all");
  static final byte[] NO_RECORD = Ascii.of("no SPF record");
  static final byte[] SELECTOR = Ascii.of(":s=mail");
  static final byte[] POLICY_NONE = Ascii.of(";none");
  static final byte[] POLICY_REJECT = Ascii.of(";reject");
  static final byte[] TEXT_PLAIN = Ascii.of("text/plain");
  static final byte[] SURE = Ascii.of("99.98%");

  private static final byte[] OPEN = Ascii.of("){");
  private static final int MOST = 12;

  private final byte[][] names = new byte[MOST][];
  private final int[] scores = new int[MOST];
  private final byte[][] options = new byte[MOST][];
  private final byte[][] tails = new byte[MOST][];
  private int count;

  void clear() {
    count = 0;
  }

  /**
   * Adds a symbol, after those of the same absolute score.
   *
   * @param score in hundredths
   * @param option null if it has none
   * @param tail follows the option without a blank; null if nothing does
   */
  void add(byte[] name, int score, byte[] option, byte[] tail) {
    int at = count++;
    while (at > 0 && StrictMath.abs(scores[at - 1]) < StrictMath.abs(score)) {
      names[at] = names[at - 1];
      scores[at] = scores[at - 1];
      options[at] = options[at - 1];
      tails[at] = tails[at - 1];
      at--;
    }
    names[at] = name;
    scores[at] = score;
    options[at] = option;
    tails[at] = tail;
  }

  /** Returns the sum of the scores, in hundredths. */
  int sum() {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += scores[i];
    }
    return sum;
  }

  void write(LogBuffer line) {
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        line.character(',');
      }
      line.text(names[i]).character('(').hundredths(scores[i]).text(OPEN);
      if (options[i] != null) {
        line.text(options[i]);
        if (tails[i] != null) {
          line.text(tails[i]);
        }
        line.character(';');
      }
      line.character('}');
    }
  }
}
