package slash64.lake;

/**
 * How the reading of an archive went.
 *
 * @param archive as planned, with the content as it was read
 * @param format log format that its lines had
 */
public record ArchiveResult(Archive archive, String format, LineCounts counts) {}
