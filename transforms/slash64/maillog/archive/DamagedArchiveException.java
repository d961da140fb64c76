package slash64.maillog.archive;

import java.io.IOException;

/**
 * An archive that cannot be unpacked to its end. All that could be unpacked has been delivered
 * before this is thrown. The message reads as the rest of a sentence that begins with the archive's
 * name: {@code gzip ends early after line 48211, at compressed byte 1048576}.
 */
public final class DamagedArchiveException extends IOException {
  private final String what;
  private final long compressedOffset;

  DamagedArchiveException(String what, long compressedOffset, Throwable cause) {
    this(what, "", compressedOffset, cause);
  }

  private DamagedArchiveException(
      String what, String where, long compressedOffset, Throwable cause) {
    super("%s%s, at compressed byte %d".formatted(what, where, compressedOffset), cause);
    this.what = what;
    this.compressedOffset = compressedOffset;
  }

  /** Returns the same damage with the last line that was read before it. */
  DamagedArchiveException afterLine(long line) {
    return new DamagedArchiveException(
        what, " after line " + line, compressedOffset, getCause() == null ? this : getCause());
  }

  /**
   * Returns how many compressed bytes had been taken when the damage showed: exact where an archive
   * ends early, else at most one input block (64 KiB, zstd 128 KiB) too far.
   */
  public long compressedOffset() {
    return compressedOffset;
  }
}
