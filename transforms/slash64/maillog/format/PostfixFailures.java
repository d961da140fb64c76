package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * Warnings that are all the log has of a message that smtpd refused at its end: it is too big, or
 * cleanup(8) could not take it. The reply to the client is that of cleanup_strerror.c.
 */
final class PostfixFailures {
  private record Failure(String words, String code, String dsn) {}

  private static final Failure[] FAILURES = {
    new Failure("queue file size limit exceeded", "552", "5.3.4"),
    new Failure("message rejected: hopcount exceeded", "554", "5.4.0"),
    new Failure("write queue file: ", "451", "4.3.0"),
  };

  /** {@code virtual_alias_maps map lookup problem for b@example.com -- message not accepted, …}. */
  private static final Failure LOOKUP =
      new Failure(" -- message not accepted, try again later", "451", "4.3.0");

  /** {@code BDAT request from mail.example.org[2001:db8::25] exceeds message size limit}. */
  private static final Failure CHUNK = new Failure(" exceeds message size limit", "552", "5.3.4");

  private static final byte[] LOOKUP_END = Bytes.of(LOOKUP.words);
  private static final byte[] CHUNK_END = Bytes.of(CHUNK.words);

  private PostfixFailures() {}

  /** Reads what follows {@code warning: {id}: }; no event if it is of another kind. */
  static void read(LogLine line, int from) {
    Failure failure = find(line.bytes(), from, line.end());
    if (failure == null) {
      line.setEvent(Event.NOTHING);
      return;
    }
    line.setWord(Field.ACTION, "reject");
    line.setWord(Field.STAGE, "END-OF-MESSAGE");
    line.setWord(Field.REJECT_CODE, failure.code);
    line.setWord(Field.DSN, failure.dsn);
    line.setEvent(Event.REJECT);
  }

  private static Failure find(byte[] bytes, int from, int to) {
    for (Failure failure : FAILURES) {
      if (Words.at(bytes, from, to, failure.words)) {
        return failure;
      }
    }
    if (Bytes.endsWith(bytes, from, to, LOOKUP_END)) {
      return LOOKUP;
    }
    return Bytes.endsWith(bytes, from, to, CHUNK_END) ? CHUNK : null;
  }
}
