package slash64.maillog.archive;

/**
 * How much text an archive may unpack to before it counts as a decompression bomb. Unpacking
 * streams, so a bomb costs time and never memory; the limit stops it from costing the night.
 *
 * @param allowance text bytes that are always allowed, at least 0
 * @param ratio text bytes allowed on top for each compressed byte, at least 1; mail logs reach 10
 *     to 30, floods of one repeated line some hundreds
 */
public record ExpansionLimit(long allowance, int ratio) {
  /** 256 MiB, and a thousandfold. */
  public static final ExpansionLimit USUAL = new ExpansionLimit(256L << 20, 1000);

  public ExpansionLimit {
    if (allowance < 0 || ratio < 1) {
      throw new IllegalArgumentException(
          "Cannot limit expansion to %d bytes and %d times (need allowance >= 0, ratio >= 1)"
              .formatted(allowance, ratio));
    }
  }

  boolean isExceededBy(long textBytes, long compressedBytes) {
    return textBytes > allowance && (textBytes - allowance) / ratio > compressedBytes;
  }
}
