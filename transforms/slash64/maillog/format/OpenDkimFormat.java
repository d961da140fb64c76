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
   * {@code signature=… domain=… selector=… result="…"}, repeated for each signature. The signer
   * chose domain and selector, so only the last result is certain to be the filter's.
   */
  private static void signature(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int result = Bytes.lastIndexOf(bytes, from, to, RESULT);
    int why = result + RESULT.length;
    if (result < 0 || why >= to || bytes[to - 1] != '"') {
      line.refuse(Refusal.CUT);
      return;
    }
    scan(line, Words.at(bytes, why, to, "no signature error\"") ? "pass" : "fail");
  }
}
