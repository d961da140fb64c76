package slash64.maillog.source;

import org.apache.spark.sql.connector.read.InputPartition;
import slash64.maillog.archive.Compression;

/**
 * What one task reads: bytes {@code [start, end)} of an archive, moved to line ends by the reader.
 *
 * @param path Hadoop path with scheme
 * @param length size of the whole archive, or how much of it to read
 * @param textFrom where in the text of a packed archive to begin, 0 for the head of what is read
 * @param textTo where in the text of the archive to end, Long.MAX_VALUE for its end
 * @param cutAs BZIP2 or ZSTD for a part of such an archive, PLAIN for plain and whole archives
 * @param textStart where the text of such a part begins in that of the archive, or 1 if only that
 *     it is not the head is known; otherwise 0
 * @param notAfterDay date of the archive, days since 1970
 */
record MaillogSplit(
    String path,
    long start,
    long end,
    long length,
    long textFrom,
    long textTo,
    Compression cutAs,
    long textStart,
    long notAfterDay)
    implements InputPartition {

  /** A split of a plain archive, or all of one. */
  MaillogSplit(
      String path,
      long start,
      long end,
      long length,
      long textFrom,
      long textTo,
      long notAfterDay) {
    this(path, start, end, length, textFrom, textTo, Compression.PLAIN, 0, notAfterDay);
  }
}
