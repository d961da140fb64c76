package slash64.maillog.message;

import java.util.Arrays;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * Refusals before a message has a queue id, put together: one refused attempt is one row, however
 * many of its recipients were refused.
 */
final class RefusedAttempts {
  private final WantedColumns columns;
  private final Rows rows;
  private final Scans scans;
  private final LastCounted last;

  RefusedAttempts(WantedColumns columns, Rows rows, Scans scans, LastCounted last) {
    this.columns = columns;
    this.rows = rows;
    this.scans = scans;
    this.last = last;
  }

  /**
   * Counts a refusal as one of the session's attempt, or of a new one.
   *
   * @param isSeen whether the session has seen the line already
   */
  void refuse(Session session, LogLine line, boolean isSeen) {
    session.discards &= !line.is(Field.STAGE, "MAIL"); // another transaction, or none
    boolean continues =
        session.refused != null
            && (sameSender(session.refused, line) || isStillOfGreeting(session, line));
    if (!continues) {
      flush(session);
    }
    session.isGreetingRefused = isOfGreeting(line);
    OpenMessage row = session.refused;
    if (row == null) {
      row = rows.fresh(line);
      row.kind = OpenMessage.REFUSED;
      row.hasStart = true;
      session.refused = row;
      if (!isSeen) {
        session.see(line);
      }
      session.lend(row);
      row.lines--; // touch() counts this line
    }
    fill(row, line);
    scans.lend(row);
  }

  /**
   * A milter that refuses a client as it connects or greets has smtpd refuse each command after
   * that, and log each: one attempt.
   */
  private static boolean isStillOfGreeting(Session session, LogLine line) {
    return session.isGreetingRefused && !session.refused.has(Text.SENDER) && line.has(Field.FROM);
  }

  private static boolean isOfGreeting(LogLine line) {
    return line.is(Field.STAGE, "CONNECT")
        || line.is(Field.STAGE, "EHLO")
        || line.is(Field.STAGE, "HELO");
  }

  /** Tells a row of a refused attempt what a line says of it. */
  void fill(OpenMessage row, LogLine line) {
    row.touch(line);
    if (line.hasClient()) {
      row.hasClient = true;
      row.clientHigh = line.clientHigh();
      row.clientLow = line.clientLow();
    }
    row.takeName(line, false);
    row.take(Text.SENDER, line, Field.FROM, false);
    row.take(Text.HELO, line, Field.HELO, true);
    Facts.takeTls(row, line);
    row.take(Text.SASL_USERNAME, line, Field.SASL_USERNAME, false);
    row.submission |= row.has(Text.SASL_USERNAME);
    last.refused(row, Facts.countRefusal(columns, row, line));
    Facts.takeDomain(row, line);
  }

  private static boolean sameSender(OpenMessage row, LogLine line) {
    if (!line.has(Field.FROM) || !row.has(Text.SENDER)) {
      return line.has(Field.FROM) == row.has(Text.SENDER);
    }
    return Arrays.equals(
        row.text(),
        row.from(Text.SENDER),
        row.to(Text.SENDER),
        line.bytes(),
        line.from(Field.FROM),
        line.to(Field.FROM));
  }

  /** Puts out the attempt that the session still holds, if it holds one. */
  void flush(Session session) {
    if (session.refused != null) {
      rows.emit(session.refused);
      session.refused = null;
    }
  }
}
