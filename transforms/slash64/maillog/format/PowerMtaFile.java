package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.ClientAddress;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * PowerMTA's accounting file, CSV with a header row. Unlike the other formats it has a memory: the
 * columns of the last header, and the lines of a record that is not whole yet, since a newline
 * within quotes does not end it. So one object reads one file, from its head and without splits.
 *
 * <p>Quotes decide where a record ends, not what its lines look like: a reply of a remote server
 * may hold a newline and behind it what looks like a record. Of a record that grows beyond 64 KiB
 * every further line is refused, to the quote that ends it.
 *
 * <p>Each line of the file is given to {@link #read}. The last line of a record says what the
 * record says; the lines before it carry nothing. After the last line of the file {@link #isOpen}
 * tells whether a record was left unfinished. Not for use by several threads.
 */
public final class PowerMtaFile {
  /** What stands for the program, which the records do not name. */
  static final String PROGRAM = "pmta";

  private static final int LONGEST = 1 << 16;
  private static final int STAMP = 19;

  private final ClientAddress address = new ClientAddress();
  private final CsvFields fields = new CsvFields();
  private final ZonelessTime zone;
  private final byte[] pending = new byte[LONGEST];
  private PowerMtaColumns columns;
  private int kept;
  private boolean isOpen;
  private boolean isTooLong;

  /**
   * @param zone what sets the time of a stamp without a zone
   */
  public PowerMtaFile(ZonelessTime zone) {
    this.zone = zone;
  }

  /** Returns whether a line is the header row of such a file. */
  public static boolean isHeader(byte[] bytes, int from, int to) {
    return PowerMtaColumns.areIn(bytes, from, to);
  }

  /** Returns whether the lines read so far end within a record. */
  public boolean isOpen() {
    return isOpen;
  }

  /**
   * Returns whether a line that begins with {@code first} is this file's: a header, a record behind
   * one, or the rest of a record.
   */
  boolean takes(LogLine line, byte first) {
    if (isOpen) {
      return true;
    }
    byte[] b = line.bytes();
    int from = line.start();
    int to = line.end();
    if (columns != null && columns.type != 0) { // then a record may begin with anything
      fields.split(b, from, to);
      return fields.count() == columns.count
          || CsvFields.endsQuoted(b, from, to, false)
          || isHeader(b, from, to);
    }
    boolean isPossible = first >= 'a' && first <= 'z' || first == '"';
    return isPossible
        && (isRecord(b, from, to) || isHeader(b, from, to) || isOfOwnOrder(b, from, to));
  }

  /** Whether the type comes first, and behind it what the header names rather than the time. */
  private boolean isOfOwnOrder(byte[] b, int from, int to) {
    int type = typeEnd(b, from, to);
    if (columns == null || columns.timeLogged == 1 || type == from || type >= to) {
      return false;
    }
    fields.split(b, from, to);
    return b[type] == ','
        && (fields.count() == columns.count || CsvFields.endsQuoted(b, from, to, false));
  }

  /** {@code d,2026-}, in quotes or not: what a record begins with where the type comes first. */
  private static boolean isRecord(byte[] b, int from, int to) {
    int at = typeEnd(b, from, to);
    int stamp = at + 1 < to && b[at + 1] == '"' ? at + 2 : at + 1;
    return stamp + 4 < to
        && b[at] == ','
        && Bytes.digits(b, stamp, to) == stamp + 4
        && b[stamp + 4] == '-';
  }

  /** Returns where one or two letters end that stand at {@code from}, in quotes or not. */
  private static int typeEnd(byte[] b, int from, int to) {
    int at = from;
    while (at < to && at < from + 4 && (b[at] == '"' || b[at] >= 'a' && b[at] <= 'z')) {
      at++;
    }
    return at;
  }

  /** Reads the next line of the file. */
  public void read(LogLine line) {
    byte[] bytes = line.bytes();
    int from = line.start();
    int to = line.end();
    if (!isOpen && isHeader(bytes, from, to)) {
      fields.split(bytes, from, to);
      columns = new PowerMtaColumns(fields);
      line.setEvent(Event.NOTHING);
      return;
    }
    if (columns == null) {
      line.refuse(Refusal.NO_HEADER);
      return;
    }
    boolean isContinued = isOpen;
    isOpen = CsvFields.endsQuoted(bytes, from, to, isOpen);
    if (isContinued || isOpen) {
      keep(bytes, from, to, isContinued);
    }
    if (isContinued && isTooLong) {
      line.refuse(Refusal.TOO_LONG);
    } else if (isOpen) {
      line.setEvent(Event.NOTHING);
    } else if (!isContinued) {
      record(line);
    } else {
      line.rebase(pending, 0, kept);
      record(line);
    }
  }

  private void keep(byte[] bytes, int from, int to, boolean isContinued) {
    if (!isContinued) {
      kept = 0;
      isTooLong = false;
    }
    int needed = to - from + (isContinued ? 1 : 0);
    if (isTooLong || needed > LONGEST - kept) {
      isTooLong = true;
      return;
    }
    if (isContinued) {
      pending[kept++] = '\n';
    }
    System.arraycopy(bytes, from, pending, kept, to - from);
    kept += to - from;
  }

  private void record(LogLine line) {
    fields.split(line.bytes(), line.start(), line.end());
    if (fields.count() != columns.count || fields.isEmpty(columns.type)) {
      line.refuse(Refusal.CUT);
      return;
    }
    if (!time(line)) {
      line.refuse(Refusal.BAD_STAMP);
      return;
    }
    line.setWord(Field.PROGRAM, PROGRAM);
    switch (fields.text(columns.type)) {
      case "r" -> received(line);
      case "d" -> delivery(line, "sent");
      case "b" -> delivery(line, "bounced");
      case "t" -> delivery(line, "deferred");
      case "tq" -> line.setEvent(Event.NOTHING); // of a queue as a whole, and of no message
      case "rb", "rs", "f" -> line.setEvent(Event.NOTHING); // bounces and complaints we were sent
      default -> line.refuse(Refusal.UNKNOWN_KIND);
    }
  }

  private void received(LogLine line) {
    envelope(line);
    boolean hasClient =
        !fields.isEmpty(columns.receivedFrom)
            ? address.set(line, fields.from(columns.receivedFrom), fields.to(columns.receivedFrom))
            : source(line);
    line.setEvent(hasClient ? Event.OPEN : Event.OPEN_LOCAL);
  }

  /** {@code name (192.0.2.1)}: the name is the client's, so the last brackets count. */
  private boolean source(LogLine line) {
    if (fields.isEmpty(columns.source)) {
      return false;
    }
    byte[] bytes = line.bytes();
    int from = fields.from(columns.source);
    int to = fields.to(columns.source);
    int open = Bytes.lastIndexOf(bytes, from, to, '(');
    if (open < 0 || bytes[to - 1] != ')' || !address.set(line, open + 1, to - 1)) {
      return false;
    }
    if (open - 1 > from) {
      line.set(Field.HELO, from, open - 1);
    }
    return true;
  }

  private void delivery(LogLine line, String status) {
    envelope(line);
    line.setEvent(Event.DELIVERY);
    line.setWord(Field.STATUS, status);
    fields.set(line, Field.RELAY, columns.remote);
    if (!fields.isEmpty(columns.status)) {
      int from = fields.from(columns.status);
      ReplyCode.takeEnhanced(line, from, fields.to(columns.status));
      fields.set(line, Field.STATUS_TEXT, columns.status);
    }
    fields.set(line, Field.STATUS_TEXT, columns.diagnostic);
  }

  private void envelope(LogLine line) {
    fields.set(line, Field.FROM, columns.sender);
    fields.set(line, Field.TO, columns.recipient);
    fields.set(line, Field.ORIG_TO, columns.originalRecipient);
    fields.set(line, Field.SIZE, columns.size);
    if (!fields.isEmpty(columns.messageId)) {
      MailAddress.set(
          line, Field.MESSAGE_ID, fields.from(columns.messageId), fields.to(columns.messageId));
    }
  }

  /** {@code 2026-11-23 08:05:01+0000}, the offset optional. */
  private boolean time(LogLine line) {
    int column = fields.isEmpty(columns.timeLogged) ? columns.timeQueued : columns.timeLogged;
    if (fields.isEmpty(column)) {
      return false;
    }
    byte[] bytes = line.bytes();
    int from = fields.from(column);
    int to = fields.to(column);
    if (!LocalStamp.isAt(bytes, from, to)) {
      return false;
    }
    int end = from + STAMP;
    long local = LocalStamp.micros(bytes, from, end);
    if (local == LocalStamp.INVALID) {
      return false;
    }
    line.set(Field.TIMESTAMP, from, to);
    boolean isSigned = to - end == 5 && (bytes[end] == '+' || bytes[end] == '-');
    if (isSigned && Bytes.digits(bytes, end + 1, to) == to) {
      line.setTime(local - LocalStamp.offsetSeconds(bytes, end) * 1_000_000L, false);
      return true;
    }
    if (to == end) {
      zone.set(line, local);
      return true;
    }
    return false;
  }
}
