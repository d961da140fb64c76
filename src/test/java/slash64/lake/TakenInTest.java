package slash64.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakenInTest {
  private static final byte[] TEXT = text(300_000);

  @ParameterizedTest(name = "{0} bytes taken in, {1} offered as {2}: new from {3}")
  @CsvSource(
      textBlock =
          """
          # before, now,    path,      from
          100,      200,    mail.log,  100
          100,      200,    other.log, 100
          65536,    200000, other.log, 65536
          200000,   300000, other.log, 200000
          200000,   200000, mail.log,  0
          300000,   200000, mail.log,  0
          0,        100,    mail.log,  0
          """)
  void aGrownTextIsNewFromWhereItEnded(int before, int now, String path, long from)
      throws IOException {
    TakenIn taken = takenIn(content(TEXT, before));

    assertThat(taken.newFrom(path, content(TEXT, now), bytes -> content(TEXT, (int) bytes)))
        .isEqualTo(from);
  }

  @Test
  void aRotatedFileOfTheSameNameIsAllNew() throws IOException {
    byte[] other = text(300_000);
    other[10] ^= 1;
    TakenIn taken = takenIn(content(other, 100_000));

    assertThat(taken.newFrom("mail.log", content(TEXT, 200_000), n -> content(TEXT, (int) n)))
        .isZero();
  }

  @Test
  void aTextThatDiffersBeyondItsHeadIsAllNew() throws IOException {
    byte[] other = text(300_000);
    other[99_000] ^= 1;
    TakenIn taken = takenIn(content(other, 100_000));

    assertThat(taken.newFrom("mail.log", content(TEXT, 200_000), n -> content(TEXT, (int) n)))
        .isZero();
  }

  @Test
  void theSameTextIsHeldUnderAnyName() throws IOException {
    TakenIn taken = takenIn(content(TEXT, 100_000));

    assertThat(taken.holds(content(TEXT, 100_000))).isTrue();
    assertThat(taken.holds(content(TEXT, 100_001))).isFalse();
  }

  /** FIPS 180-2, appendix B.1. */
  @Test
  void identitiesAreSha256() throws IOException {
    String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    assertThat(ContentIdentity.read(new ByteArrayInputStream(new byte[] {'a', 'b', 'c', 'd'}), 3))
        .isEqualTo(new ContentIdentity(abc, 3, abc));
  }

  private static ContentIdentity content(byte[] text, int bytes) throws IOException {
    return ContentIdentity.read(
        new ByteArrayInputStream(Arrays.copyOf(text, bytes)), Long.MAX_VALUE);
  }

  private static byte[] text(int size) {
    byte[] text = new byte[size];
    new Random(64).nextBytes(text);
    return text;
  }

  private static TakenIn takenIn(ContentIdentity content) {
    return new TakenIn(
        List.of(
            new LedgerEntry(
                LocalDate.EPOCH,
                1,
                "run-1",
                LedgerEntry.Status.DONE,
                new Archive("mail.log", 1, "f1", content, 0),
                "postfix",
                LineCounts.NONE,
                Instant.EPOCH)));
  }
}
