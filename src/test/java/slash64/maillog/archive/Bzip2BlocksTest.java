package slash64.maillog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;

class Bzip2BlocksTest {
  private final Random random = new Random(5);

  /** Two archives behind each other, of five blocks and one, an empty one between them. */
  private byte[] text = new byte[480_000];

  private byte[] archive() throws IOException {
    random.nextBytes(text);
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    for (int[] part : new int[][] {{0, 430_000}, {0, 0}, {430_000, 480_000}}) {
      ByteArrayOutputStream one = new ByteArrayOutputStream();
      try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(one, 1)) {
        out.write(text, part[0], part[1] - part[0]);
      }
      archive.write(one.toByteArray());
    }
    return archive.toByteArray();
  }

  @Test
  void whereverAnArchiveIsCutItsTextIsThereOnce() throws IOException {
    byte[] archive = archive();
    List<Integer> marks = marks(archive);
    assertThat(marks).hasSize(6);
    TreeSet<Integer> cuts = new TreeSet<>(List.of(0, archive.length));
    for (int mark : marks) {
      for (int near : new int[] {-1, 0, 1, 6}) {
        cuts.add(Math.max(0, mark / 8 + near));
      }
    }
    random.ints(5, 0, archive.length).forEach(cuts::add);
    for (int cut : cuts) {
      byte[] head = text(archive, 0, cut);
      byte[] tail = text(archive, cut, archive.length);
      assertThat(head.length + tail.length).as("cut at %d", cut).isEqualTo(text.length);
      assertThat(Arrays.equals(head, 0, head.length, text, 0, head.length)).isTrue();
      assertThat(Arrays.equals(tail, 0, tail.length, text, head.length, text.length)).isTrue();
      long before = marks.stream().filter(mark -> mark < 8 * cut).count();
      assertThat(before == 6).isEqualTo(tail.length == 0);
      assertThat(before == 0).isEqualTo(head.length == 0);
    }
  }

  @Test
  void whatIsLeftIsReadOnBehindTheBorder() throws IOException {
    byte[] archive = archive();
    Bzip2Blocks blocks = new Bzip2Blocks(new ByteArrayInputStream(archive), 0);
    byte[] head = unpacked(blocks.before(archive.length / 2));
    byte[] tail = unpacked(blocks.before(Long.MAX_VALUE / 8));
    assertThat(head.length).isPositive().isLessThan(text.length);
    assertThat(head.length + tail.length).isEqualTo(text.length);
    assertThat(Arrays.equals(tail, 0, tail.length, text, head.length, text.length)).isTrue();
  }

  @Test
  void whatIsNoArchiveHasNoBlocks() throws IOException {
    byte[] noise = new byte[3 << 20];
    random.nextBytes(noise);
    for (byte[] bytes : new byte[][] {{}, {'B'}, new byte[100], noise}) {
      assertThat(new Bzip2Blocks(new ByteArrayInputStream(bytes), 0).before(1L << 40).read())
          .isEqualTo(-1);
    }
  }

  @Test
  void aBlockWithoutEndTakesBoundedMemory() throws IOException {
    byte[] archive = Arrays.copyOf(archive(), 9 << 20);
    Arrays.fill(archive, 60_000, archive.length, (byte) 0x55);
    InputStream blocks = new Bzip2Blocks(new ByteArrayInputStream(archive), 0).before(1L << 40);
    assertThat(blocks.readAllBytes().length).isBetween(1 << 20, 3 << 20);
  }

  private static byte[] text(byte[] archive, int from, int to) throws IOException {
    InputStream in = new ByteArrayInputStream(archive, from, archive.length - from);
    return unpacked(new Bzip2Blocks(in, from).before(to));
  }

  private static byte[] unpacked(InputStream blocks) throws IOException {
    byte[] packed = blocks.readAllBytes();
    if (packed.length == 0) {
      return packed;
    }
    try (InputStream in = new BZip2CompressorInputStream(new ByteArrayInputStream(packed), true)) {
      return in.readAllBytes();
    }
  }

  /** Bits at which blocks begin, looked for bit by bit. */
  private static List<Integer> marks(byte[] archive) {
    List<Integer> marks = new ArrayList<>();
    long last = 0;
    for (int bit = 0; bit < 8 * archive.length; bit++) {
      last = (last << 1 | archive[bit / 8] >> 7 - bit % 8 & 1) & (1L << 48) - 1;
      if (last == 0x314159265359L) {
        marks.add(bit - 47);
      }
    }
    return marks;
  }
}
