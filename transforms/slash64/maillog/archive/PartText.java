package slash64.maillog.archive;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.commons.io.input.CloseShieldInputStream;

/**
 * The text of some frames (zstd) or blocks (bzip2) of a packed archive, and behind it that of those
 * after them, in which the last line ends, as far as they are whole. Where the border lies in the
 * text shows when it is reached: {@link #end}.
 */
public final class PartText extends BlockWiseInput {
  private final InputStream archive;
  private final InputStream part;
  private final InputStream rest;
  private final long from;
  private final long border;
  private final ExpansionLimit limit;

  /** Opened when it is read, so that damage at its head is told as any other. */
  private TextStream text;

  private long at;
  private long end = Long.MAX_VALUE;

  private PartText(
      InputStream archive,
      InputStream part,
      InputStream rest,
      long from,
      long border,
      long textStart,
      ExpansionLimit limit) {
    this.archive = archive;
    this.part = part;
    this.rest = rest;
    this.from = from;
    this.border = border;
    this.limit = limit;
    this.at = textStart;
  }

  /**
   * Opens frames of a zstd archive.
   *
   * @param archive stands at offset {@code from}, where a frame begins
   * @param to where the first frame after them begins, or the archive's length
   * @param textStart where their text begins in that of the archive, or any number to count from
   */
  public static PartText ofZstdFrames(
      InputStream archive, long from, long to, long textStart, ExpansionLimit limit)
      throws IOException {
    InputStream part =
        BoundedInputStream.builder()
            .setInputStream(CloseShieldInputStream.wrap(archive))
            .setMaxCount(to - from)
            .get();
    InputStream rest = CloseShieldInputStream.wrap(archive);
    return new PartText(archive, part, rest, from, to, textStart, limit);
  }

  /**
   * Opens the blocks of a bzip2 archive that begin from offset {@code from} on and before {@code
   * to}. Offsets of damage in them are told to within a few KiB, for blocks are shifted by bits.
   *
   * @param archive stands at offset {@code from}, anywhere in the archive
   * @param textStart where their text begins in that of the archive, or any number to count from
   */
  public static PartText ofBzip2Blocks(
      InputStream archive, long from, long to, long textStart, ExpansionLimit limit) {
    Bzip2Blocks blocks = new Bzip2Blocks(archive, from);
    return new PartText(
        archive, blocks.before(to), blocks.before(Long.MAX_VALUE / 8), from, to, textStart, limit);
  }

  /** Returns where the text of the part ends, Long.MAX_VALUE as long as that is not known. */
  public long end() {
    return end;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (end != Long.MAX_VALUE) {
      return readOn(to, offset, length);
    }
    if (text == null) {
      text = TextStream.open(part, from, limit);
    }
    int count = text.read(to, offset, length);
    if (count < 0) {
      end = at;
      text.close();
      text = null;
      return readOn(to, offset, length);
    }
    at += count;
    return count;
  }

  /** Damage beyond the border is told by whoever reads that part for its own sake. */
  private int readOn(byte[] to, int offset, int length) throws IOException {
    try {
      if (text == null) {
        text = TextStream.open(rest, border, limit);
      }
      return text.read(to, offset, length);
    } catch (DamagedArchiveException e) {
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    try (archive) {
      if (text != null) {
        text.close();
      }
    }
  }
}
