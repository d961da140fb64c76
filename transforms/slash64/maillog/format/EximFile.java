package slash64.maillog.format;

import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Lines of Exim's own files: a stamp without host or program, then what {@link EximFormat} reads.
 *
 * <p>rejectlog has more lines: the headers of a refused message, each behind a letter or blanks, so
 * that no client can begin a line with a stamp, and dashes between entries. They have no stamp, so
 * {@link #read} leaves them to others; {@link #isFiller} knows the dashes. Not for use by several
 * threads.
 */
public final class EximFile {
  private final EximStamp stamp = new EximStamp();
  private final EximFormat format = new EximFormat();
  private final ZonelessTime zone;

  /**
   * @param zone what sets the time of a stamp without a zone
   */
  public EximFile(ZonelessTime zone) {
    this.zone = zone;
  }

  /**
   * Reads a whole line.
   *
   * @return false if it does not begin with Exim's stamp; the line is then as it was
   */
  public boolean read(LogLine line) {
    byte[] bytes = line.bytes();
    int from = line.start();
    int text = stamp.read(bytes, from, line.end());
    if (text < 0) {
      return false;
    }
    boolean hasZone = stamp.zoneTo() > stamp.zoneFrom();
    line.set(Field.TIMESTAMP, from, hasZone ? stamp.zoneTo() : stamp.secondsEnd());
    line.setWord(Field.PROGRAM, "exim");
    line.setPid(stamp.pid(bytes));
    line.setText(text);
    long local = LocalStamp.micros(bytes, from, stamp.secondsEnd());
    if (local == LocalStamp.INVALID) {
      line.refuse(Refusal.BAD_STAMP);
      return true;
    }
    if (hasZone) {
      line.setTime(local - LocalStamp.offsetSeconds(bytes, stamp.zoneFrom()) * 1_000_000L, false);
    } else {
      zone.set(line, local);
    }
    format.read(line);
    return true;
  }

  /** Returns whether a line is one of those that part rejectlog's entries: dashes only. */
  public static boolean isFiller(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != '-') {
        return false;
      }
    }
    return to - from >= 10;
  }
}
