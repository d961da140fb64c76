package slash64.maillog.format;

import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * Warnings that are all the log has of a message that smtpd refused at its end: cleanup(8) could
 * not take it. The reply to the client is that of cleanup_strerror.c.
 */
final class PostfixFailures {
  private record Failure(String words, String code, String dsn) {}

  private static final Failure[] FAILURES = {
    new Failure("queue file size limit exceeded", "552", "5.3.4"),
    new Failure("message rejected: hopcount exceeded", "554", "5.4.0"),
    new Failure("write queue file: ", "451", "4.3.0"),
  };

  private PostfixFailures() {}

  /** Reads what follows {@code warning: {id}: }; no event if it is of another kind. */
  static void read(LogLine line, int from) {
    line.setEvent(Event.NOTHING);
    for (Failure failure : FAILURES) {
      if (Words.at(line.bytes(), from, line.end(), failure.words)) {
        line.setWord(Field.ACTION, "reject");
        line.setWord(Field.STAGE, "END-OF-MESSAGE");
        line.setWord(Field.REJECT_CODE, failure.code);
        line.setWord(Field.DSN, failure.dsn);
        line.setEvent(Event.REJECT);
        return;
      }
    }
  }
}
