package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * OpenDMARC: {@code qid: domain pass|fail|none|temperror}, the verdict ({@link Field#DMARC}), and
 * {@code qid: SPF(mailfrom): domain result} where it checks SPF itself. A failure says nothing of
 * what became of the message.
 */
public final class OpenDmarcFormat implements LineFormat {
  private static final String[] VERDICTS = {"pass", "fail", "none", "temperror", "permerror"};
  private static final String[] SPF_VERDICTS = {
    "pass", "fail", "softfail", "neutral", "none", "temperror", "permerror",
  };
  private static final String UNKNOWN_ID = "(unknown-jobid)";
  private static final String[] NOTHING = {
    "OpenDMARC Filter", "ignoring connection from ", "implicit authentication service: ",
    "terminating", "configuration reloaded", "trusted authentication services: ",
  };

  @Override
  public void read(LogLine line) {
    byte[] bytes = line.bytes();
    int to = line.end();
    int at = FilterId.read(line, line.text(), to);
    boolean hasId = at > line.text();
    if (hasId
        && (Words.at(bytes, at, to, "SPF(mailfrom): ") || Words.at(bytes, at, to, "SPF(helo): "))) {
      verdict(line, Bytes.indexOf(bytes, at, to, ' ') + 1, to, Field.SPF, SPF_VERDICTS);
    } else if (hasId && verdict(line, at, to, Field.DMARC, VERDICTS)) {
      return;
    } else if (hasId || Words.anyAt(bytes, at, to, NOTHING) || isOfOthers(bytes, at, to)) {
      line.setEvent(Event.NOTHING);
    } else {
      line.refuse(at == to ? Refusal.CUT : Refusal.UNKNOWN_KIND);
    }
  }

  /** {@code qid ignoring Authentication-Results at 1 from host}: no colon there (opendmarc.c). */
  private static boolean isOfOthers(byte[] bytes, int from, int to) {
    boolean isUnknown = Words.at(bytes, from, to, UNKNOWN_ID);
    int end = isUnknown ? from + UNKNOWN_ID.length() : FilterId.end(bytes, from, to);
    return end > from && Words.at(bytes, end, to, " ignoring Authentication-Results at ");
  }

  /** Reads {@code domain result}: two words and no more, the second one of those known. */
  private static boolean verdict(LogLine line, int from, int to, Field field, String[] words) {
    byte[] bytes = line.bytes();
    int blank = Bytes.indexOf(bytes, from, to, ' ');
    if (blank < 0) {
      return false;
    }
    for (String word : words) {
      if (to - blank - 1 == word.length() && Words.at(bytes, blank + 1, to, word)) {
        line.setEvent(Event.SCAN);
        line.setWord(field, word);
        return true;
      }
    }
    return false;
  }
}
