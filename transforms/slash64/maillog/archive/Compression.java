package slash64.maillog.archive;

/**
 * How an archive is packed, told by its first bytes and never by its name: rotation tools rename,
 * people misname.
 */
public enum Compression {
  PLAIN,
  /** RFC 1952; one member or many, as {@code cat a.gz b.gz} makes them. */
  GZIP,
  /** RFC 8878; one frame or many, skippable frames among them. */
  ZSTD,
  BZIP2,
  XZ;

  /** How many bytes {@link #of} wants to see; fewer only if the archive has no more. */
  static final int HEAD = 10;

  /** What follows "BZh9": pi if there is a first block, its square root if there is none. */
  private static final int[][] BZIP2_BODY = {
    {0x31, 0x41, 0x59, 0x26, 0x53, 0x59}, {0x17, 0x72, 0x45, 0x38, 0x50, 0x90}
  };

  /** Returns the compression of an archive that begins with {@code head[0, length)}. */
  static Compression of(byte[] head, int length) {
    if (matches(head, 0, length, 2, 0x1f, 0x8b)) {
      return GZIP;
    }
    if (matches(head, 0, length, 4, 0x28, 0xb5, 0x2f, 0xfd) || isSkippableFrame(head, length)) {
      return ZSTD;
    }
    if (matches(head, 0, length, 6, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return XZ;
    }
    return isBzip2(head, length) ? BZIP2 : PLAIN;
  }

  private static boolean isSkippableFrame(byte[] head, int length) {
    return length >= 4 && (head[0] & 0xf0) == 0x50 && matches(head, 1, length, 3, 0x2a, 0x4d, 0x18);
  }

  /** Four bytes of printable text prove little, so as much of the body is compared as there is. */
  private static boolean isBzip2(byte[] head, int length) {
    if (!matches(head, 0, length, 3, 'B', 'Z', 'h')
        || length < 4
        || head[3] < '1'
        || head[3] > '9') {
      return false;
    }
    int body = Math.min(length - 4, 6);
    return matches(head, 4, length, body, BZIP2_BODY[0])
        || matches(head, 4, length, body, BZIP2_BODY[1]);
  }

  private static boolean matches(byte[] head, int at, int length, int count, int... what) {
    if (length - at < count) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if ((head[at + i] & 0xff) != what[i]) {
        return false;
      }
    }
    return true;
  }
}
