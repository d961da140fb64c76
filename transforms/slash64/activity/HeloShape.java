package slash64.activity;

/**
 * The form of a HELO name: runs of letters become one {@code a}, runs of digits one {@code 9}, all
 * else stays. {@code mail-12.example.com} and {@code mx-7.example.org} are both {@code a-9.a.a}.
 */
final class HeloShape {
  private static final long FNV_OFFSET = 0xcbf2_9ce4_8422_2325L;
  private static final long FNV_PRIME = 0x100_0000_01b3L;

  private HeloShape() {}

  /** Returns 16 bits of a hash of the form (FNV-1a, 64 bits, folded). */
  static int cell(String helo) {
    long hash = FNV_OFFSET;
    char last = 0;
    for (int i = 0; i < helo.length(); i++) {
      char c = helo.charAt(i);
      char shape = Character.isLetter(c) ? 'a' : Character.isDigit(c) ? '9' : c;
      if (shape != last || (shape != 'a' && shape != '9')) {
        hash = (hash ^ shape) * FNV_PRIME;
      }
      last = shape;
    }
    return CellFeature.cell(hash ^ hash >>> 32 ^ hash >>> 16);
  }
}
