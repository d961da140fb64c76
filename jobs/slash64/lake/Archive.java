package slash64.lake;

/**
 * A file of log lines, as the ledger knows it.
 *
 * @param path full path with scheme
 * @param bytes size of the file
 * @param fileSha256 SHA-256 of the file's bytes, 64 hexadecimal digits
 * @param content what its text is, whatever the compression
 * @param fromByte where in the text to begin: 0, or where the intake before ended when it has grown
 */
public record Archive(
    String path, long bytes, String fileSha256, ContentIdentity content, long fromByte) {}
