package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * Reads SPF, DKIM and DMARC results off Rspamd's symbols (its modules spf, dkim, dmarc). Only whole
 * names at the top level count: options in braces are tainted and are passed over. An option may
 * hold braces of its own and imitate symbols all the same, so two results of SPF, or of DMARC, that
 * contradict each other are none: a message has one of each.
 */
final class RspamdSymbols {
  /** What a symbol stands for. */
  private record Result(Field field, String word) {}

  private static final int LONGEST = 24;
  private static final NameTable<Result> RESULTS = new NameTable<>();

  static {
    put(Field.SPF, "R_SPF_ALLOW", "pass");
    put(Field.SPF, "R_SPF_FAIL", "fail");
    put(Field.SPF, "R_SPF_SOFTFAIL", "softfail");
    put(Field.SPF, "R_SPF_NEUTRAL", "neutral");
    put(Field.SPF, "R_SPF_NA", "none");
    put(Field.SPF, "R_SPF_DNSFAIL", "temperror");
    put(Field.SPF, "R_SPF_PERMFAIL", "permerror");
    put(Field.SPF, "R_SPF_PLUSALL", "pass");
    put(Field.DKIM, "R_DKIM_ALLOW", "pass");
    put(Field.DKIM, "R_DKIM_REJECT", "fail");
    put(Field.DKIM, "R_DKIM_NA", "none");
    put(Field.DKIM, "R_DKIM_TEMPFAIL", "temperror");
    put(Field.DKIM, "R_DKIM_PERMFAIL", "permerror");
    put(Field.DMARC, "DMARC_POLICY_ALLOW", "pass");
    put(Field.DMARC, "DMARC_POLICY_ALLOW_WITH_FAILURES", "pass");
    put(Field.DMARC, "DMARC_POLICY_REJECT", "fail");
    put(Field.DMARC, "DMARC_POLICY_QUARANTINE", "fail");
    put(Field.DMARC, "DMARC_POLICY_SOFTFAIL", "fail");
    put(Field.DMARC, "DMARC_NA", "none");
    put(Field.DMARC, "DMARC_DNSFAIL", "temperror");
    put(Field.DMARC, "DMARC_BAD_POLICY", "permerror");
  }

  private static void put(Field field, String symbol, String word) {
    RESULTS.put(symbol, new Result(field, word));
  }

  /** Sets SPF, DKIM and DMARC from the symbols in {@code [from, to)}. */
  void read(LogLine line, int from, int to) {
    byte[] b = line.bytes();
    int at = from;
    boolean isSpfUnclear = false;
    boolean isDmarcUnclear = false;
    while (at < to) {
      int name = at;
      int end = Bytes.indexOfAny(b, at, to, '(', ',', '{');
      at = end < 0 ? to : end;
      Result result = worthLookingUp(b, name, at) ? RESULTS.find(b, name, at) : null;
      if (result != null) {
        boolean isOther = line.has(result.field) && !line.is(result.field, result.word);
        isSpfUnclear |= isOther && result.field == Field.SPF;
        isDmarcUnclear |= isOther && result.field == Field.DMARC;
        // Several signatures: one that passes is enough (RFC 6376, 6.1).
        if (!isOther || !line.is(result.field, "pass")) {
          line.setWord(result.field, result.word);
        }
      }
      at = next(b, at, to);
    }
    if (isSpfUnclear) {
      line.clear(Field.SPF);
    }
    if (isDmarcUnclear) {
      line.clear(Field.DMARC);
    }
  }

  private static boolean worthLookingUp(byte[] b, int from, int to) {
    return to - from >= 8
        && to - from <= LONGEST + 10
        && (b[from] == 'R' && b[from + 1] == '_' || b[from] == 'D' && b[from + 1] == 'M');
  }

  /**
   * Returns the start of the next symbol: past score and options, where braces may nest in pairs.
   */
  private static int next(byte[] b, int from, int to) {
    int depth = 0;
    int at = from;
    while (at < to) {
      at =
          depth == 0
              ? Bytes.indexOfAny(b, at, to, '{', '}', ',')
              : Bytes.indexOfEither(b, at, to, '{', '}');
      if (at < 0) {
        return to;
      }
      switch (b[at++]) {
        case '{' -> depth++;
        case '}' -> depth = Math.max(0, depth - 1);
        default -> {
          return at;
        }
      }
    }
    return to;
  }
}
