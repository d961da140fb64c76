package slash64.doctor;

import com.github.luben.zstd.Zstd;
import java.nio.charset.StandardCharsets;

/**
 * Can the folder for temporary files be written to, and do the compression libraries run from it?
 * They are unpacked there, and a hardened server often forbids to run anything from it.
 */
final class TemporaryFolderCheck {
  private static final String SUBJECT = "temporary files";
  private static final String OPTION = "SLASH64_TMP";

  private TemporaryFolderCheck() {}

  static Finding finding() {
    String folder = System.getProperty("java.io.tmpdir");
    Finding finding = FolderCheck.finding(SUBJECT, folder, OPTION);
    if (finding.verdict() == Finding.Verdict.BAD) {
      return finding;
    }
    try {
      byte[] sample = folder.getBytes(StandardCharsets.UTF_8);
      var unused = Zstd.decompress(Zstd.compress(sample), sample.length);
      return finding;
    } catch (LinkageError e) {
      return Finding.bad(
          SUBJECT,
          "libraries cannot be run from %s (%s): it may be mounted noexec, name another with %s."
              .formatted(folder, e.getMessage(), OPTION));
    }
  }
}
