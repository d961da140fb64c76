package slash64.maillog.line;

import java.io.Serializable;

/**
 * The fields of a line that somebody asks for; a line keeps no others, and what costs to read is
 * passed over where nobody asks. Made once for a scan and handed to its readers. What a line is
 * (its event, its refusal, its time) never depends on it.
 *
 * @param bits a bit for each field, by its ordinal
 * @param hasClient whether the client's address is asked for
 */
public record WantedFields(long bits, boolean hasClient) implements Serializable {
  /** Every field and the client. */
  public static final WantedFields ALL = new WantedFields(-1L >>> Long.SIZE - Field.COUNT, true);

  /** What the formats themselves look at, to tell what a line is, so that it is always kept. */
  private static final long READING =
      bits(
          Field.TIMESTAMP,
          Field.HOST,
          Field.PROGRAM,
          Field.QUEUE_ID,
          Field.ACTION,
          Field.NRCPT,
          Field.DSN,
          Field.STATUS,
          Field.REJECT_CODE,
          Field.HELO,
          Field.STAGE);

  /**
   * Returns these fields and those without which no line can be read.
   *
   * @param fields see {@link #bits}
   */
  public static WantedFields of(long fields, boolean hasClient) {
    return new WantedFields(fields | READING, hasClient);
  }

  /** Returns the bits of some fields, to ask a line for any of them at once. */
  public static long bits(Field... fields) {
    long bits = 0;
    for (Field field : fields) {
      bits |= 1L << field.ordinal();
    }
    return bits;
  }
}
