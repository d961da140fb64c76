package slash64.maillog.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The searches that look at eight bytes a time, against ones that look at one. */
final class BytesTest {
  private static final String ALPHABET = "ab, [\u007f\u00ffzAB-\u0080";

  /** Few characters, so that every search has many matches, near ones and ends to get wrong. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void everySearchFindsWhatALoopOverBytesFinds(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] b = random(random, random.nextInt(100));
      int from = random.nextInt(b.length + 1);
      int to = from + random.nextInt(b.length - from + 1);
      String text = new String(b, from, to - from, StandardCharsets.ISO_8859_1);
      char c = ALPHABET.charAt(random.nextInt(5));
      assertThat(Bytes.indexOf(b, from, to, c)).isEqualTo(at(from, text.indexOf(c)));
      assertThat(Bytes.lastIndexOf(b, from, to, c)).isEqualTo(at(from, text.lastIndexOf(c)));
      assertThat(Bytes.count(b, from, to, c)).isEqualTo(text.chars().filter(x -> x == c).count());
      byte[] what = random(random, 1 + random.nextInt(random.nextBoolean() ? 3 : 20));
      String words = new String(what, StandardCharsets.ISO_8859_1);
      assertThat(Bytes.indexOf(b, from, to, what)).isEqualTo(at(from, text.indexOf(words)));
      assertThat(Bytes.lastIndexOf(b, from, to, what)).isEqualTo(at(from, text.lastIndexOf(words)));
      assertThat(Bytes.startsWith(b, from, to, what)).isEqualTo(text.startsWith(words));
      byte[] small = small(random, 1 + random.nextInt(random.nextBoolean() ? 3 : 12));
      assertThat(Bytes.containsIgnoringCase(b, from, to, small))
          .isEqualTo(lowerCase(b, from, to).contains(lowerCase(small, 0, small.length)));
      assertThat(Bytes.endsWith(b, from, to, what)).isEqualTo(text.endsWith(words));
      assertThat(Bytes.indexOfEither(b, from, to, 'z', c)).isEqualTo(any(b, from, to, "z" + c));
      assertThat(Bytes.indexOfAny(b, from, to, ',', 'z', c)).isEqualTo(any(b, from, to, ",z" + c));
      assertThat(Bytes.indexInWord(b, from, to, '[')).isEqualTo(inWord(b, from, to));
      assertThat(Bytes.isPlain(b, from, to)).isEqualTo(isPlain(b, from, to));
      assertThat(Bytes.tail(b, from, to)).isEqualTo(tail(b, Math.max(from, to - 8), to));
    }
  }

  @Test
  void aLongTextThatOccursIsFoundFromBothEnds() {
    byte[] b = Bytes.of("x, status=sent (ok), status=sent (ok) and, status=sen");
    byte[] what = Bytes.of(", status=sent (ok)");
    assertThat(Bytes.indexOf(b, 0, b.length, what)).isEqualTo(1);
    assertThat(Bytes.lastIndexOf(b, 0, b.length, what)).isEqualTo(19);
    assertThat(Bytes.indexOf(b, 2, 36, what)).isEqualTo(-1);
    assertThat(Bytes.lastIndexOf(b, 20, b.length, what)).isEqualTo(-1);
    assertThat(Bytes.startsWith(b, 19, b.length, what)).isTrue();
    assertThat(Bytes.startsWith(b, 19, 36, what)).isFalse();
  }

  private static byte[] random(SplittableRandom random, int length) {
    byte[] b = new byte[length];
    for (int i = 0; i < length; i++) {
      b[i] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }
    return b;
  }

  private static byte[] small(SplittableRandom random, int length) {
    byte[] b = new byte[length];
    for (int i = 0; i < length; i++) {
      b[i] = (byte) "ab z-".charAt(random.nextInt(5));
    }
    return b;
  }

  private static String lowerCase(byte[] b, int from, int to) {
    return new String(b, from, to - from, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
  }

  private static int at(int from, int found) {
    return found < 0 ? -1 : from + found;
  }

  private static int any(byte[] b, int from, int to, String characters) {
    for (int i = from; i < to; i++) {
      if (characters.indexOf(b[i]) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static int inWord(byte[] b, int from, int to) {
    int at = from;
    while (at < to && b[at] != '[' && b[at] > ' ') {
      at++;
    }
    return at;
  }

  private static long tail(byte[] b, int from, int to) {
    long tail = 0;
    for (int i = to - 1; i >= from; i--) {
      tail = tail << 8 | b[i] & 0xff;
    }
    return tail;
  }

  private static boolean isPlain(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] < ' ' || b[i] == 0x7f) {
        return false;
      }
    }
    return true;
  }
}
