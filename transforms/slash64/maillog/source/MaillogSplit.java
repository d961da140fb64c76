package slash64.maillog.source;

import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task reads: bytes {@code [start, end)} of an archive, moved to line ends by the reader.
 *
 * @param path Hadoop path with scheme
 * @param length size of the whole archive
 * @param textFrom where in the text of a packed archive to begin, 0 for the head of what is read
 * @param textStart where the text of {@code [start, end)} begins in that of a packed archive, or 1
 *     if only that it is not the head is known; {@link #NOT_CUT} for plain and whole archives
 * @param notAfterDay date of the archive, days since 1970
 */
record MaillogSplit(
    String path, long start, long end, long length, long textFrom, long textStart, long notAfterDay)
    implements InputPartition {
  static final long NOT_CUT = -1;

  /** A split of a plain archive, or all of one. */
  MaillogSplit(String path, long start, long end, long length, long textFrom, long notAfterDay) {
    this(path, start, end, length, textFrom, NOT_CUT, notAfterDay);
  }
}
