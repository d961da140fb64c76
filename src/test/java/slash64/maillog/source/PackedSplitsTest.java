package slash64.maillog.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.io.output.CloseShieldOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of many zstd frames or bzip2 blocks, whose borders mostly fall within lines. */
class PackedSplitsTest {
  private static final Configuration HADOOP = new Configuration();
  private static final StructType COLUMNS =
      new StructType(
          new org.apache.spark.sql.types.StructField[] {
            LineRows.SCHEMA.apply("queue_id"), LineRows.SCHEMA.apply("reason")
          });

  private final Random random = new Random(11);

  @TempDir private Path folder;

  /** What the splits of a read gave, and how many there were. */
  private record Reading(List<String> lines, int splits, List<String> damage) {}

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachLineIsReadOnceHoweverSmallTheSplits(boolean isTextTold) throws IOException {
    byte[] text = text(400);
    for (int round = 0; round < 5; round++) {
      Path archive = write(text, 60, isTextTold);
      Reading whole = read(archive, Long.MAX_VALUE, Map.of());
      assertThat(whole.splits()).isOne();
      assertThat(whole.lines()).hasSize(lines(text));
      long length = Files.size(archive);
      for (long bytes = 1; bytes < 8 * length; bytes = bytes * 3 / 2 + 7) {
        Reading read = read(archive, bytes, Map.of());
        assertThat(read.lines()).as("splits of %d bytes", bytes).isEqualTo(whole.lines());
      }
      assertThat(read(archive, 1, Map.of()).splits()).isGreaterThan(30);
    }
  }

  @Test
  void aPartOfTheTextIsReadFromTheFramesThatHoldIt() throws IOException {
    byte[] text = text(120);
    Path archive = write(text, 25, true);
    List<String> all = read(archive, Long.MAX_VALUE, Map.of()).lines();
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        ends.add(i + 1);
      }
    }
    for (int from = 0; from < ends.size(); from += 3) {
      for (int to = from + 1; to <= ends.size(); to += 17) {
        Map<String, String> part = new HashMap<>();
        part.put("to", at(archive, ends.get(to - 1)));
        if (from > 0) {
          part.put("from", at(archive, ends.get(from - 1)));
        }
        assertThat(read(archive, 1, part).lines())
            .as("lines %d to %d", from, to)
            .isEqualTo(all.subList(from, to));
      }
    }
  }

  @Test
  void pathsThatDifferInCaseAloneAreTwoArchives() {
    Map<String, String> given =
        Map.of("path", "x", "from", "{\"file:/mx1/mail.log\":7,\"file:/MX1/mail.log\":9}");

    MaillogOptions options = MaillogOptions.of(new CaseInsensitiveStringMap(given));

    assertThat(options.textFrom())
        .isEqualTo(Map.of("file:/mx1/mail.log", 7L, "file:/MX1/mail.log", 9L));
  }

  /** What is read of an archive on another night must not hang on what its frames do not tell. */
  @Test
  void anArchiveThatDoesNotTellItsTextIsReadInOneWhereAPartIsWanted() throws IOException {
    byte[] text = text(50);
    Path archive = write(text, 20, false);
    Reading part = read(archive, 1, Map.of("to", at(archive, text.length)));
    assertThat(part.splits()).isOne();
    assertThat(part.lines()).hasSize(lines(text));
  }

  @Test
  void aDamagedFrameCostsItsLinesAndIsNamedByItsPlaceInTheArchive() throws IOException {
    byte[] text = text(400);
    Path archive = write(text, 40, true);
    List<String> all = read(archive, 1, Map.of()).lines();
    byte[] bytes = Files.readAllBytes(archive);
    int middle = bytes.length / 2;
    Arrays.fill(bytes, middle, middle + 3, (byte) 0x77);
    Files.write(archive, bytes);
    Reading read = read(archive, 1, Map.of());
    assertThat(read.damage()).isNotEmpty();
    assertThat(read.damage().get(0)).startsWith("zstd ").contains(", at compressed byte ");
    long offset =
        Long.parseLong(read.damage().get(0).replaceAll(".*compressed byte (\\d+).*", "$1"));
    assertThat(offset).isBetween((long) middle - 3_000, middle + 3_000L);
    assertThat(read.lines().size()).isGreaterThan(all.size() * 8 / 10).isLessThan(all.size());
  }

  @Test
  void aCutArchiveSaysSoOnceAndKeepsEveryLineBefore() throws IOException {
    byte[] text = text(200);
    Path archive = write(text, 20, true);
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length - 2));
    Reading whole = read(archive, Long.MAX_VALUE, Map.of());
    Reading split = read(archive, 1, Map.of());
    assertThat(split.lines()).isEqualTo(whole.lines());
    assertThat(split.damage()).hasSize(1);
    assertThat(split.damage().get(0)).contains("at compressed byte " + (bytes.length - 2));
    assertThat(whole.damage()).hasSize(1);
  }

  @ParameterizedTest(name = "in {0} archives behind each other")
  @ValueSource(ints = {1, 7})
  void eachLineOfABzip2ArchiveIsReadOnceHoweverSmallTheSplits(int archives) throws IOException {
    byte[] text = noise(1_200_000);
    Path archive = bzip2(text, archives);
    Reading whole = read(archive, Long.MAX_VALUE, Map.of());
    assertThat(whole.splits()).isOne();
    assertThat(whole.lines()).hasSize(lines(text));
    long length = Files.size(archive);
    for (int parts : new int[] {2, 5, 60}) {
      Reading read = read(archive, 8 * (length / parts), Map.of());
      assertThat(read.splits()).isBetween(parts, parts + 2);
      assertThat(read.lines()).as("%d parts", parts).isEqualTo(whole.lines());
      assertThat(read.damage()).isEmpty();
    }
  }

  /** A night has looked at the whole archive, and leaves what was appended since. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anArchiveIsCutWhereItIsKnownHowMuchOfItHoldsTheText(boolean isZstd) throws IOException {
    byte[] text = isZstd ? text(200) : noise(600_000);
    Path archive = isZstd ? write(text, 30, false) : bzip2(text, 1);
    long stored = Files.size(archive);
    List<String> before = read(archive, Long.MAX_VALUE, Map.of()).lines();
    byte[] more = Files.readAllBytes(isZstd ? write(text(50), 3, false) : bzip2(noise(90_000), 1));
    Files.write(archive, more, StandardOpenOption.APPEND);
    Map<String, String> part =
        Map.of("to", at(archive, text.length), "stored", at(archive, stored));
    Reading read = read(archive, stored, part);
    assertThat(read.splits()).isGreaterThan(4);
    assertThat(read.lines()).isEqualTo(before);
    assertThat(read.damage()).isEmpty();
    assertThat(read(archive, stored, Map.of()).lines()).hasSizeGreaterThan(before.size());
  }

  @Test
  void aDamagedBlockCostsTheLinesOfItsPart() throws IOException {
    byte[] text = noise(1_200_000);
    Path archive = bzip2(text, 1);
    List<String> all = read(archive, Long.MAX_VALUE, Map.of()).lines();
    byte[] bytes = Files.readAllBytes(archive);
    int middle = bytes.length / 2;
    bytes[middle] ^= 0x10;
    Files.write(archive, bytes);
    Reading read = read(archive, 8 * (bytes.length / 12L), Map.of());
    assertThat(read.damage()).hasSize(1);
    long offset =
        Long.parseLong(read.damage().get(0).replaceAll(".*compressed byte (\\d+).*", "$1"));
    assertThat(offset).isBetween(middle - 100_000L, middle + 100_000L);
    assertThat(read.lines().size()).isGreaterThan(all.size() * 7 / 10).isLessThan(all.size());
    assertThat(all).containsAll(read.lines().stream().filter(l -> l.endsWith(" null")).toList());
  }

  @Test
  void aCutBzip2ArchiveSaysSoOnceAndKeepsEveryWholeBlock() throws IOException {
    byte[] text = noise(700_000);
    Path archive = bzip2(text, 1);
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length - 1_000));
    Reading whole = read(archive, Long.MAX_VALUE, Map.of());
    Reading split = read(archive, bytes.length, Map.of());
    assertThat(split.splits()).isGreaterThan(7);
    assertThat(split.lines()).isEqualTo(whole.lines());
    assertThat(whole.damage()).hasSize(1);
    assertThat(split.damage()).hasSize(1);
    assertThat(split.damage().get(0)).contains("ends early");
  }

  /** Lines of 0 to 3,000 bytes that hardly pack. */
  private byte[] noise(int bytes) {
    StringBuilder text = new StringBuilder();
    while (text.length() < bytes) {
      text.append(
          "2026-11-23T00:00:00Z mx1 postfix/smtp[8]: %06X: removed\n".formatted(text.length()));
      for (int left = random.nextInt(3_000); left > 0; left--) {
        text.append((char) ('0' + random.nextInt(70)));
      }
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Blocks of 100,000 bytes; as many archives as asked for, as pbzip2 writes them. */
  private Path bzip2(byte[] text, int archives) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int i = 0; i < archives; i++) {
      try (OutputStream out =
          new BZip2CompressorOutputStream(CloseShieldOutputStream.wrap(packed), 1)) {
        int from = (int) ((long) text.length * i / archives);
        int to = (int) ((long) text.length * (i + 1) / archives);
        out.write(text, from, to - from);
      }
    }
    Path file = folder.resolve("mail" + random.nextInt(1_000_000) + ".log");
    return Files.write(file, packed.toByteArray());
  }

  /** Lines of 1 to 40,000 bytes, some of them empty, the last without its end. */
  private byte[] text(int lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      switch (i % 7) {
        case 2 -> text.append("\n");
        case 3 -> text.append("no header ").append(i).append('\n');
        default ->
            text.append("2026-11-23T00:00:00Z mx1 postfix/smtp[8]: %06X: removed".formatted(i))
                .append("\n");
      }
      if (i % 50 == 20) {
        text.append("x".repeat(random.nextInt(40_000))).append('\n');
      }
    }
    return text.append("2026-11-23T00:00:00Z mx1 postfix/qmgr[8]: FFFFFF: removed\n")
        .toString()
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String at(Path archive, long bytes) {
    return "{\"file:%s\":%d}".formatted(archive, bytes);
  }

  private static int lines(byte[] text) {
    int lines = 0;
    for (byte b : text) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** Cuts the text anywhere, at line ends too, into frames, empty ones among them. */
  private Path write(byte[] text, int frames, boolean isTextTold) throws IOException {
    int[] cuts = random.ints(frames, 0, text.length).sorted().toArray();
    for (int i = 0; i < cuts.length; i += 4) {
      while (cuts[i] > 0 && text[cuts[i] - 1] != '\n') {
        cuts[i]--;
      }
    }
    Arrays.sort(cuts);
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    int from = 0;
    for (int i = 0; i <= cuts.length; i++) {
      int to = i < cuts.length ? cuts[i] : text.length;
      archive.write(pack(Arrays.copyOfRange(text, from, to), isTextTold));
      if (i % 9 == 5) {
        archive.write(pack(new byte[0], isTextTold));
      }
      from = to;
    }
    Path file = folder.resolve("mail" + random.nextInt(1_000_000) + ".log");
    Files.write(file, archive.toByteArray());
    return file;
  }

  private static byte[] pack(byte[] text, boolean isTextTold) throws IOException {
    if (isTextTold) {
      return Zstd.compress(text);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(packed)) {
      out.write(text);
    }
    return packed.toByteArray();
  }

  private static Reading read(Path archive, long splitBytes, Map<String, String> more)
      throws IOException {
    Map<String, String> given = new HashMap<>(more);
    given.put("path", archive.toString());
    given.put("level", "line");
    given.put("splitBytes", Long.toString(splitBytes));
    MaillogOptions options = MaillogOptions.of(new CaseInsensitiveStringMap(given));
    SplitReports reports = new SplitReports();
    MaillogReaderFactory factory =
        new MaillogReaderFactory(
            options, COLUMNS, RowFilter.ALL, new SerializableConfiguration(HADOOP), reports);
    List<MaillogSplit> splits = new ArrayList<>(Splits.of(options, HADOOP));
    splits.sort(Comparator.comparingLong(MaillogSplit::start));
    List<String> lines = new ArrayList<>();
    for (MaillogSplit split : splits) {
      try (PartitionReader<InternalRow> rows = factory.createReader(split)) {
        while (rows.next()) {
          lines.add(rows.get().getUTF8String(0) + " " + rows.get().getUTF8String(1));
        }
      }
    }
    assertThat(reports.value()).hasSameSizeAs(splits);
    assertThat(reports.value().stream().mapToLong(r -> r.lines()).sum()).isEqualTo(lines.size());
    List<String> damage =
        reports.value().stream().map(r -> r.damage()).filter(d -> d != null).toList();
    return new Reading(lines, splits.size(), damage);
  }
}
