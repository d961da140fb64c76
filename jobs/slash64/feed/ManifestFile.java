package slash64.feed;

/**
 * What the manifest says of one file.
 *
 * @param file name, beside the manifest
 * @param version of its layout
 * @param entries as the format counts them
 * @param bytes size
 * @param sha256 in hexadecimal
 */
public record ManifestFile(String file, int version, long entries, long bytes, String sha256) {}
