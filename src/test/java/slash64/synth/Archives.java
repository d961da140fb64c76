package slash64.synth;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads a written world back by the plainest means. */
final class Archives {
  private Archives() {}

  /** Returns the archives of one host in order of their day. */
  static List<Path> of(Path world, String host) {
    return files(world.resolve("logs"), host + "-");
  }

  static List<Path> files(Path folder, String start) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(start))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Path file) {
    try (InputStream in = unpacked(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream unpacked(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    String name = file.toString();
    return name.endsWith(".gz")
        ? new GZIPInputStream(raw)
        : name.endsWith(".zst") ? new ZstdInputStreamNoFinalizer(raw) : raw;
  }

  static List<String> lines(Path file) {
    return Arrays.asList(new String(bytes(file), StandardCharsets.US_ASCII).split("\n"));
  }

  /** Returns all lines of one host, day after day. */
  static List<String> lines(Path world, String host) {
    return of(world, host).stream().flatMap(file -> lines(file).stream()).toList();
  }

  /** Returns the rows of a CSV file, without its header, cut at commas. */
  static List<String[]> rows(Path file) {
    return lines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
  }

  /** Returns the truth about the messages of all days. */
  static List<String[]> truth(Path world) {
    return files(world.resolve("truth"), "messages-").stream()
        .flatMap(file -> rows(file).stream())
        .toList();
  }
}
