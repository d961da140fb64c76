package slash64.maillog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class TextStreamTest {
  private static final byte[] TEXT = text(3_000);
  private static final byte[] SKIPPABLE = {0x5c, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'};

  @ParameterizedTest
  @EnumSource(Compression.class)
  void textComesBackHoweverItIsPackedAndHoweverTheStorageHandsItOut(Compression compression)
      throws IOException {
    byte[] archive = pack(compression, TEXT);
    for (int chunk : new int[] {1, 2, 3, 7, 10, 64, 4096, 1 << 20}) {
      TextStream stream = TextStream.open(new Dribble(archive, chunk), ExpansionLimit.USUAL);
      assertThat(stream.compression()).isEqualTo(compression);
      assertThat(stream.readAllBytes()).isEqualTo(TEXT);
      assertThat(stream.compressedBytes()).isEqualTo(archive.length);
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void archivesSetEndToEndReadAsOne(Compression compression) throws IOException {
    byte[] one = Arrays.copyOf(TEXT, 1_000);
    byte[] two = Arrays.copyOfRange(TEXT, 1_000, TEXT.length);
    byte[] archive =
        concat(pack(compression, one), pack(compression, new byte[0]), pack(compression, two));
    for (int chunk : new int[] {1, 5, 1 << 20}) {
      assertThat(read(new Dribble(archive, chunk))).isEqualTo(TEXT);
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void anEmptyTextIsEmpty(Compression compression) throws IOException {
    assertThat(read(new Dribble(pack(compression, new byte[0]), 1))).isEmpty();
  }

  @Test
  void zstdMayBeginWithAFrameToSkip() throws IOException {
    byte[] archive = concat(SKIPPABLE, Zstd.compress(TEXT), SKIPPABLE, Zstd.compress(TEXT));
    assertThat(read(new Dribble(archive, 9))).isEqualTo(concat(TEXT, TEXT));
  }

  @Test
  void gzipMayCarryEveryOptionalHeaderFieldAndPadding() throws IOException {
    byte[] plain = pack(Compression.GZIP, TEXT);
    byte[] header = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 'x', 'y'};
    byte[] names = "mail.log\0kept\0hh".getBytes(StandardCharsets.US_ASCII);
    byte[] body = Arrays.copyOfRange(plain, 10, plain.length);
    byte[] archive = concat(header, names, body, new byte[700], plain, new byte[512]);
    assertThat(read(new Dribble(archive, 11))).isEqualTo(concat(TEXT, TEXT));
  }

  @Test
  void textThatOnlyLooksPackedIsText() throws IOException {
    for (String text : new String[] {"BZh9 is a word\n", "BZh", "BZh0", "(", "\u001f\n", "7zXZ"}) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      assertThat(read(new Dribble(bytes, 1))).isEqualTo(bytes);
    }
  }

  /** A zstd frame gives whole blocks only, so less of it can be saved. */
  @ParameterizedTest
  @EnumSource(names = "PLAIN", mode = EnumSource.Mode.EXCLUDE)
  void anArchiveCutAnywhereGivesAHeadOfItsTextAndThenSaysSo(Compression compression)
      throws IOException {
    byte[] archive = pack(compression, TEXT);
    for (int cut = 6; cut < archive.length; cut += cut < 40 || cut > archive.length - 40 ? 1 : 37) {
      byte[] head = Arrays.copyOf(archive, cut);
      ByteArrayOutputStream saved = new ByteArrayOutputStream();
      int at = cut;
      assertThatThrownBy(() -> drain(new Dribble(head, 100), saved))
          .as("cut at %d", cut)
          .isInstanceOfSatisfying(
              DamagedArchiveException.class,
              damage -> assertThat(damage.compressedOffset()).isEqualTo(at))
          .hasMessage(
              "%s ends early, at compressed byte %d"
                  .formatted(compression.name().toLowerCase(java.util.Locale.ROOT), cut));
      assertThat(saved.toByteArray()).isEqualTo(Arrays.copyOf(TEXT, saved.size()));
    }
  }

  @Test
  void aWrongChecksumAtTheEndOfZstdIsNoEarlyEnd() throws IOException {
    byte[] archive;
    try (ZstdCompressCtx packer = new ZstdCompressCtx().setChecksum(true)) {
      archive = packer.compress(TEXT);
    }
    archive[archive.length - 1] ^= 1;
    assertThatThrownBy(() -> drain(new Dribble(archive, 1 << 20), new ByteArrayOutputStream()))
        .isInstanceOf(DamagedArchiveException.class)
        .hasMessageStartingWith("zstd is damaged (");
  }

  @Test
  void zstdOfManyFramesThatIsCutInItsLastOneSaysSo() throws IOException {
    byte[] first = Zstd.compress(TEXT);
    byte[] archive = concat(first, Zstd.compress(TEXT));
    int step = Math.max(1, first.length / 40);
    for (int cut = first.length + 1; cut < archive.length; cut += step) {
      for (int chunk : new int[] {100, 1 << 20}) {
        byte[] head = Arrays.copyOf(archive, cut);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        assertThatThrownBy(() -> drain(new Dribble(head, chunk), saved))
            .as("cut at %d", cut)
            .isInstanceOf(DamagedArchiveException.class)
            .hasMessage("zstd ends early, at compressed byte " + cut);
        assertThat(saved.toByteArray()).startsWith(TEXT);
      }
    }
  }

  @Test
  void whatCameBeforeACutIsDelivered() throws IOException {
    for (Compression compression :
        new Compression[] {Compression.GZIP, Compression.ZSTD, Compression.BZIP2, Compression.XZ}) {
      byte[] big = text(60_000);
      byte[] archive = pack(compression, big);
      ByteArrayOutputStream saved = new ByteArrayOutputStream();
      assertThatThrownBy(
              () -> drain(new Dribble(Arrays.copyOf(archive, archive.length - 5), 999), saved))
          .isInstanceOf(DamagedArchiveException.class);
      // Five bytes reach into the last block of bzip2 and zstd; elsewhere they are trailer only.
      int lost =
          switch (compression) {
            case BZIP2 -> 900_000;
            case ZSTD -> 128 << 10;
            default -> 0;
          };
      assertThat(saved.size()).isGreaterThanOrEqualTo(big.length - lost);
      assertThat(saved.toByteArray()).isEqualTo(Arrays.copyOf(big, saved.size()));
    }
  }

  /** bzip2 checks a block after it was unpacked: what a damaged one says must not come out. */
  @Test
  void aDamagedBlockOfBzip2IsNotTakenForText() throws IOException {
    byte[] big = text(60_000);
    byte[] archive = pack(Compression.BZIP2, big);
    Random random = new Random(65);
    for (int i = 0; i < 20; i++) {
      byte[] broken = archive.clone();
      broken[archive.length / 2 + random.nextInt(archive.length / 2 - 10)] ^= 0x5a;
      ByteArrayOutputStream saved = new ByteArrayOutputStream();
      assertThatThrownBy(() -> drain(new Dribble(broken, 999), saved))
          .isInstanceOf(DamagedArchiveException.class);
      assertThat(saved.toByteArray()).isEqualTo(Arrays.copyOf(big, saved.size()));
    }
  }

  /** Flipped bits either show as damage or, where no checksum covers them, do no harm. */
  @ParameterizedTest
  @EnumSource(names = "PLAIN", mode = EnumSource.Mode.EXCLUDE)
  void flippedBitsNeverThrowAnythingElse(Compression compression) throws IOException {
    byte[] archive = pack(compression, TEXT);
    Random random = new Random(64);
    int damaged = 0;
    for (int i = 0; i < 300; i++) {
      byte[] broken = archive.clone();
      int at = 10 + random.nextInt(broken.length - 10);
      broken[at] ^= (byte) (1 << random.nextInt(8));
      try {
        read(new Dribble(broken, 500));
      } catch (DamagedArchiveException e) {
        damaged++;
      }
    }
    assertThat(damaged).isGreaterThan(200);
  }

  @Test
  void damageNamesItsKind() {
    byte[] archive =
        concat(pack(Compression.GZIP, TEXT), "garbage".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> read(new Dribble(archive, 1 << 20)))
        .isInstanceOf(DamagedArchiveException.class)
        .hasMessageStartingWith(
            "gzip is damaged (something that is no gzip follows), at compressed");
    byte[] wrong = pack(Compression.GZIP, TEXT);
    wrong[wrong.length - 8] ^= 1;
    assertThatThrownBy(() -> read(new Dribble(wrong, 1 << 20)))
        .hasMessageStartingWith("gzip is damaged (the checksum differs), at compressed byte ");
  }

  @Test
  void aBombIsRefusedBeforeItGoesOff() {
    byte[] bomb = Zstd.compress(new byte[50 << 20]);
    assertThat(bomb.length).isLessThan(10_000);
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    ExpansionLimit limit = new ExpansionLimit(1 << 20, 100);
    assertThatThrownBy(
            () -> TextStream.open(new ByteArrayInputStream(bomb), limit).transferTo(saved))
        .isInstanceOf(DamagedArchiveException.class)
        .hasMessageStartingWith(
            "zstd unpacks to more than 100 times its size: a decompression bomb");
    assertThat(saved.size()).isLessThan(4 << 20);
  }

  @Test
  void aFailingStorageIsNoDamage() {
    byte[] head = Arrays.copyOf(pack(Compression.GZIP, TEXT), 60);
    InputStream failing = new SequenceInputStream(new ByteArrayInputStream(head), new Broken());
    assertThatThrownBy(() -> read(failing))
        .isNotInstanceOf(DamagedArchiveException.class)
        .hasMessage("connection reset");
  }

  @Test
  void limitsAreChecked() {
    assertThatThrownBy(() -> new ExpansionLimit(-1, 5))
        .hasMessage(
            "Cannot limit expansion to -1 bytes and 5 times (need allowance >= 0, ratio >= 1)");
    assertThatThrownBy(() -> new ExpansionLimit(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  /** A storage that has gone away. */
  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("connection reset");
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      throw new IOException("connection reset");
    }
  }

  static byte[] text(int lines) {
    Random random = new Random(lines);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append("Nov 23 08:05:01 mx1 postfix/smtpd[").append(random.nextInt(30_000));
      text.append("]: connect from unknown[2001:db8::")
          .append(Integer.toHexString(random.nextInt()));
      text.append("]\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] pack(Compression compression, byte[] text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (compression) {
          case PLAIN -> packed;
          case GZIP -> new GZIPOutputStream(packed);
          case ZSTD ->
              new com.github.luben.zstd.ZstdOutputStreamNoFinalizer(packed).setChecksum(true);
          case BZIP2 -> new BZip2CompressorOutputStream(packed);
          case XZ -> new XZOutputStream(packed, new LZMA2Options(1));
        }) {
      out.write(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return packed.toByteArray();
  }

  private static byte[] read(InputStream archive) throws IOException {
    return TextStream.open(archive, ExpansionLimit.USUAL).readAllBytes();
  }

  private static void drain(InputStream archive, OutputStream to) throws IOException {
    TextStream.open(archive, ExpansionLimit.USUAL).transferTo(to);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
