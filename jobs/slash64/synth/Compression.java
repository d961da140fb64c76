package slash64.synth;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** How an archive is packed. */
public enum Compression {
  PLAIN(""),
  GZIP(".gz"),
  ZSTD(".zst");

  private static final int BUFFER = 1 << 16;

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  /** Returns what follows {@code .log} in the name of an archive; empty for plain text. */
  public String suffix() {
    return suffix;
  }

  /** Creates (or replaces) the file; what is written to the stream arrives packed. */
  OutputStream create(Path file) throws IOException {
    OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
    return switch (this) {
      case PLAIN -> raw;
      case GZIP -> new GZIPOutputStream(raw, BUFFER);
      case ZSTD -> new ZstdOutputStreamNoFinalizer(raw, 3);
    };
  }
}
