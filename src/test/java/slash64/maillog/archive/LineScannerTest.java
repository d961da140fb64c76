package slash64.maillog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineScannerTest {
  private static final int LONGEST = 20;

  /** A line as a test sees it. */
  record Line(String text, long offset, boolean isCut, boolean isTerminated) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        "a",
        "a\n",
        "a\r\n",
        "a\r",
        "\r\n",
        "\r",
        "a\r\r\n",
        "\0\0a\n",
        "\0",
        "\0\n",
        "a\0b\n",
        "\u00ef\u00bb\u00bfa\nb",
        "\0\u00ef\u00bb\u00bfa\nb",
        "\u00ef\u00bb\u00bf",
        "\u00ef\u00bb\u00bf\n\u00ef\u00bb\u00bfb\n",
        "\u00ef\u00bbx\n",
        "12345678901234567890\n",
        "12345678901234567890\r\n",
        "123456789012345678901\n",
        "123456789012345678901",
        "one\ntwo\r\nthree\n\nfive",
      })
  void everyChunkingGivesTheLinesOfTheObviousReader(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int chunk = 1; chunk <= 9; chunk++) {
      for (int block : new int[] {4 * LONGEST, 97, 4096}) {
        assertThat(lines(new Dribble(bytes, chunk), block)).isEqualTo(obvious(bytes));
      }
    }
  }

  @Test
  void randomFilesGiveTheLinesOfTheObviousReader() throws IOException {
    Random random = new Random(3164);
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = randomFile(random);
      int chunk = 1 + random.nextInt(200);
      int block = 4 * LONGEST + random.nextInt(100);
      assertThat(lines(new Dribble(bytes, chunk), block))
          .as("file %d, chunk %d, block %d", i, chunk, block)
          .isEqualTo(obvious(bytes));
    }
  }

  @Test
  void twoSplitsCutAnywhereReadEachLineOnce() throws IOException {
    Random random = new Random(5424);
    for (int i = 0; i < 150; i++) {
      byte[] bytes = randomFile(random);
      List<Line> whole = obvious(bytes);
      for (int cut = 1; cut < bytes.length; cut++) {
        List<Line> both = new ArrayList<>(split(bytes, 0, cut));
        both.addAll(split(bytes, cut, bytes.length));
        assertThat(both).as("file %d, cut at %d", i, cut).isEqualTo(whole);
      }
    }
  }

  @Test
  void manySmallSplitsReadEachLineOnce() throws IOException {
    Random random = new Random(6409);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = randomFile(random);
      int size = 1 + random.nextInt(40);
      List<Line> all = new ArrayList<>();
      for (int from = 0; from < bytes.length; from += size) {
        all.addAll(split(bytes, from, Math.min(from + size, bytes.length)));
      }
      assertThat(all).as("file %d, size %d", i, size).isEqualTo(obvious(bytes));
    }
  }

  @Test
  void aLineOf64KibIsWholeAndOneByteMoreIsCut() throws IOException {
    byte[] text = new byte[3 * 65_536 + 10];
    Arrays.fill(text, (byte) 'x');
    text[65_536] = '\n';
    text[65_536 + 1 + 65_537] = '\n';
    LineScanner lines = new LineScanner(new ByteArrayInputStream(text));
    assertThat(lines.next()).isTrue();
    assertThat(lines.end() - lines.start()).isEqualTo(65_536);
    assertThat(lines.isCut()).isFalse();
    assertThat(lines.next()).isTrue();
    assertThat(lines.end() - lines.start()).isEqualTo(65_536);
    assertThat(lines.isCut()).isTrue();
    assertThat(lines.number()).isEqualTo(2);
  }

  @Test
  void aLineOfTenMegabytesIsCutAndTheNextOneIsWhole() throws IOException {
    byte[] text = new byte[10 << 20];
    Arrays.fill(text, (byte) 'x');
    text[text.length - 5] = '\n';
    LineScanner lines = new LineScanner(new Dribble(text, 30_000));
    assertThat(lines.next()).isTrue();
    assertThat(lines.isCut()).isTrue();
    assertThat(lines.isTerminated()).isTrue();
    assertThat(lines.offset()).isZero();
    assertThat(lines.next()).isTrue();
    assertThat(lines.isCut()).isFalse();
    assertThat(lines.offset()).isEqualTo(text.length - 4);
    assertThat(lines.end() - lines.start()).isEqualTo(4);
    assertThat(lines.isTerminated()).isFalse();
    assertThat(lines.next()).isFalse();
    assertThat(lines.next()).isFalse();
  }

  @Test
  void megabytesOfZerosBeforeALineAreNotTheLine() throws IOException {
    byte[] text = new byte[3 << 20];
    text[text.length - 4] = 'a';
    text[text.length - 3] = '\n';
    text[text.length - 2] = 'b';
    text[text.length - 1] = '\n';
    assertThat(lines(new Dribble(text, 5_000), 1 << 20))
        .containsExactly(
            new Line("a", text.length - 4, false, true),
            new Line("b", text.length - 2, false, true));
  }

  @Test
  void aBrokenArchiveGivesItsLinesAndThenSaysWhereItBroke() throws IOException {
    byte[] text = TextStreamTest.text(2_000);
    byte[] archive = TextStreamTest.pack(Compression.GZIP, text);
    InputStream half = new ByteArrayInputStream(archive, 0, archive.length / 2);
    LineScanner lines = new LineScanner(TextStream.open(half, ExpansionLimit.USUAL));
    List<Line> read = new ArrayList<>();
    assertThatThrownBy(() -> collect(lines, read))
        .isInstanceOf(DamagedArchiveException.class)
        .hasMessage(
            "gzip ends early after line %d, at compressed byte %d"
                .formatted(read.size(), archive.length / 2));
    assertThat(read.size()).isGreaterThan(500);
    int last = read.size() - 1;
    assertThat(read.subList(0, last))
        .isEqualTo(obvious(text, LineScanner.LONGEST).subList(0, last));
    assertThat(read.get(last).isTerminated()).isFalse();
    assertThatThrownBy(lines::next).isInstanceOf(DamagedArchiveException.class);
  }

  @Test
  void theSearchEightBytesAtATimeAgreesWithTheSearchByteByByte() {
    Random random = new Random(1987);
    byte[] near = {'\n', '\n' + 1, '\n' - 1, (byte) ('\n' | 0x80), 0, -1, 'x', 'x'};
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = near[1 + random.nextInt(7)];
      }
      if (bytes.length > 0 && random.nextInt(3) > 0) {
        bytes[random.nextInt(bytes.length)] = '\n';
        bytes[random.nextInt(bytes.length)] = '\n';
      }
      int from = random.nextInt(bytes.length + 1);
      int expected = -1;
      for (int j = from; j < bytes.length && expected < 0; j++) {
        expected = bytes[j] == '\n' ? j : -1;
      }
      assertThat(LineScanner.lineFeed(bytes, from, bytes.length)).isEqualTo(expected);
    }
  }

  @Test
  void aSplitThatEndsBeforeItBeginsIsRefused() {
    InputStream none = InputStream.nullInputStream();
    assertThatThrownBy(() -> new LineScanner(none, 5, 4))
        .hasMessage("Cannot read from byte 5 to 4 (need 0 <= from <= to)");
    assertThatThrownBy(() -> new LineScanner(none, -1, 4))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] randomFile(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\u00ef\u00bb\u00bf" : "");
    int parts = random.nextInt(30);
    for (int i = 0; i < parts; i++) {
      switch (random.nextInt(8)) {
        case 0 -> text.append("\0".repeat(random.nextInt(4)));
        case 1 -> text.append('\r');
        case 2, 3 -> text.append('\n');
        case 4 -> text.append("y".repeat(random.nextInt(random.nextInt(5) == 0 ? 200 : 25)));
        default ->
            text.append("z".repeat(random.nextInt(6))).append(random.nextBoolean() ? "\r\n" : "\n");
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<Line> split(byte[] bytes, int from, int to) throws IOException {
    InputStream in = new Dribble(Arrays.copyOfRange(bytes, from, bytes.length), 13);
    List<Line> read = new ArrayList<>();
    collect(new LineScanner(in, from, to, 4 * LONGEST, LONGEST), read);
    return read;
  }

  private static List<Line> lines(InputStream in, int block) throws IOException {
    List<Line> read = new ArrayList<>();
    collect(new LineScanner(in, 0, Long.MAX_VALUE, block, LONGEST), read);
    return read;
  }

  private static void collect(LineScanner lines, List<Line> to) throws IOException {
    while (lines.next()) {
      String text =
          new String(
              lines.bytes(),
              lines.start(),
              lines.end() - lines.start(),
              StandardCharsets.ISO_8859_1);
      to.add(new Line(text, lines.offset(), lines.isCut(), lines.isTerminated()));
      assertThat(lines.number()).isEqualTo(to.size());
    }
  }

  /** The rules one after another on a string that holds the whole file. */
  private static List<Line> obvious(byte[] bytes) {
    return obvious(bytes, LONGEST);
  }

  private static List<Line> obvious(byte[] bytes, int longest) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<Line> lines = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int lineFeed = text.indexOf('\n', at);
      boolean isTerminated = lineFeed >= 0;
      String line = isTerminated ? text.substring(at, lineFeed) : text.substring(at);
      int offset = at;
      at = isTerminated ? lineFeed + 1 : text.length();
      if (isTerminated && line.endsWith("\r")) {
        line = line.substring(0, line.length() - 1);
      }
      boolean hadNulls = line.startsWith("\0");
      if (offset == 0 && line.startsWith("\u00ef\u00bb\u00bf")) {
        line = line.substring(3);
        offset += 3;
      }
      while (line.startsWith("\0")) {
        line = line.substring(1);
        offset++;
      }
      if (!isTerminated && line.isEmpty() && hadNulls) {
        continue; // zeros at the end of a file are no line
      }
      boolean isCut = line.length() > longest;
      lines.add(new Line(isCut ? line.substring(0, longest) : line, offset, isCut, isTerminated));
    }
    return lines;
  }
}
