package slash64.maillog.source;

import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task reads: bytes {@code [start, end)} of an archive, moved to line ends by the reader.
 *
 * @param path Hadoop path with scheme
 * @param length size of the whole archive
 * @param textFrom where in the text of a packed archive to begin, 0 for its head
 * @param notAfterDay date of the archive, days since 1970
 */
record MaillogSplit(String path, long start, long end, long length, long textFrom, long notAfterDay)
    implements InputPartition {}
