package slash64.nightly;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import slash64.maillog.archive.DamagedArchiveException;

/** What can be read of an archive: damage is its end. */
final class ReadableText extends FilterInputStream {
  ReadableText(InputStream text) {
    super(text);
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (DamagedArchiveException e) {
      return -1;
    }
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    try {
      return in.read(to, offset, length);
    } catch (DamagedArchiveException e) {
      return -1;
    }
  }
}
