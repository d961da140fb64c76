package slash64.maillog.message;

import java.io.Serializable;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import slash64.maillog.line.Field;
import slash64.maillog.line.WantedFields;

/**
 * Which columns of messages are asked for, as what has to be kept and read for them. Made once for
 * a scan. Whatever is asked for, the rows are the same: what decides which lines make a row is
 * always read.
 *
 * @param fields of lines that are read
 * @param texts a bit for each {@link Text} that is kept
 * @param hasRejectClass whether refusals are sorted by their words
 */
public record WantedColumns(WantedFields fields, int texts, boolean hasRejectClass)
    implements Serializable {
  /** Every column. */
  public static final WantedColumns ALL =
      new WantedColumns(WantedFields.ALL, (1 << Text.COUNT) - 1, true);

  /** What the joiner tells messages, attempts and sessions apart by. */
  private static final long JOINING =
      WantedFields.bits(
          Field.TO,
          Field.ORIG_TO,
          Field.RELAY,
          Field.OTHER_QUEUE_ID,
          Field.STATUS_TEXT,
          Field.SESSION,
          Field.CLIENT_PORT,
          Field.VERDICT,
          Field.CONCURRENT,
          Field.NETWORK,
          Field.LOCAL_ORIGIN);

  /** Refused attempts are told apart by sender; filters find a message by its Message-ID. */
  private static final Set<Text> JOINING_TEXTS = EnumSet.of(Text.SENDER, Text.MESSAGE_ID);

  /** Returns what the columns of {@code MessageRows.SCHEMA} with these names need. */
  public static WantedColumns of(Collection<String> columns) {
    long fields = JOINING;
    Set<Text> texts = EnumSet.copyOf(JOINING_TEXTS);
    for (int i = 0; i < MessageColumns.count(); i++) {
      MessageColumns.Column column = MessageColumns.at(i);
      if (columns.contains(column.name()) && column.text() != null) {
        texts.add(column.text());
      }
    }
    if (columns.contains("direction")) { // who gave a name submits
      texts.add(Text.SASL_USERNAME);
    }
    if (columns.contains("size")) {
      fields |= WantedFields.bits(Field.SIZE);
    }
    if (columns.contains("score")) {
      fields |= WantedFields.bits(Field.SCORE);
    }
    boolean hasRejectClass = columns.contains("reject_class");
    if (hasRejectClass) {
      fields |= WantedFields.bits(Field.REJECT_TEXT);
    }
    int bits = 0;
    for (Text text : texts) {
      fields |= text.fields();
      bits |= text.bit();
    }
    return new WantedColumns(WantedFields.of(fields, true), bits, hasRejectClass);
  }
}
