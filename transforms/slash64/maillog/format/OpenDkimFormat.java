package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * OpenDKIM: {@code qid: text}. A verdict is a {@link Event#SCAN} with {@link Field#DKIM} in the
 * words of RFC 8601. That a message has no such line says nothing: success is logged on request
 * only.
 *
 * <p>Behind each verified message, good or bad, stands {@code s=… d=… SSL }, with what OpenSSL or
 * GnuTLS had to say: nothing, {@code Success.}, or errors, which may be older than the message.
 */
public final class OpenDkimFormat implements LineFormat {
  private record Verdict(String words, String dkim) {}

  private static final Verdict[] VERDICTS = {
    new Verdict("DKIM verification successful", "pass"),
    new Verdict("bad signature data", "fail"),
    new Verdict("no signature data", "none"),
    new Verdict("key revoked", "permerror"),
    new Verdict("key retrieval failed", "temperror"),
  };
  private static final byte[] RESULT = Bytes.of(" result=\"");
  private static final String VALID = "no signature error\"";
  private static final byte[] NEXT = Bytes.of("; ");
  private static final byte[][] KEYS = {
    Bytes.of("signature="), Bytes.of(" domain="), Bytes.of(" selector="),
  };
  private static final byte[] SSL_ERROR = Bytes.of(" SSL error:");

  private static final String[] NOTHING = {
    "OpenDKIM Filter", "terminating", "configuration reloaded", "key data is not secure",
  };

  @Override
  public void read(LogLine line) {
    byte[] bytes = line.bytes();
    int to = line.end();
    int at = FilterId.read(line, line.text(), to);
    for (Verdict verdict : VERDICTS) {
      if (Words.at(bytes, at, to, verdict.words)) {
        scan(line, verdict.dkim);
        return;
      }
    }
    if (Words.at(bytes, at, to, "signature=")) {
      signature(line, at, to);
    } else if (Words.at(bytes, at, to, "s=") && Bytes.indexOf(bytes, at, to, SSL_ERROR) >= 0) {
      scan(line, "fail");
    } else if (line.has(Field.QUEUE_ID)
        || at > line.text()
        || Words.anyAt(bytes, at, to, NOTHING)) {
      line.setEvent(Event.NOTHING); // signing, and why a message was not verified
    } else {
      line.refuse(at == to ? Refusal.CUT : Refusal.UNKNOWN_KIND);
    }
  }

  private static void scan(LogLine line, String dkim) {
    line.setEvent(Event.SCAN);
    line.setWord(Field.DKIM, dkim);
  }

  /**
   * {@code signature=… domain=… selector=… result="…"}, repeated for each signature; one that holds
   * is enough. The signer chose domain and selector, so where these are no plain words only the
   * last result is certain to be the filter's.
   */
  private static void signature(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int result = Bytes.lastIndexOf(bytes, from, to, RESULT);
    int why = result + RESULT.length;
    if (result < 0 || why >= to || bytes[to - 1] != '"') {
      line.refuse(Refusal.CUT);
      return;
    }
    boolean holds = Words.at(bytes, why, to, VALID) || hasValid(bytes, from, to);
    scan(line, holds ? "pass" : "fail");
  }

  /** Returns whether the line is nothing but signatures with plain words, one of which holds. */
  private static boolean hasValid(byte[] bytes, int from, int to) {
    boolean isAnyValid = false;
    int at = from;
    while (at < to) {
      for (byte[] key : KEYS) {
        if (!Bytes.startsWith(bytes, at, to, key)) {
          return false;
        }
        at = plainWord(bytes, at + key.length, to);
      }
      if (!Bytes.startsWith(bytes, at, to, RESULT)) {
        return false;
      }
      at += RESULT.length;
      isAnyValid |= Words.at(bytes, at, to, VALID);
      int quote = Bytes.indexOf(bytes, at, to, '"');
      boolean isLast = quote == to - 1;
      if (!isLast && !Bytes.startsWith(bytes, quote + 1, to, NEXT)) {
        return false;
      }
      at = isLast ? to : quote + 1 + NEXT.length;
    }
    return isAnyValid;
  }

  private static int plainWord(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] > ' ' && bytes[at] != '"' && bytes[at] != ';') {
      at++;
    }
    return at;
  }
}
