package slash64.maillog.archive;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The text of an archive, whatever it is packed with. Delivers all that can be unpacked, then
 * throws {@link DamagedArchiveException} if that is not the end: the archive is cut short, a
 * checksum differs, or it unpacks to more than its {@link ExpansionLimit}. A damaged zstd block
 * takes up to one block of text before it along (128 KiB), xz up to one chunk (64 KiB as packed, at
 * most 2 MiB of text), bzip2 up to two blocks (1.8 MB); gzip loses nothing, but hands out noise
 * that only its checksum, at the end, shows as such.
 *
 * <p>Not for use by several threads. Memory is bounded: a zstd window of at most 128 MiB, an xz
 * dictionary of at most 256 MiB; archives that want more are refused.
 */
public final class TextStream extends BlockWiseInput {
  /** No more text than a zstd block per call, so that damage takes no more than that along. */
  private static final int ZSTD_BLOCK = 1 << 17;

  /** Text in a block, for each step of the level that a bzip2 archive's fourth byte tells. */
  private static final int BZIP2_LEVEL = 100_000;

  private static final int XZ_MEMORY_KIB = 256 << 10;

  private final RawInput raw;
  private final Compression compression;
  private final ExpansionLimit limit;
  private final InputStream decoder;
  private final int most;
  private long delivered;

  private TextStream(
      RawInput raw, Compression compression, ExpansionLimit limit, InputStream decoder) {
    this.raw = raw;
    this.compression = compression;
    this.limit = limit;
    this.decoder = decoder;
    this.most = compression == Compression.ZSTD ? ZSTD_BLOCK : Integer.MAX_VALUE;
  }

  /**
   * Opens an archive; closing the result closes {@code archive}.
   *
   * @throws DamagedArchiveException if not even its head can be unpacked
   * @throws IOException if the storage fails; then, too, {@code archive} is closed
   */
  public static TextStream open(InputStream archive, ExpansionLimit limit) throws IOException {
    return open(archive, 0, limit);
  }

  /** Opens an archive that is read from an offset on. */
  static TextStream open(InputStream archive, long offset, ExpansionLimit limit)
      throws IOException {
    RawInput raw = new RawInput(archive, offset);
    Compression compression = Compression.PLAIN;
    try {
      compression = raw.compression();
      return new TextStream(raw, compression, limit, decoder(compression, raw));
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw damage(compression, raw, e);
    }
  }

  private static InputStream decoder(Compression compression, RawInput raw) throws IOException {
    return switch (compression) {
      case PLAIN -> raw;
      case GZIP -> new GzipDecoder(raw);
      case ZSTD -> new ZstdInputStreamNoFinalizer(new LastByteApart(raw));
      case BZIP2 -> {
        int block = bzip2Block(raw); // the decoder reads the head
        yield new HeldBackInput(
            new ByteWiseInput(new BZip2CompressorInputStream(raw, true)),
            block,
            failure -> raw.isExhausted() && !isWrongChecksum(failure));
      }
      case XZ -> new XZInputStream(raw, XZ_MEMORY_KIB);
    };
  }

  /** Runs of a byte are packed before the text is cut into blocks, so noise may unpack to more. */
  private static int bzip2Block(RawInput raw) {
    return 2 * (raw.head(3) - '0') * BZIP2_LEVEL;
  }

  /** bzip2 tells a damaged block by nothing but its message. */
  private static boolean isWrongChecksum(Exception failure) {
    return String.valueOf(failure.getMessage()).contains("CRC");
  }

  public Compression compression() {
    return compression;
  }

  /** Returns how many bytes of the archive as stored have been taken so far. */
  public long compressedBytes() {
    return raw.taken();
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (compression == Compression.PLAIN) {
      return raw.read(to, offset, length);
    }
    int count;
    try {
      count = decoder.read(to, offset, Math.min(length, most));
    } catch (IOException | RuntimeException e) { // decoders index arrays by what damage says
      throw damage(compression, raw, e);
    }
    delivered += Math.max(count, 0);
    if (limit.isExceededBy(delivered, raw.taken())) {
      throw new DamagedArchiveException(
          "%s unpacks to more than %d times its size: a decompression bomb"
              .formatted(name(compression), limit.ratio()),
          raw.offset(),
          null);
    }
    return count;
  }

  /** Returns more than 0 while the archive has bytes that can be taken without waiting. */
  @Override
  public int available() throws IOException {
    return raw.ready();
  }

  private static IOException damage(Compression compression, RawInput raw, Exception cause) {
    if (raw.failure() != null) {
      return raw.failure();
    }
    String what =
        raw.isExhausted() && !isWrongZstd(cause)
            ? name(compression) + " ends early"
            : "%s is damaged (%s)".formatted(name(compression), cause.getMessage());
    return new DamagedArchiveException(what, raw.offset(), cause);
  }

  /** zstd says by its message alone whether it misses something or dislikes it. */
  private static boolean isWrongZstd(Exception cause) {
    return cause instanceof ZstdIOException
        && !String.valueOf(cause.getMessage()).startsWith("Truncated source");
  }

  private static String name(Compression compression) {
    return compression.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() throws IOException {
    decoder.close();
  }
}
