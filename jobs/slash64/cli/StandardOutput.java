package slash64.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Where answers go. Java's writers keep a failure to themselves; this remembers the first, so that
 * an answer cut short by a full disk does not end as if it were whole.
 */
final class StandardOutput extends FilterOutputStream {
  private IOException failure;

  StandardOutput(OutputStream to) {
    super(to);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    try {
      out.write(from, offset, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /**
   * Returns why something was lost; nothing if the reader had enough and closed the pipe. Only its
   * words tell, which the launcher has the system say in English.
   */
  Optional<IOException> loss() {
    return Optional.ofNullable(failure).filter(e -> !"Broken pipe".equals(e.getMessage()));
  }
}
