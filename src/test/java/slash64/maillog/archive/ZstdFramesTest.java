package slash64.maillog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.maillog.archive.ZstdFrames.Frame;

class ZstdFramesTest {
  private static final byte[] SKIPPABLE = {0x5c, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'};

  private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
  private final List<Frame> expected = new ArrayList<>();

  /** Header fields take every width: the size of a text 0, 1, 2, 4 bytes, blocks raw and packed. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 65_791, 65_792, 131_072, 131_073, 1_000_000})
  void aFrameThatTellsItsTextIsFound(int textBytes) throws IOException {
    for (boolean isNoise : new boolean[] {true, false}) {
      expect(textBytes, Zstd.compress(text(textBytes, isNoise)));
    }
    assertThat(frames()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFrameWrittenAsAStreamDoesNotTellItsText(boolean hasChecksum) throws IOException {
    for (int textBytes : new int[] {1, 300_000, 2_000_000}) {
      expect(-1, streamed(text(textBytes, textBytes == 300_000), hasChecksum));
    }
    assertThat(frames()).isEqualTo(expected);
  }

  @Test
  void anArchiveOfNothingButFramesDoesNotFillMemory() throws IOException {
    byte[] nothing = Zstd.compress(new byte[0]);
    for (int i = 0; i < ZstdFrames.MOST_FRAMES + 10; i++) {
      archive.write(nothing);
    }
    List<Frame> found = frames();
    assertThat(found).hasSize(ZstdFrames.MOST_FRAMES);
    assertThat(found.get(found.size() - 1).start())
        .isEqualTo((ZstdFrames.MOST_FRAMES - 1L) * nothing.length);
  }

  @Test
  void framesToSkipStandBeforeAFrameAndATableAtTheEndIsNone() throws IOException {
    expect(10, concat(SKIPPABLE, SKIPPABLE, Zstd.compress(text(10, true))));
    expect(20, concat(SKIPPABLE, Zstd.compress(text(20, true))));
    archive.write(SKIPPABLE);
    assertThat(frames()).isEqualTo(expected);
  }

  @Test
  void whatPzstdWritesBeforeAFrameSparesLookingThroughIt() throws IOException {
    for (int i = 0; i < 3; i++) {
      byte[] frame = streamed(text(500_000, true), true);
      expect(-1, concat(pzstd(frame.length), frame));
    }
    byte[] bytes = archive.toByteArray();
    List<Long> read = new ArrayList<>();
    ZstdFrames.Storage storage =
        (position, to, offset, length) -> {
          read.add(position);
          return storage(bytes).read(position, to, offset, length);
        };
    assertThat(ZstdFrames.of(storage, bytes.length)).isEqualTo(expected);
    assertThat(read).hasSizeLessThan(5);
  }

  @Test
  void aLengthThatLeadsToNoFrameIsNotBelieved() throws IOException {
    byte[] frame = streamed(text(5_000, true), true);
    expect(-1, concat(pzstd(frame.length - 7), frame));
    expect(-1, frame);
    assertThat(frames()).isEqualTo(expected);
  }

  @Test
  void theMagicNumberWithinAFrameIsNotTaken() throws IOException {
    byte[] magic = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0x60, 0, 0, 0};
    byte[] raw = concat(text(300, true), magic, text(300, true));
    expect(raw.length, Zstd.compress(raw)); // noise is stored as it is
    assertThat(frames()).isEqualTo(expected);
  }

  @Test
  void theLastFrameTakesWhatFollowsItWhateverThatIs() throws IOException {
    expect(10, Zstd.compress(text(10, true)));
    expect(20, Zstd.compress(text(20, true)));
    archive.write(new byte[100]);
    assertThat(frames()).isEqualTo(expected);
  }

  @Test
  void anArchiveCutOrDamagedAnywhereHasBordersOnlyWhereItWouldHaveThem() throws IOException {
    expect(100_000, Zstd.compress(text(100_000, false)));
    expect(30, concat(pzstd(Zstd.compress(text(30, true)).length), Zstd.compress(text(30, true))));
    expect(-1, streamed(text(300, true), true));
    byte[] whole = archive.toByteArray();
    for (int cut = 1; cut < whole.length; cut++) {
      long end = cut;
      assertThat(starts(Arrays.copyOf(whole, cut)))
          .as("cut at %d", cut)
          .isSubsetOf(expected.stream().map(Frame::start).toList())
          .allMatch(start -> start < end);
    }
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      byte[] broken = whole.clone();
      broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(starts(broken)).isSorted().startsWith(0L).allMatch(at -> at < broken.length);
    }
  }

  private static List<Long> starts(byte[] bytes) throws IOException {
    return ZstdFrames.of(storage(bytes), bytes.length).stream().map(Frame::start).toList();
  }

  private void expect(long textBytes, byte[] frame) throws IOException {
    expected.add(new Frame(archive.size(), textBytes));
    archive.write(frame);
  }

  private List<Frame> frames() throws IOException {
    byte[] bytes = archive.toByteArray();
    return ZstdFrames.of(storage(bytes), bytes.length);
  }

  /** Hands out few bytes at once, as network storage may. */
  private static ZstdFrames.Storage storage(byte[] bytes) {
    return (position, to, offset, length) -> {
      int count = (int) Math.min(Math.min(length, 50_000), bytes.length - position);
      System.arraycopy(bytes, (int) position, to, offset, count);
      return count;
    };
  }

  private static byte[] pzstd(int frameBytes) {
    return ByteBuffer.allocate(12)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x184d2a50)
        .putInt(4)
        .putInt(frameBytes)
        .array();
  }

  private static byte[] streamed(byte[] text, boolean hasChecksum) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(packed).setChecksum(hasChecksum)) {
      out.write(text);
    }
    return packed.toByteArray();
  }

  private static byte[] text(int bytes, boolean isNoise) {
    byte[] text = new byte[bytes];
    if (isNoise) {
      new Random(bytes).nextBytes(text);
    }
    return text;
  }

  private static byte[] concat(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    return all.toByteArray();
  }
}
