package slash64.maillog.envelope;

import slash64.maillog.line.Bytes;

/**
 * What the runtime of a container writes between its own stamp and a line: {@code stdout F }, or
 * {@code stderr F } (Kubernetes' container runtime interface). Of a line that is longer than its
 * buffer it makes several, {@code P} all but the last: a piece is no line, and where it begins a
 * client may have decided. One object per file; not thread-safe.
 */
final class ContainerStamp {
  /** No runtime wrote this line. */
  static final int NONE = -1;

  /** A piece of a line. */
  static final int PIECE = -2;

  private static final byte[] OUT = Bytes.of(" stdout ");
  private static final byte[] ERROR = Bytes.of(" stderr ");

  /** Whether the last line of a stream was a piece, so that the next one is its rest. */
  private boolean isOutBegun;

  private boolean isErrorBegun;

  /**
   * Returns where the line itself begins.
   *
   * @param from where the runtime's stamp ends
   * @return {@link #NONE} or {@link #PIECE} if there is none
   */
  int text(byte[] b, int from, int to) {
    int flag = from + OUT.length;
    boolean isLast = flag + 2 < to && b[flag] == 'F';
    if (flag + 2 >= to || !isLast && b[flag] != 'P' || b[flag + 1] != ' ') {
      return NONE;
    }
    boolean isPiece = !isLast;
    if (Bytes.startsWith(b, from, to, OUT)) {
      isPiece |= isOutBegun;
      isOutBegun = !isLast;
    } else if (Bytes.startsWith(b, from, to, ERROR)) {
      isPiece |= isErrorBegun;
      isErrorBegun = !isLast;
    } else {
      return NONE;
    }
    return isPiece ? PIECE : flag + 2;
  }
}
