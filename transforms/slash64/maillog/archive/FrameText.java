package slash64.maillog.archive;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.commons.io.input.CloseShieldInputStream;

/**
 * The text of some frames of a packed archive, and behind it that of the frames after them, in
 * which the last line ends, as far as they are whole. Where the border lies in the text shows when
 * it is reached: {@link #end}.
 */
public final class FrameText extends InputStream {
  private final InputStream archive;
  private final long nextFrame;
  private final ExpansionLimit limit;
  private TextStream text;
  private long at;
  private long end = Long.MAX_VALUE;

  /**
   * @param archive stands at offset {@code from}, where a frame begins
   * @param to where the first frame after them begins, or the archive's length
   * @param textStart where their text begins in that of the archive, or any number to count from
   * @throws DamagedArchiveException if not even the first frame's head can be unpacked
   */
  public FrameText(InputStream archive, long from, long to, long textStart, ExpansionLimit limit)
      throws IOException {
    this.archive = archive;
    this.nextFrame = to;
    this.limit = limit;
    this.at = textStart;
    InputStream frames =
        BoundedInputStream.builder()
            .setInputStream(CloseShieldInputStream.wrap(archive))
            .setMaxCount(to - from)
            .get();
    try {
      this.text = TextStream.open(frames, from, limit);
    } catch (IOException e) {
      archive.close();
      throw e;
    }
  }

  /** Returns where the text of the frames ends, Long.MAX_VALUE as long as that is not known. */
  public long end() {
    return end;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (end != Long.MAX_VALUE) {
      return readOn(to, offset, length);
    }
    int count = text.read(to, offset, length);
    if (count < 0) {
      end = at;
      text.close();
      text = TextStream.open(CloseShieldInputStream.wrap(archive), nextFrame, limit);
      return readOn(to, offset, length);
    }
    at += count;
    return count;
  }

  /** Damage beyond the border is told by whoever reads those frames for their own sake. */
  private int readOn(byte[] to, int offset, int length) throws IOException {
    try {
      return text.read(to, offset, length);
    } catch (DamagedArchiveException e) {
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    try (archive) {
      text.close();
    }
  }
}
