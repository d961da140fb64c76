package slash64.nightly;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import slash64.conf.Settings;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.progress.Progress;
import slash64.testing.SharedSpark;

/**
 * One night over a folder with every kind of rubbish, beside good archives: each has its result,
 * and keeps no other from being taken in. The texts carry names of people and code for terminals,
 * filters, pages and databases, of which none may come out anywhere.
 */
@Tag("long")
class RubbishTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

  /** Lies ahead of the night, but the call goes on to it. */
  private static final LocalDate AHEAD = DAY.plusDays(3);

  private static final List<String> PLANTED =
      List.of("planted-", "nosy.reader", "\u001b[", "<script>alert(64)", "DROP TABLE");

  @TempDir private static Path folder;

  private static Path logs;
  private static List<String> warnings;
  private static Map<String, Row> ledger;
  private static Map<String, Long> quarantined;

  @BeforeAll
  static void aNightOverRubbish() throws IOException {
    logs = Files.createDirectory(folder.resolve("logs"));
    write("good.log", log("A", 3_000));
    write("good \u00e4 [1]{2};'\" $(id).log", log("B", 20));
    for (String packing : List.of("gz", "zst", "bz2", "xz")) {
      byte[] whole = pack(packing, log("C" + packing, 2_000));
      write("truncated." + packing, Arrays.copyOf(whole, whole.length * 3 / 4));
      byte[] other = pack(packing, log("D" + packing, 2_000));
      for (int i = 0; i < 16; i++) {
        other[other.length * 3 / 4 + i] ^= 0x5a;
      }
      write("corrupt." + packing, other);
    }
    write("bomb.zst", pack("zst", new byte[300 << 20]));
    byte[] bytes = new byte[50_000];
    new Random(1).nextBytes(bytes);
    write("binary.log", bytes);
    byte[] line = new byte[100 << 20];
    Arrays.fill(line, (byte) 'x');
    write("long.log", concat(log("E", 5), line, "\n".getBytes(US_ASCII), log("F", 5)));
    write("nul.log", concat(new byte[4096], log("G", 5), new byte[4096], log("H", 5)));
    write("latin1.log", hostile(20).getBytes(ISO_8859_1));
    write("utf16.log", new String(log("I", 10), US_ASCII).getBytes(UTF_16));
    write("1970.log", log("J", 5, "1970-01-01"));
    write("2099.log", log("K", 5, "2099-06-01"));
    write("asked-for.log", log("L", 5, AHEAD.toString()));
    write("jump.log", concat(log("L", 5), log("M", 5, "2026-10-30"), log("N", 5)));
    write("zz-copy-of-good.gz", pack("gz", log("A", 3_000)));
    write("zz-copy-of-the-beginning.log", Arrays.copyOf(log("A", 3_000), 100_000 / 4 * 4));
    write("empty.log", new byte[0]);
    Path secret = Files.write(folder.resolve("secret"), log("S", 50));
    Files.createSymbolicLink(logs.resolve("link.log"), secret);
    Files.createSymbolicLink(logs.resolve("circle"), logs);
    NightConf conf =
        new NightConf(
            DAY,
            List.of(logs.toString()),
            folder.resolve("warehouse").toString(),
            Optional.of(folder.resolve("feed").toString()),
            Optional.empty(),
            false,
            Settings.standard());
    try (Progress progress = Progress.onStandardError()) {
      Nightly.run(SharedSpark.session(), conf.on(DAY, AHEAD), progress);
      warnings = progress.summary().warnings();
    }
    Lake lake = lake();
    ledger = new TreeMap<>();
    lake.read(Tables.LEDGER)
        .filter("status = 'done'")
        .collectAsList()
        .forEach(row -> ledger.put(name(row.getAs("archive")), row));
    quarantined =
        lake.read(Tables.QUARANTINE).collectAsList().stream()
            .collect(
                Collectors.groupingBy(row -> name(row.getAs("archive")), Collectors.counting()));
  }

  /** Lines used and refused, -1 where only the damage decides; quarantined; what is said of it. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          good.log         | 12000| 0   | 0  | -
          truncated.gz     | -1   | 0   | 0  | gzip ends early, at compressed byte
          truncated.zst    | -1   | 0   | 0  | zstd ends early, at compressed byte
          truncated.bz2    | -1   | 0   | 0  | bzip2 ends early, at compressed byte
          truncated.xz     | -1   | 0   | 0  | xz ends early, at compressed byte
          corrupt.gz       | -1   | -1  | -1 | gzip is damaged
          corrupt.zst      | -1   | 0   | 0  | zstd is damaged
          corrupt.bz2      | -1   | 0   | 0  | bzip2 is damaged
          corrupt.xz       | -1   | 0   | 0  | xz is damaged
          binary.log       | 0    | -1  | -1 | of its first lines cannot be read
          long.log         | 40   | 1   | 1  | -
          nul.log          | 40   | 0   | 0  | -
          latin1.log       | 60   | 20  | 20 | of its first lines cannot be read
          utf16.log        | 0    | 40  | 20 | of its first lines cannot be read
          1970.log         | 20   | 0   | 0  | -
          2099.log         | 20   | 0   | 0  | -
          asked-for.log    | 20   | 0   | 0  | -
          jump.log         | 60   | 0   | 0  | -
          """)
  void eachHasItsResult(String archive, long used, long refused, long kept, String said) {
    Row row = ledger.get(archive);
    assertThat(row).as("ledger").isNotNull();
    long lines = row.getAs("lines");
    assertThat(
            row.<Long>getAs("lines_used")
                + row.<Long>getAs("lines_empty")
                + row.<Long>getAs("lines_refused"))
        .isEqualTo(lines);
    if (used >= 0) {
      assertThat(row.<Long>getAs("lines_used")).as("used").isEqualTo(used);
    } else {
      assertThat(row.<Long>getAs("lines_used")).as("used").isBetween(1L, 7_999L);
    }
    if (refused >= 0) {
      assertThat(row.<Long>getAs("lines_refused")).as("refused").isEqualTo(refused);
    }
    if (kept >= 0) {
      assertThat(quarantined.getOrDefault(archive, 0L)).as("quarantined").isEqualTo(kept);
    }
    List<String> ofIt =
        warnings.stream().filter(warning -> warning.contains("/" + archive)).toList();
    if (said == null) {
      assertThat(ofIt).isEmpty();
    } else {
      assertThat(ofIt).anyMatch(warning -> warning.contains(said));
    }
  }

  @Test
  void whatIsNotTakenInIsToldOrKnown() {
    assertThat(ledger)
        .doesNotContainKeys(
            "zz-copy-of-good.gz", "zz-copy-of-the-beginning.log", "empty.log", "link.log", "secret")
        .containsKey("good \u00e4 [1]{2};'\" $(id).log");
    assertThat(warnings)
        .anyMatch(w -> w.contains("link.log: it is a link that leads out of"))
        .anyMatch(w -> w.contains("bomb.zst") && w.contains("a decompression bomb"))
        .anyMatch(w -> w.startsWith("1970-01-01 lies further back than restate.horizon_days"))
        .anyMatch(w -> w.startsWith("2099-06-01 lies ahead of the night"))
        .noneMatch(w -> w.contains(AHEAD.toString()));
  }

  @Test
  void clocksThatAreWrongMoveNoScore() {
    assertThat(lake().days(Tables.PREFIX_SCORES)).containsExactly(LocalDate.of(2026, 10, 30), DAY);
  }

  @Test
  void noNameAndNoCodeComesOutAnywhere() throws IOException {
    for (var table : Tables.ALL) {
      for (String row : lake().read(table).toJSON().collectAsList()) {
        assertThat(row).as(table.name()).doesNotContain("planted-", "nosy.reader");
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .filter(f -> f.startsWith(folder.resolve("feed")) || f.toString().endsWith(".json"))
              .toList()) {
        assertThat(Files.readString(file, ISO_8859_1)).as(file.toString()).doesNotContain(PLANTED);
      }
    }
    assertThat(String.join("\n", warnings)).doesNotContain(PLANTED);
  }

  @Test
  void whatIsPublishedCanBeReadByTheFiltersAndWrittenByNobodyElse() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("feed"))) {
      for (Path file : files.filter(f -> !Files.isSymbolicLink(f)).toList()) {
        assertThat(
                java.nio.file.attribute.PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .matches(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-(r--r--|-------)");
      }
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("warehouse/_pseudonym.key")))
        .hasSize(2);
  }

  /** Four lines a message, from one sender to one recipient. */
  private static byte[] log(String id, int messages) {
    return log(id, messages, DAY.toString());
  }

  private static byte[] log(String id, int messages, String day) {
    String prefix = id + "00";
    return IntStream.range(0, messages)
        .mapToObj(
            i -> {
              String head =
                  "%sT%02d:%02d:%02d.000000+00:00 mx1 postfix/"
                      .formatted(day, i / 3600, i / 60 % 60, i % 60);
              String queueId = prefix.replaceAll("[^0-9A-F]", "7") + "%06X".formatted(i + hash(id));
              return head
                  + "smtpd[%d]: %s: client=unknown[2001:db8:%x::%x]\n"
                      .formatted(i, queueId, i % 7, i)
                  + head
                  + "cleanup[8]: %s: message-id=<planted-%s@example.com>\n"
                      .formatted(queueId, noise(i))
                  + head
                  + "qmgr[8]: %s: from=<planted-%d@sender.example.com>, size=500, nrcpt=1 (queue active)\n"
                      .formatted(queueId, i)
                  + head
                  + "local[7]: %s: to=<nosy.reader@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)\n"
                      .formatted(queueId);
            })
        .collect(Collectors.joining())
        .getBytes(US_ASCII);
  }

  /** Text that does not pack: xz needs more than one chunk of 64 KiB to be read in part. */
  private static String noise(int seed) {
    byte[] bytes = new byte[64];
    new Random(seed).nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static int hash(String id) {
    return Math.floorMod(id.hashCode(), 200) * 0x10000;
  }

  /** What somebody writes who knows that his text is logged, in every field that he can reach. */
  private static String hostile(int messages) {
    String code = "\u001b[2J'); DROP TABLE messages; -- <script>alert(64)\u00e4";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < messages; i++) {
      String head = DAY + "T10:00:%02d.000000+00:00 mx1 postfix/".formatted(i % 60);
      text.append(head)
          .append(
              "smtpd[9]: NOQUEUE: reject: RCPT from unknown[2001:db8:66::%x]: 554 5.7.1 <planted-a%d@example.net>: %s; from=<\"planted-b %s\"@example.net> to=<planted-c@example.com> proto=ESMTP helo=<planted-d@%s>\n"
                  .formatted(i, i, code, code, code.replace(" ", "")))
          .append(head)
          .append(
              "smtpd[9]: 66%04X: client=unknown[2001:db8:66::%x], sasl_method=PLAIN, sasl_username=planted-e%d\n"
                  .formatted(i, i, i))
          .append(head)
          .append(
              "cleanup[9]: 66%04X: message-id=<planted-f%d@%s>\n".formatted(i, i, "host.example"))
          .append("planted-g@example.com wrote: to=<planted-h@example.com> " + code + "\n");
    }
    return text.toString();
  }

  private static byte[] pack(String packing, byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (packing) {
          case "gz" -> new GZIPOutputStream(bytes);
          case "zst" -> new ZstdOutputStream(bytes).setChecksum(true);
          case "bz2" -> new BZip2CompressorOutputStream(bytes, 1);
          default -> new XZOutputStream(bytes, new LZMA2Options(1));
        }) {
      out.write(text);
    }
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static void write(String name, byte[] bytes) throws IOException {
    Files.write(logs.resolve(name), bytes);
  }

  private static String name(String archive) {
    return archive.substring(archive.lastIndexOf('/') + 1);
  }

  private static Lake lake() {
    return Lake.at(SharedSpark.session(), folder.resolve("warehouse").toString());
  }
}
